import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { handmade, harmless, real, routine, trapping } from '../../../test/handmade.ts'
import { say } from '../../errors/say.ts'
import { notLoaded, threadFailed } from './errors.ts'
import { wasm } from './wasm.ts'

const threadsModule = createRequire(import.meta.url)('node:worker_threads') as { Worker: typeof Worker }

/** Opens a backend and gives its workers too. */
async function withWorkers(threads: number) {
  const workers: Worker[] = []
  const { Worker: Original } = threadsModule
  threadsModule.Worker = class extends Original {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args)
      workers.push(this)
    }
  }
  try {
    return { backend: await wasm({ threads }), workers }
  } finally {
    threadsModule.Worker = Original
  }
}

const unusable = (first: string) => ({
  name: 'RunError',
  code: 'unusable',
  message: [
    'this Wasm backend can no longer be used: one of its threads failed.',
    `  ${first}`,
    '  Fix: open a new one: await wasm().',
  ].join('\n'),
})

for (const threads of [1, 2, 3])
  for (const item of [0, 29])
    test(`${threads} threads: a trap in item ${item} of 30 is an error, and the backend cannot be used after it`, async () => {
      const backend = await wasm({ threads })
      const { call, arm } = trapping(30, item, 'C3')
      const made = await handmade(backend, { forward: [harmless(30, 'C1'), call, harmless(30, 'S4')] })
      arm(made)
      const { program } = made
      let first = ''
      assert.throws(
        () => program.run('forward'),
        (error: Error & { code: string; details: Record<string, unknown> }) => {
          const [line, fix] = error.message.split('\n')
          first = line!
          assert.equal(error.name, 'RunError')
          assert.equal(error.code, 'thread-failed')
          assert.equal(
            first,
            `thread ${error.details.thread} failed in routine maxPool2dGrad of "C3": memory access out of bounds.`,
          )
          assert.equal(fix, '  Fix: open a new backend: this one and everything in its memory can no longer be used.')
          return true
        },
      )
      assert.throws(() => program.run('forward'), unusable(first))
      assert.throws(() => backend.alloc(4), unusable(first))
      backend.dispose()
    })

test('a thread that has died is an error, not a wait', async () => {
  const { backend, workers } = await withWorkers(3)
  const { program } = await handmade(backend, { forward: [harmless(30, 'C3')] })
  program.run('forward')
  assert.equal(workers.length, 2)
  await workers[1]!.terminate()
  assert.throws(() => program.run('forward'), { name: 'RunError', code: 'thread-failed' })
  assert.throws(() => program.run('forward'), { name: 'RunError', code: 'unusable' })
  backend.dispose()
})

test('a thread that dies behind the back of a run', async () => {
  const { backend, workers } = await withWorkers(2)
  const { program } = await handmade(backend, { forward: [harmless(30, 'C3')] })
  program.run('forward')
  // Not awaited: it dies somewhere in the next runs, and the event loop does not tell.
  void workers[0]!.terminate()
  assert.throws(
    () => {
      for (let turn = 0; turn < 10_000_000; turn++) program.run('forward')
    },
    { name: 'RunError', code: 'thread-failed' },
  )
  backend.dispose()
})

test('after dispose everything is refused, and dispose again does nothing', async () => {
  const backend = await wasm({ threads: 2 })
  const made = await handmade(backend, { forward: [harmless(3, 'C3')] })
  const buffer = backend.alloc(16)
  backend.dispose()
  backend.dispose()
  const refused = {
    name: 'RunError',
    code: 'disposed',
    message: 'this backend has been disposed.\n  Fix: open a new one: await wasm().',
  }
  assert.throws(() => made.program.run('forward'), refused)
  assert.throws(() => backend.alloc(4), refused)
  assert.throws(() => backend.write(buffer, 0, new Float32Array(4)), refused)
  assert.throws(() => backend.view!(buffer, 0, 'real', 4), refused)
  await assert.rejects(backend.read(buffer, 0, 'real', 4), refused)
  made.program.free()
})

test('a freed program and a freed buffer are refused', async () => {
  const backend = await wasm({ threads: 1 })
  const { program } = await handmade(backend, { forward: [harmless(3, 'C3')] })
  program.free()
  program.free()
  assert.throws(() => program.run('forward'), {
    name: 'RunError',
    message: 'the program of plan "handmade" has been freed.\n  Fix: prepare it again.',
  })
  const buffer = backend.alloc(16)
  assert.throws(() => backend.write(buffer, 8, new Float32Array(3)), {
    name: 'OptionError',
    message: `bytes 8 to 20 are outside buffer ${buffer.id}, which has 16.`,
  })
  backend.free(buffer)
  const unknown = { name: 'OptionError', message: `buffer ${buffer.id} has been freed, or belongs to another backend.` }
  assert.throws(() => backend.free(buffer), unknown)
  assert.throws(() => backend.view!(buffer, 0, 'real', 1), unknown)
  backend.dispose()
})

test('threads that do not start are ended, and the error says how many there were', async () => {
  const { Worker: Original } = threadsModule
  let left = 2
  threadsModule.Worker = class extends Original {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      if (left-- === 0) throw new Error('no more threads')
      super(...args)
    }
  }
  try {
    await assert.rejects(wasm({ threads: 4 }), {
      name: 'RunError',
      code: 'threads',
      message: 'only 3 of 4 threads started: no more threads.\n  Fix: wasm({ threads: 3 }).',
    })
  } finally {
    threadsModule.Worker = Original
  }
})

test('arguments that do not fit their field are found when the program is prepared', async () => {
  const backend = await wasm({ threads: 1 })
  const y = real('y', 8)
  const toPlain = (size: number) => routine({ routine: 'toPlain', items: 1, arguments: { x: y, y, size, step: 1 } }, 'output')
  await assert.rejects(handmade(backend, { forward: [toPlain(-1)] }), /^TypeError: toPlain\.size of output must be u32, not -1$/)
  await assert.rejects(
    handmade(backend, { forward: [toPlain(0.5)] }),
    /^TypeError: toPlain\.size of output must be u32, not 0\.5$/,
  )
  backend.dispose()
})

test('the texts of what cannot be made to happen here', () => {
  assert.equal(
    notLoaded(new URL('https://example.org/simd.wasm'), say('the server answered {status}', { status: 404 })).message,
    [
      'the Wasm engine could not be loaded: the server answered 404.',
      '  https://example.org/simd.wasm',
      '  Fix: build the project (npm run build), or copy the .wasm file next to the script that your bundler writes.',
    ].join('\n'),
  )
  assert.equal(
    threadFailed(1, say('it has ended'), undefined).message.split('\n')[0],
    'thread 1 failed between two runs: it has ended.',
  )
})

test('an activation that has no routine is a trap, not another one’s numbers', async () => {
  const [x, y, dy, dx] = [real('x', 5), real('y', 5), real('dy', 5), real('dx', 5)]
  const unknown = { elements: 5, fn: 99, fnA: 0, fnB: 0 }
  for (const call of [
    routine({ routine: 'unary', items: 1, arguments: { x, y, ...unknown } }, 'A1'),
    routine({ routine: 'unaryGrad', items: 1, arguments: { source: y, dy, dx, ...unknown } }, 'A1'),
  ]) {
    const backend = await wasm({ threads: 1 })
    const { program } = await handmade(backend, { forward: [call] })
    assert.throws(() => program.run('forward'), /^RunError: thread 0 failed in routine unary(Grad)? of "A1": unreachable\./)
    backend.dispose()
  }
})
