/**
 * The walker: every thread goes through the same list of calls [routine, items, words, arguments…], takes its own
 * contiguous part of each call's items, and meets the others at a barrier after it. No JavaScript runs in between;
 * only a thread that has waited for long asks the host whether the missing ones are still alive.
 */
import { ARRIVED, BARRIER_SPINS, DISPATCH, FAILED, GENERATION, IDLE_SPINS, LINES, QUIT, SEGMENTS, SLEEPERS } from './control'

/** Asked by thread 0 after each tenth of a second of waiting. Not 0: somebody is gone, leave. */
// @ts-ignore: decorator
@external('host', 'overdue')
declare function overdue(): u32

/** Walks the job in the control block. Returns 0, or 1 where some thread has failed. */
export function walk(thread: u32, threads: u32, table: u32): u32 {
  const line = LINES + (thread << 6)
  const count = load<u32>(SEGMENTS)
  for (let s: u32 = 0; s < count; s++) {
    let at = load<u32>(SEGMENTS + (s << 3), 4)
    const end = load<u32>(SEGMENTS + (s << 3), 8)
    while (at < end) {
      const items = load<u32>(at, 4)
      store<u32>(line, at, 4)
      // The cut is the same for every call: thread t takes [items·t/T, items·(t+1)/T).
      const begin = <u32>((<u64>items * thread) / threads)
      const stop = <u32>((<u64>items * (thread + 1)) / threads)
      if (begin < stop) call_indirect<void>(table + load<u32>(at), <usize>at + 12, begin, stop, thread)
      // Before the barrier: after the last one the caller may already write another program here.
      at += 12 + (load<u32>(at, 8) << 2)
      if (threads > 1 && barrier(thread, threads)) return 1
    }
  }
  return 0
}

/** Waits until all have arrived: spins for a while, then sleeps. Returns 1 where some thread has failed. */
function barrier(thread: u32, threads: u32): u32 {
  const generation = atomic.load<u32>(GENERATION)
  if (atomic.add<u32>(ARRIVED, 1) == threads - 1) {
    atomic.store<u32>(ARRIVED, 0)
    atomic.add<u32>(GENERATION, 1)
    // A sleeper counts itself before it looks at the generation again, so nobody is missed.
    if (atomic.load<u32>(SLEEPERS)) atomic.notify(GENERATION, -1)
    return 0
  }
  for (let spins = load<u32>(BARRIER_SPINS); spins; spins--) {
    if (atomic.load<u32>(GENERATION) != generation) return 0
    if (atomic.load<u32>(FAILED)) return 1
  }
  atomic.add<u32>(SLEEPERS, 1)
  while (atomic.load<u32>(GENERATION) == generation) {
    if (atomic.load<u32>(FAILED)) return 1
    const timedOut = atomic.wait<u32>(GENERATION, generation, 100_000_000) == 2
    if (timedOut && thread == 0 && overdue()) return 1
  }
  atomic.sub<u32>(SLEEPERS, 1)
  return 0
}

/**
 * A worker's turn, in one short call: waits a little for a dispatch and walks it. Returns 0 where none came, 1 after a
 * job, 2 where the thread is to end.
 */
export function serve(thread: u32, threads: u32, table: u32): u32 {
  const line = LINES + (thread << 6)
  const seen = load<u32>(line)
  let spins = load<u32>(IDLE_SPINS)
  while (atomic.load<u32>(DISPATCH) == seen) if (!--spins) return 0
  if (atomic.load<u32>(QUIT)) return 2
  atomic.store<u32>(line, seen + 1)
  return walk(thread, threads, table) + 1
}
