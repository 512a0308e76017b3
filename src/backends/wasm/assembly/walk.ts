/**
 * The walker: every thread goes through the same list of calls [routine, items, words, arguments…]. A call's items are
 * dealt out as one range a thread; who is done with his own takes pieces of the others', so a thread that the system has
 * put aside holds no one up: a call is over when its *items* are done, whoever did them. Who does an item never changes a
 * bit of its result. No JavaScript runs in between.
 *
 * Calls are numbered through the engine's whole life: CALL is the number of the one at work. A thread's claim word holds
 * [the number of a call, the next item of its range in that call]; pieces are taken by compare-and-swap, which fails for
 * anyone who is late by a call or more. A late thread therefore only runs its list to the end, and touches nothing.
 *
 * The parts are exported so that the optimizer does not make one function of them all: memory.atomic.wait32, as the
 * baseline compiler of V8 11 (Node 20) makes it, spoils what its function holds on the operand stack below it. So it stands
 * in a function where nothing is held. (`node --liftoff-only` shows it every time, `--no-liftoff` never.)
 */
import { CALL, CALL_SPINS, DISPATCH, DONE, FAILED, FIRST, IDLE_SPINS, LAST, lineOf, QUIT, SEGMENTS, SLEEPERS } from './control'

/** Asked by thread 0 after each tenth of a second of waiting. Not 0: someone is gone, leave. @external('host', 'overdue') */
declare function overdue(): u32

// The thread's line: the dispatch it has seen, the call it is in, how far its range of which call is taken, its copy of the job.
const AT: usize = 4
const CLAIM: usize = 8
const OWN_FIRST: usize = 16
const OWN_LAST: usize = 20
const OWN_SEGMENTS: usize = 24

/** Walks the job in the control block. Returns 0, or 1 where some thread has failed. */
export function walk(thread: u32, threads: u32, table: u32): u32 {
  const line = lineOf(thread)
  if (!copyJob(line)) return 0
  let number = load<u32>(line, OWN_FIRST)
  const last = load<u32>(line, OWN_LAST)
  const count = load<u32>(line, OWN_SEGMENTS)
  for (let s: u32 = 0; s < count; s++) {
    let at = load<u32>(line + (s << 3), OWN_SEGMENTS + 4)
    const end = load<u32>(line + (s << 3), OWN_SEGMENTS + 8)
    while (at < end) {
      // A late thread may read what is a program no longer; it then stops here at the latest, and has done nothing.
      if (number === last) return 0
      const routine = table + atomic.load<u32>(at)
      const items = atomic.load<u32>(at, 4)
      const next = at + 12 + (load<u32>(at, 8) << 2)
      if (threads === 1) {
        store<u32>(line, at, AT)
        call_indirect<void>(routine, <usize>at + 12, 0, items, thread)
      } else if (atomic.load<u32>(CALL) === number) {
        // Asked after reading: the call is not over, so what was read is what stands there.
        store<u32>(line, at, AT)
        work(routine, at + 12, items, number, thread, threads)
        if (waitFor(number, thread)) return 1
      }
      number++
      at = next
    }
  }
  return 0
}

/** Takes a copy of the job that cannot change any more. Returns false where it did while being copied: it is over then. */
export function copyJob(line: usize): bool {
  // All atomic, as plain reads may be done later than they stand, after the second look at the count.
  const dispatch = atomic.load<u32>(DISPATCH)
  store<u32>(line, atomic.load<u32>(FIRST), OWN_FIRST)
  store<u32>(line, atomic.load<u32>(LAST), OWN_LAST)
  const count = atomic.load<u32>(SEGMENTS)
  store<u32>(line, count, OWN_SEGMENTS)
  for (let s: u32 = 0; s < count; s++) {
    store<u32>(line + (s << 3), atomic.load<u32>(SEGMENTS + (s << 3), 4), OWN_SEGMENTS + 4)
    store<u32>(line + (s << 3), atomic.load<u32>(SEGMENTS + (s << 3), 8), OWN_SEGMENTS + 8)
  }
  return (dispatch & 1) === 0 && atomic.load<u32>(DISPATCH) === dispatch
}

/** Does pieces of a call until none is left: of your own range first, then of the others'. */
export function work(routine: u32, args: usize, items: u32, number: u32, thread: u32, threads: u32): void {
  for (let i: u32 = 0; i < threads; i++) {
    const owner = thread + i < threads ? thread + i : thread + i - threads
    const begin = <u32>((<u64>items * owner) / threads)
    const end = <u32>((<u64>items * (owner + 1)) / threads)
    const claim = lineOf(owner) + CLAIM
    while (true) {
      const seen = atomic.load<u64>(claim)
      const tag = <u32>(seen >> 32)
      if (<i32>(tag - number) > 0) return
      const next = tag === number ? <u32>seen : begin
      if (next >= end) break
      // An eighth of what is left: large pieces first, single items at the end, where they even out.
      const stop = next + max<u32>(1, (end - next) >> 3)
      if (atomic.cmpxchg<u64>(claim, seen, ((<u64>number) << 32) | stop) !== seen) continue
      call_indirect<void>(routine, args, next, stop, thread)
      finish(stop - next, items, number)
    }
  }
}

/** Counts items as done; with the last of them the next call begins. */
export function finish(done: u32, items: u32, number: u32): void {
  if (atomic.add<u32>(DONE, done) + done !== items) return
  atomic.store<u32>(DONE, 0)
  atomic.store<u32>(CALL, number + 1)
  // A sleeper counts itself before it looks at CALL again, so no one is missed.
  if (atomic.load<u32>(SLEEPERS)) atomic.notify(CALL, -1)
}

/** Waits until a call is over: spins for a while, then sleeps. Returns 1 where some thread has failed. */
export function waitFor(number: u32, thread: u32): u32 {
  for (let spins = load<u32>(CALL_SPINS); spins; spins--) {
    if (atomic.load<u32>(CALL) !== number) return 0
    if (atomic.load<u32>(FAILED)) return 1
  }
  atomic.add<u32>(SLEEPERS, 1)
  let failed: u32 = 0
  while (atomic.load<u32>(CALL) === number && !failed) {
    const timedOut = atomic.wait<u32>(CALL, number, 100_000_000) === 2
    failed = u32(atomic.load<u32>(FAILED) !== 0 || (timedOut && thread === 0 && overdue() !== 0))
  }
  atomic.sub<u32>(SLEEPERS, 1)
  return failed
}

/**
 * A worker's turn, in one short call: waits a little for a dispatch and walks it. Returns 0 where none came, 1 after a
 * job, 2 where the thread is to end. An odd count says that a job is just being written.
 */
export function serve(thread: u32, threads: u32, table: u32): u32 {
  const line = lineOf(thread)
  const seen = load<u32>(line)
  let spins = load<u32>(IDLE_SPINS)
  let now = atomic.load<u32>(DISPATCH)
  while (now === seen || now & 1) {
    if (!--spins) return 0
    now = atomic.load<u32>(DISPATCH)
  }
  if (atomic.load<u32>(QUIT)) return 2
  atomic.store<u32>(line, now)
  return walk(thread, threads, table) + 1
}
