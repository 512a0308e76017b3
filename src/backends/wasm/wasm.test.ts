import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handmade, harmless, real, routine } from '../../../test/handmade.ts'
import { mostThreads } from './control.ts'
import { type WasmBackend, wasm } from './wasm.ts'

/** dbias[c] += Σ dy[n, c], twice, with channels enough to share. */
async function sums(backend: WasmBackend, channels = 1000) {
  const dy = real('dy', 3, channels)
  const dbias = real('dbias', channels)
  const args = { dy, dbias, batch: 3, channels, pixels: 1, block: 1 }
  const call = routine({ routine: 'biasGrad', items: channels, arguments: args }, 'sum')
  const made = await handmade(backend, { forward: [call], backward: [call] })
  made.write(
    dy,
    Array.from({ length: 3 * channels }, (_, i) => Math.sqrt(i)),
  )
  return { made, dbias, channels }
}

for (const threads of [1, 2, 3, 7]) {
  test(`${threads} threads: every item is done once, whatever the segments, and again and again`, async () => {
    const backend = await wasm({ threads })
    assert.equal(backend.threads, threads)
    const { made, dbias, channels } = await sums(backend)
    const once = Array.from({ length: channels }, (_, c) => {
      let sum = 0
      for (let n = 0; n < 3; n++) sum = Math.fround(sum + Math.fround(Math.sqrt(n * channels + c)))
      return sum
    })
    made.program.run('forward')
    assert.deepEqual(await made.read(dbias), once)
    made.program.run('zero', 'forward', 'backward', 'update')
    assert.deepEqual(
      await made.read(dbias),
      once.map((sum) => Math.fround(Math.fround(sum + sum) + sum)),
    )
    made.program.run('zero')
    made.write(dbias, new Array(channels).fill(0))
    for (let turn = 0; turn < 500; turn++) made.program.run('forward', 'backward')
    const many = once.map((sum) => {
      let total = 0
      for (let turn = 0; turn < 1000; turn++) total = Math.fround(total + sum)
      return total
    })
    assert.deepEqual(await made.read(dbias), many)
    made.free()
    assert.equal(backend.memory().taken, 0)
    backend.dispose()
  })
}

test('workers that have gone to sleep are woken', async () => {
  const backend = await wasm({ threads: 3 })
  const { made, dbias } = await sums(backend)
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 30))
    made.program.run('forward')
  }
  assert.ok(Math.abs((await made.read(dbias))[0]! - 5 * (Math.sqrt(1000) + Math.sqrt(2000))) < 1e-3)
  backend.dispose()
})

test('programs that come and go at the same address do not disturb each other', async () => {
  const backend = await wasm({ threads: 3 })
  for (let turn = 0; turn < 300; turn++) {
    const { made, dbias, channels } = await sums(backend, 1 + (turn % 40))
    made.program.run('forward')
    const got = await made.read(dbias)
    for (let c = 0; c < channels; c++) assert.ok(got[c]! >= Math.sqrt(2 * channels + c))
    made.free()
  }
  backend.dispose()
})

test('calls without items are passed over', async () => {
  const backend = await wasm({ threads: 2 })
  const none = harmless(0, 'nothing')
  const some = harmless(3, 'something')
  const { program } = await handmade(backend, { zero: [none], forward: [none, some, none, none], backward: [some] })
  program.run('zero', 'forward', 'backward')
  program.run('zero')
  backend.dispose()
})

test('more threads than processors, and than items', async () => {
  const backend = await wasm({ threads: 12 })
  const { made, dbias } = await sums(backend, 5)
  made.program.run('forward')
  assert.equal((await made.read(dbias))[4], Math.fround(Math.fround(2 + Math.fround(3)) + Math.fround(Math.sqrt(14))))
  backend.dispose()
})

test('addresses above 2 GiB', async () => {
  const backend = await wasm({ threads: 2 })
  const low = backend.alloc(2 ** 31 + 2 ** 28)
  const { made, dbias } = await sums(backend)
  assert.ok(backend.memory().highWater > 2 ** 31 + 2 ** 28)
  made.program.run('forward')
  const got = await made.read(dbias)
  assert.equal(got[16], Math.fround(Math.fround(4 + Math.fround(Math.sqrt(1016))) + Math.fround(Math.sqrt(2016))))
  assert.equal((backend.view!(low, 2 ** 31, 'real', 4) as Float32Array)[3], 0)
  backend.dispose()
})

test('without shared memory: one thread, and it says why', async () => {
  const kept = globalThis.SharedArrayBuffer
  // @ts-expect-error: as in a page that is not cross-origin isolated
  globalThis.SharedArrayBuffer = undefined
  try {
    const backend = await wasm()
    assert.equal(backend.threads, 1)
    assert.equal(backend.note, 'one thread: SharedArrayBuffer does not exist')
    const { made, dbias } = await sums(backend)
    backend.alloc(10_000_000)
    made.program.run('forward')
    assert.equal((await made.read(dbias))[0], Math.fround(Math.fround(Math.sqrt(1000)) + Math.fround(Math.sqrt(2000))))
    await assert.rejects(wasm({ threads: 2 }), {
      name: 'UnsupportedError',
      message: [
        'wasm({ threads: 2 }) needs shared memory, which is not available here: SharedArrayBuffer does not exist.',
        '  Fix: serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp, or use wasm({ threads: 1 }).',
      ].join('\n'),
    })
    backend.dispose()
  } finally {
    globalThis.SharedArrayBuffer = kept
  }
})

test('where a thread may not wait: one thread, and more are refused', async () => {
  const kept = Atomics.wait
  Atomics.wait = () => {
    throw new TypeError('Atomics.wait cannot be called in this context')
  }
  try {
    const backend = await wasm()
    assert.equal(backend.threads, 1)
    assert.equal(backend.note, "one thread: a page's main thread may not wait (openInWorker opens a network in a worker)")
    backend.dispose()
    await assert.rejects(wasm({ threads: 4 }), {
      name: 'UnsupportedError',
      message: [
        "wasm({ threads: 4 }) must be opened on a thread that may block: a page's main thread may not.",
        '  Fix: use openInWorker(…), which opens the network in a worker, or wasm({ threads: 1 }).',
      ].join('\n'),
    })
  } finally {
    Atomics.wait = kept
  }
})

test('the build is chosen by what validates; `relaxed` asks for one', async () => {
  const plain = await wasm({ threads: 1, relaxed: false })
  assert.equal(plain.build, 'simd')
  plain.dispose()
  const fused = await wasm({ threads: 1, relaxed: true })
  assert.equal(fused.build, 'relaxed')
  fused.dispose()
  const kept = WebAssembly.validate
  WebAssembly.validate = (bytes) => !new Uint8Array(bytes as ArrayBuffer).includes(133) && kept(bytes)
  try {
    const found = await wasm({ threads: 1 })
    assert.equal(found.build, 'simd')
    found.dispose()
    await assert.rejects(wasm({ relaxed: true }), {
      name: 'UnsupportedError',
      message: [
        'wasm({ relaxed: true }) needs relaxed SIMD, which this JavaScript engine does not support: a probe of f32x4.relaxed_madd does not validate.',
        '  Fix: leave the option out: the other build is then chosen automatically.',
      ].join('\n'),
    })
    WebAssembly.validate = () => false
    await assert.rejects(wasm(), {
      name: 'UnsupportedError',
      message: [
        'this JavaScript engine does not support WebAssembly SIMD with threads.',
        '  Fix: use Node 20.19 or later, or a browser from 2023 or later.',
      ].join('\n'),
    })
  } finally {
    WebAssembly.validate = kept
  }
})

test('options are checked', async () => {
  for (const threads of [0, 65, Number.NaN, 1.5, '2'] as number[])
    await assert.rejects(wasm({ threads }), {
      name: 'OptionError',
      message: `wasm: threads must be a whole number from 1 to ${mostThreads}. Received: ${typeof threads === 'string' ? '"2"' : threads}.`,
    })
  await assert.rejects(wasm({ relaxed: 'yes' as unknown as boolean }), {
    name: 'OptionError',
    message: 'wasm: relaxed must be true or false. Received: "yes".',
  })
  await assert.rejects(wasm({ thread: 2 } as object), {
    name: 'OptionError',
    message: 'wasm has no option "thread".\n  Fix: did you mean "threads"? Known: threads, relaxed.',
  })
})
