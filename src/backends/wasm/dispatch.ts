/**
 * Runs jobs on all threads: thread 0 is the caller. A job is a few ranges of calls; one dispatch starts it, and it is
 * over when all items of its last call are done. A thread that traps or dies ends the job with an error.
 */

import { asIs, say } from '../../errors/say.ts'
import { control, failureIn, markFailed, mostSegments } from './control.ts'
import { type FailedCall, threadFailed } from './errors.ts'
import { instantiate } from './instance.ts'
import { type CallRange, routineNames } from './program.ts'
import type { WorkerThread } from './threads.ts'

/** After how many tenths of a second without any progress a job is given up, though no thread is known to have ended. */
const lostLimit = 600

/** Why a job is given up: in the memory that all threads share it is a text, as what they say themselves. */
const lostWords = say('it has ended, or does not answer')

export interface Dispatcher {
  /** Throws RunError where a thread fails; the engine cannot be used after that. */
  run(ranges: readonly CallRange[], callAt: ReadonlyMap<number, FailedCall>): void
  dispose(): void
}

export function newDispatcher(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  threads: number,
  workers: readonly WorkerThread[],
): Dispatcher {
  const unshared = memory.buffer instanceof ArrayBuffer
  const first = new Int32Array(memory.buffer)
  /** The control words. Growth takes an unshared memory's buffer away, so they are asked for anew. */
  const words = () => (unshared ? new Int32Array(memory.buffer) : first)
  let waits = 0
  let lastProgress = ''
  Atomics.store(words(), control.call, 1)

  /** Thread 0 has waited for another tenth of a second: is anyone gone? */
  function overdue(): number {
    const progress = `${Atomics.load(words(), control.call)} ${Atomics.load(words(), control.done)}`
    waits = progress === lastProgress ? waits + 1 : 1
    lastProgress = progress
    const lost = workers.findIndex((worker) => worker.ended())
    if (lost < 0 && waits < lostLimit) return 0
    markFailed(words(), lost < 0 ? 1 : lost + 1, lostWords.text)
    return 1
  }

  const { exports, table } = instantiate(module, memory, routineNames, overdue)
  const walk = exports.walk as (thread: number, threads: number, table: number) => number
  return {
    run(ranges, callAt) {
      const job = ranges.filter(([start, end]) => end > start)
      if (job.length === 0) return
      if (job.length > mostSegments) throw new RangeError(`at most ${mostSegments} segments in one run`)
      const now = words()
      const dead = workers.findIndex((worker) => worker.ended())
      if (dead >= 0) throw threadFailed(dead + 1, say('it has ended'), undefined)
      // Odd while the job is being written: no one begins it half.
      Atomics.add(now, control.dispatch, 1)
      now[control.segments] = job.length
      job.forEach(([start, end], i) => {
        now[control.segments + 1 + 2 * i] = start
        now[control.segments + 2 + 2 * i] = end
      })
      now[control.first] = Atomics.load(now, control.call)
      now[control.last] = now[control.first]! + job.reduce((sum, [, , calls]) => sum + calls, 0)
      waits = 0
      Atomics.add(now, control.dispatch, 1)
      if (threads > 1 && Atomics.load(now, control.idleSleepers) > 0) Atomics.notify(now, control.dispatch)
      try {
        if (walk(0, threads, table) === 0) return
      } catch (error) {
        markFailed(now, 0, (error as Error).message)
      }
      const { thread, message, call } = failureIn(now)!
      for (const worker of workers) worker.terminate()
      throw threadFailed(thread, message === lostWords.text ? lostWords : asIs(message), callAt.get(call))
    },
    dispose() {
      const now = words()
      Atomics.store(now, control.quit, 1)
      Atomics.add(now, control.dispatch, 2)
      if (!unshared) Atomics.notify(now, control.dispatch)
      for (const worker of workers) worker.terminate()
    },
  }
}
