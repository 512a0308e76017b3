/**
 * A line to a network worker: questions, and their answers as promises. It ends when it is told to, and in Node when the worker
 * does; a page is not told that a worker has closed itself.
 */

import { type WorkerLike, wired } from '../backends/wasm/wire.ts'
import { errorFrom } from '../errors/errorParts.ts'
import { OptionError, RunError, UnsupportedError } from '../errors/errors.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { version } from '../text/version.ts'
import type { Answer, Ask, Asks, Greeting } from './protocol.ts'

export interface Line {
  ask<K extends Ask>(ask: K, ...args: Parameters<Asks[K]>): Promise<ReturnType<Asks[K]>>
  open(): boolean
  end(): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Workers that were handed over: each serves one network, and numbers the answers of one line. */
const taken = new WeakSet<WorkerLike>()

/** How long a worker may take to load its modules and call `serveNetwork`, in milliseconds. */
export const patience = { ms: 20_000 }

/** @throws UnsupportedError where there are no workers, OptionError for a worker that has a network already */
export function lineTo(worker: WorkerLike | undefined): Line {
  if (worker && taken.has(worker))
    throw new OptionError({
      code: 'worker-taken',
      message: say('openInWorker: this worker already has a network.'),
      fix: say('start a worker for each network: worker: () => new Worker(…).'),
    })
  if (worker) taken.add(worker)
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | undefined
  const heard = (answer: Answer | Greeting) => {
    clearTimeout(silence)
    if ('ready' in answer) {
      if (answer.ready !== version)
        lost(say('it is Striate {theirs}, and this is {ours}', { theirs: answer.ready, ours: version }))
      return
    }
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    wire.idle(waiting.size === 0)
    if ('error' in answer) asker?.reject(errorFrom(answer.error))
    else asker?.resolve(answer.value)
  }
  const gone = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
    clearTimeout(silence)
    wire.idle(true)
  }
  const lost = (why: Sentence) =>
    gone(
      new RunError({
        code: 'worker-gone',
        message: say('the worker of the network ended: {why}', { why }),
        fix: say('open the network again.'),
      }),
    )
  const wire = wired(worker ?? ownWorker(), {
    message: (answer) => heard(answer as Answer | Greeting),
    error: (why) => lost(why ? asIs(why) : say('its script could not be loaded')),
    exit: (code) => lost(say('exit code {code}', { code })),
  })
  const silence = setTimeout(() => {
    gone(
      new RunError({
        code: 'worker-silent',
        message: say('openInWorker: the worker has been silent for {seconds} seconds.', { seconds: patience.ms / 1000 }),
        fix: say('call serveNetwork() in the worker.'),
      }),
    )
    wire.terminate()
  }, patience.ms)
  // In Node a timer would keep the process alive.
  ;(silence as { unref?: () => void }).unref?.()
  wire.idle(true)
  return {
    open: () => ended === undefined,
    ask<K extends Ask>(ask: K, ...args: Parameters<Asks[K]>): Promise<ReturnType<Asks[K]>> {
      if (ended) return Promise.reject(ended)
      return new Promise((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, { resolve: (value) => resolve(value as ReturnType<Asks[K]>), reject })
        wire.idle(false)
        try {
          wire.post({ id, ask, args })
        } catch (error) {
          waiting.delete(id)
          wire.idle(waiting.size === 0)
          reject(cannotBeSent(error))
        }
      })
    },
    end() {
      if (ended) return
      gone(new RunError({ code: 'disposed', message: say('this remote network has been disposed.'), fix: say('open it again.') }))
      wire.terminate()
    },
  }
}

/** Structured cloning refuses functions and the like. */
function cannotBeSent(error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error)
  return new OptionError({
    code: 'cannot-be-sent',
    message: say('this cannot be sent to a remote network: {why}', { why }),
    fix: say('pass plain values.'),
  })
}

/** A worker of ours. The address stands in the call itself, so that bundlers see it. */
function ownWorker(): WorkerLike {
  const process = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process
  const node = process?.getBuiltinModule?.('node:worker_threads') as typeof import('node:worker_threads') | undefined
  if (node) return new node.Worker(new URL('./networkWorker.js', import.meta.url))
  if (typeof Worker === 'undefined')
    throw new UnsupportedError({
      code: 'no-workers',
      message: say('openInWorker: this environment has no workers.'),
      fix: say('open the model on `await wasm()` instead.'),
    })
  return new Worker(new URL('./networkWorker.js', import.meta.url), { type: 'module' })
}
