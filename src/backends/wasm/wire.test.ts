/** The wire to a worker, on workers made up here: of Node's kind and of a page's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type WorkerLike, wired } from './wire.ts'

function listener() {
  const heard: unknown[] = []
  return {
    heard,
    events: {
      message: (message: unknown) => heard.push(message),
      error: (why: string | undefined) => heard.push(['error', why]),
      exit: (code: number) => heard.push(['exit', code]),
    },
  }
}

test("a worker of Node's kind: all that it says, and whether it holds the process", () => {
  const listeners = new Map<string, (given: unknown) => void>()
  const done: unknown[] = []
  let idle = 0.5
  const worker = {
    postMessage: (message: unknown) => done.push(['post', message]),
    terminate: () => done.push('terminate'),
    on: (event: string, heard: (given: unknown) => void) => listeners.set(event, heard),
    ref: () => done.push('ref'),
    unref: () => done.push('unref'),
    performance: { eventLoopUtilization: () => ({ idle }) },
  }
  const { heard, events } = listener()
  const wire = wired(worker, events)
  wire.post(1)
  wire.idle(true)
  wire.idle(false)
  assert.equal(wire.ended(), false)
  idle = -1
  assert.equal(wire.ended(), true)
  wire.terminate()
  assert.deepEqual(done, [['post', 1], 'unref', 'ref', 'terminate'])
  listeners.get('message')?.('ready')
  listeners.get('error')?.(new Error('out of cheese'))
  listeners.get('error')?.('a thrown text')
  listeners.get('exit')?.(3)
  assert.deepEqual(heard, ['ready', ['error', 'out of cheese'], ['error', 'a thrown text'], ['exit', 3]])
})

test("a page's worker: a script that could not be loaded is an error without a reason", () => {
  const worker = { postMessage() {}, terminate() {} } as WorkerLike & {
    onmessage?: (event: { data: unknown }) => void
    onerror?: (event: { message?: string }) => void
  }
  const { heard, events } = listener()
  const wire = wired(worker, events)
  worker.onmessage?.({ data: 'ready' })
  worker.onerror?.({ message: 'x is not defined' })
  worker.onerror?.({ message: '' })
  worker.onerror?.({})
  wire.idle(true)
  assert.equal(wire.ended(), false)
  assert.deepEqual(heard, ['ready', ['error', 'x is not defined'], ['error', undefined], ['error', undefined]])
})
