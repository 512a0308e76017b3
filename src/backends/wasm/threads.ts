/**
 * The worker threads of the engine: starting them, knowing whether they are alive, ending them. The same script serves
 * Node's worker_threads and a browser's Worker. Workers do not keep a Node process alive.
 */
import { asIs, type Sentence, say, spoken } from '../../errors/say.ts'
import { control, mostThreads } from './control.ts'
import { mayNotWait, noSharedMemory, threadsFailed } from './errors.ts'
import { nodeModule } from './nodeModule.ts'
import type { ThreadStart } from './thread.ts'
import { type Wire, type WorkerLike, wired } from './wire.ts'

/** How long starting a thread may take, in milliseconds. */
const startLimit = 20_000

export interface WorkerThread {
  /** Whether the thread is known to have ended. Asked rarely; must not need the event loop. */
  ended(): boolean
  terminate(): void
}

/** Why memory cannot be shared here, or undefined where it can. */
export function unshareable(): Sentence | undefined {
  if (typeof SharedArrayBuffer === 'undefined')
    return 'crossOriginIsolated' in globalThis && !globalThis.crossOriginIsolated
      ? say('the page is not cross-origin isolated')
      : say('SharedArrayBuffer does not exist')
  return undefined
}

/** Whether this thread may block: all may in Node, in a browser all but a page's main thread. */
export function mayWait(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0)
    return true
  } catch {
    return false
  }
}

/** The processors that this process may use. */
export function processors(): number {
  return nodeModule<typeof import('node:os')>('node:os')?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1
}

/** How many threads to take; with the reason where that is fewer than one would expect. */
export function chooseThreads(wanted: number | undefined): { threads: number; note?: string } {
  const reason = unshareable()
  if (wanted !== undefined) {
    if (wanted > 1 && reason) throw noSharedMemory(wanted, reason)
    if (wanted > 1 && !mayWait()) throw mayNotWait(wanted)
    return { threads: wanted, ...(reason ? { note: `memory is not shared: ${spoken(reason)}` } : {}) }
  }
  if (reason) return { threads: 1, note: `one thread: ${spoken(reason)}` }
  if (!mayWait())
    return { threads: 1, note: "one thread: a page's main thread may not wait (openInWorker opens a network in a worker)" }
  return { threads: Math.max(1, Math.min(16, mostThreads, processors())) }
}

/** Starts threads 1 … threads − 1. Where one does not start, all are ended again. */
export async function startThreads(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  routines: readonly string[],
  threads: number,
): Promise<WorkerThread[]> {
  // With more threads than processors, spinning only keeps the others from working.
  const crowded = threads > processors()
  const words = new Int32Array(memory.buffer)
  words[control.callSpins] = crowded ? 1000 : 100_000
  words[control.idleSpins] = crowded ? 1000 : 100_000
  const starting = Array.from({ length: threads - 1 }, (_, i) =>
    startThread({
      module,
      memory,
      routines,
      thread: i + 1,
      threads,
      idle: crowded ? 0.2 : 5,
    }),
  )
  const results = await Promise.allSettled(starting)
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failed = results.find((result) => result.status === 'rejected')
  if (!failed) return started
  for (const worker of started) worker.terminate()
  throw threadsFailed(threads, started.length + 1, failed.reason as Sentence)
}

/** Rejects with the reason as a sentence. */
function startThread(start: ThreadStart): Promise<WorkerThread> {
  return new Promise((resolve, reject) => {
    let ended = false
    let wire: Wire | undefined
    const fail = (why: Sentence) => {
      clearTimeout(timer)
      ended = true
      reject(why)
      wire?.terminate()
    }
    const { thread } = start
    const late = () => fail(say('thread {thread} did not start within {limit} s', { thread, limit: startLimit / 1000 }))
    const timer = setTimeout(late, startLimit)
    try {
      const opened = wired(newThread(), {
        message(said) {
          clearTimeout(timer)
          if (said !== 'ready') return fail(asIs(String(said)))
          opened.idle(true)
          resolve({ ended: () => ended || opened.ended(), terminate: opened.terminate })
        },
        error: (why) => fail(why === undefined ? say('the worker script could not be loaded') : asIs(why)),
        exit: () => fail(say('thread {thread} ended', { thread })),
      })
      wire = opened
      wire.post(start)
    } catch (error) {
      fail(asIs((error as Error).message))
    }
  })
}

/** The address stands in the call itself, so that bundlers see it. */
function newThread(): WorkerLike {
  const node = nodeModule<typeof import('node:worker_threads')>('node:worker_threads')
  return node
    ? new node.Worker(new URL('./thread.js', import.meta.url))
    : new Worker(new URL('./thread.js', import.meta.url), { type: 'module' })
}
