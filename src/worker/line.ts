/** A line to a network worker: questions, and their answers as promises. It ends when the worker does, or when it is told to. */
import { type WorkerLike, wired } from '../backends/wasm/wire.ts'
import { RunError, UnsupportedError } from '../errors/errors.ts'
import { type Answer, type Ask, type Asks, errorFrom } from './protocol.ts'

export interface Line {
  ask<K extends Ask>(ask: K, ...args: Parameters<Asks[K]>): Promise<ReturnType<Asks[K]>>
  open(): boolean
  end(): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** @throws UnsupportedError where there are no workers */
export function lineTo(worker: WorkerLike | undefined): Line {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | undefined
  const heard = (answer: Answer) => {
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
  }
  const lost = (why: string) =>
    gone(new RunError({ code: 'worker-gone', message: `the network's worker ended: ${why}`, fix: 'open the network again.' }))
  const wire = wired(worker ?? ownWorker(), {
    message: (answer) => heard(answer as Answer),
    error: (why = 'its script could not be loaded') => lost(why),
    exit: (code) => lost(`exit code ${code}`),
  })
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
          reject(error)
        }
      })
    },
    end() {
      if (ended) return
      gone(new RunError({ code: 'disposed', message: 'this remote network was disposed.', fix: 'open it again.' }))
      wire.terminate()
    },
  }
}

/** A worker of ours. The address stands in the call itself, so that bundlers see it. */
function ownWorker(): WorkerLike {
  const process = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process
  const node = process?.getBuiltinModule?.('node:worker_threads') as typeof import('node:worker_threads') | undefined
  if (node) return new node.Worker(new URL('./networkWorker.js', import.meta.url))
  if (typeof Worker === 'undefined')
    throw new UnsupportedError({
      code: 'no-workers',
      message: 'openInWorker: there are no workers here.',
      fix: 'open the model on `await wasm()` instead.',
    })
  return new Worker(new URL('./networkWorker.js', import.meta.url), { type: 'module' })
}
