/**
 * Runs jobs on all threads: thread 0 is the caller. A job is a few ranges of calls; one dispatch starts it, and the
 * last barrier of its last call ends it for everybody. A thread that traps or dies ends the job with an error.
 */
import { control, failureIn, markFailed, mostSegments } from './control.ts'
import { type FailedCall, threadFailed } from './errors.ts'
import { routineNames } from './program.ts'
import type { WorkerThread } from './threads.ts'

/** After how many tenths of a second a thread that has not even begun the job is taken for dead. */
const beginLimit = 8
/** After how many a thread is given up that has begun, and of which nothing else is known. */
const lostLimit = 300

export interface Dispatcher {
  /** Throws RunError where a thread fails; the engine cannot be used after that. */
  run(ranges: readonly (readonly [start: number, end: number])[], callAt: ReadonlyMap<number, FailedCall>): void
  dispose(): void
}

export function newDispatcher(module: WebAssembly.Module, memory: WebAssembly.Memory, threads: number, workers: readonly WorkerThread[]): Dispatcher {
  // The control words lie in the first page, which growth does not move.
  const words = new Int32Array(memory.buffer, 0, 16384)
  const unshared = memory.buffer instanceof ArrayBuffer
  let waits = 0
  let lastGeneration = 0

  /** Thread 0 has waited for another tenth of a second: is anybody missing? */
  function overdue(): number {
    const generation = Atomics.load(control_(), control.generation)
    waits = generation === lastGeneration ? waits + 1 : 1
    lastGeneration = generation
    const dispatch = Atomics.load(control_(), control.dispatch)
    const lost = workers.findIndex((worker, i) => {
      const begun = Atomics.load(control_(), lineOf(i + 1)) === dispatch
      return worker.ended() || (!begun && waits >= beginLimit)
    })
    if (lost < 0 && waits < lostLimit) return 0
    markFailed(control_(), lost < 0 ? 1 : lost + 1, 'it has ended, or does not answer')
    return 1
  }

  // An unshared memory's buffer is another object after growth.
  const control_ = () => (unshared ? new Int32Array(memory.buffer, 0, 16384) : words)
  const lineOf = (thread: number) => control.lines + thread * control.lineWords

  const engine = new WebAssembly.Instance(module, { env: { memory, abort: () => {} }, host: { overdue } })
  const exports = engine.exports as Record<string, WebAssembly.ExportValue>
  const walk = exports.walk as (thread: number, threads: number, table: number) => number
  const table = exports.table as WebAssembly.Table
  const base = table.grow(routineNames.length)
  routineNames.forEach((name, i) => {
    if (exports[name]) table.set(base + i, exports[name])
  })
  return {
    run(ranges, callAt) {
      const job = ranges.filter(([start, end]) => end > start)
      if (job.length === 0) return
      if (job.length > mostSegments) throw new RangeError(`at most ${mostSegments} segments in one run`)
      const words = control_()
      const dead = workers.findIndex((worker) => worker.ended())
      if (dead >= 0) throw threadFailed(dead + 1, 'it has ended', undefined)
      words[control.segments] = job.length
      job.forEach(([start, end], i) => {
        words[control.segments + 1 + 2 * i] = start
        words[control.segments + 2 + 2 * i] = end
      })
      waits = 0
      if (threads > 1) {
        Atomics.add(words, control.dispatch, 1)
        if (Atomics.load(words, control.idleSleepers) > 0) Atomics.notify(words, control.dispatch)
      }
      try {
        if (walk(0, threads, base) === 0) return
      } catch (error) {
        markFailed(words, 0, (error as Error).message)
      }
      const { thread, message, call } = failureIn(words)!
      for (const worker of workers) worker.terminate()
      throw threadFailed(thread, message, callAt.get(call))
    },
    dispose() {
      const words = control_()
      Atomics.store(words, control.quit, 1)
      Atomics.add(words, control.dispatch, 1)
      if (!unshared) Atomics.notify(words, control.dispatch)
      for (const worker of workers) worker.terminate()
    },
  }
}
