/** The reference backend: memory, views, segments, both precisions, and what happens after the end. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RunError } from '../../errors/errors.ts'
import type { AnyOpCall } from '../../ops/op.ts'
import type { Plan } from '../../ops/plan.ts'
import { newValue, type Value, viewOf } from '../../values/value.ts'
import type { Buffer } from '../backend.ts'
import { reference } from './reference.ts'

const call = <K extends AnyOpCall['op']>(op: K, attributes: object, inputs: Value[], outputs: Value[]) =>
  ({ op, attributes, inputs, outputs, layer: 'test' }) as unknown as AnyOpCall

test('memory: zeros, bytes, both precisions, and numbers of the other precision', async () => {
  for (const precision of ['float32', 'float64'] as const) {
    const backend = reference({ precision })
    assert.equal(backend.realBytes, precision === 'float64' ? 8 : 4)
    const buffer = backend.alloc(128)
    assert.ok((await backend.read(buffer, 0, 'u8', 128)).every((byte) => byte === 0))
    backend.write(buffer, 64, Float32Array.of(1.5, 2.5))
    backend.write(buffer, 64 + backend.realBytes, Float64Array.of(0.1))
    const back = await backend.read(buffer, 64, 'real', 2)
    assert.deepEqual([...back], [1.5, precision === 'float64' ? 0.1 : Math.fround(0.1)])
    backend.write(buffer, 0, Int32Array.of(-7))
    backend.write(buffer, 4, Uint8Array.of(200))
    assert.deepEqual([(await backend.read(buffer, 0, 'i32', 1))[0], (await backend.read(buffer, 4, 'u8', 1))[0]], [-7, 200])
    // read is a copy, view is the memory itself
    const view = backend.view!(buffer, 0, 'i32', 1)
    const copy = await backend.read(buffer, 0, 'i32', 1)
    view[0] = 5
    assert.deepEqual([copy[0], (await backend.read(buffer, 0, 'i32', 1))[0]], [-7, 5])
    backend.dispose()
  }
})

/** c = a + view(b, 2); then d = 7 in another segment. */
function sums() {
  const a = newValue('a', [2], { role: 'input' })
  const b = newValue('b', [4], { role: 'input' })
  const c = newValue('c', [2], { role: 'output' })
  const d = newValue('d', [1], { role: 'output' })
  const plan: Plan = {
    name: 'sums',
    batch: 1,
    calls: {
      zero: [call('fill', { value: 7 }, [], [d])],
      forward: [call('add', {}, [a, viewOf(b, 'end', [2], 2)], [c])],
      backward: [],
      update: [],
    },
    inputs: [a, b],
    outputs: [c, d],
  }
  return { plan, a, b, c, d }
}

test('a plan runs, segment by segment; views lie in their storage', async () => {
  const backend = reference()
  const { plan, a, b, c, d } = sums()
  const buffer = backend.alloc(256)
  const memory = new Map<Value, { buffer: Buffer; offset: number }>(
    [a, b, c, d].map((value, i) => [value, { buffer, offset: 64 * i }]),
  )
  const lowered = backend.lower(plan)
  assert.deepEqual(
    lowered.calls.forward.map(({ name, layer, reads, writes }) => [name, layer, reads.length, writes.length]),
    [['add', 'test', 2, 1]],
  )
  const program = await backend.prepare(lowered, memory)
  backend.write(buffer, 0, Float32Array.of(1, 2))
  backend.write(buffer, 64, Float32Array.of(10, 20, 30, 40))
  program.run('forward')
  assert.deepEqual(
    [...(await backend.read(buffer, 128, 'real', 2)), (await backend.read(buffer, 192, 'real', 1))[0]],
    [31, 42, 0],
  )
  program.run('zero', 'forward', 'backward', 'update')
  assert.equal((await backend.read(buffer, 192, 'real', 1))[0], 7)
  program.free()
  assert.throws(() => program.run('forward'), { message: 'this program has been freed.\n  Fix: prepare it again.' })
})

test('ops that add to their output read it too', () => {
  const x = newValue('x', [1, 2], { role: 'activation' })
  const bias = newValue('bias', [2], { role: 'gradient' })
  const plan: Plan = {
    name: 'p',
    batch: 1,
    calls: { zero: [], forward: [], backward: [call('biasGrad', {}, [x], [bias])], update: [] },
    inputs: [],
    outputs: [],
  }
  assert.deepEqual(reference().lower(plan).calls.backward[0]!.reads, [x, bias])
})

test('errors: freed, foreign, out of bounds, no place, disposed, options', async () => {
  const backend = reference()
  const buffer = backend.alloc(64)
  assert.throws(() => backend.write(buffer, 60, Float32Array.of(1, 2)), {
    message: 'the access goes beyond the end of the buffer.\n  offset 60 + 8 bytes; the buffer has 64',
  })
  await assert.rejects(
    () => backend.read(reference().alloc(8), 0, 'u8', 1),
    /buffer 1 has been freed, or belongs to another backend./,
  )
  backend.free(buffer)
  await assert.rejects(() => backend.read(buffer, 0, 'u8', 1), RunError)
  await assert.rejects(() => backend.prepare(backend.lower(sums().plan), new Map()), /the value "d" has no place in memory./)
  const { plan, a, b, c, d } = sums()
  const again = backend.alloc(64)
  const program = await backend.prepare(
    backend.lower(plan),
    new Map([a, b, c, d].map((value) => [value, { buffer: again, offset: 0 }])),
  )
  backend.dispose()
  const disposed = { name: 'RunError', message: 'this backend has been disposed.\n  Fix: open a new one: reference().' }
  assert.throws(() => backend.alloc(1), disposed)
  assert.throws(() => program.run('forward'), disposed)
  await assert.rejects(() => backend.read(again, 0, 'u8', 1), disposed)
  assert.throws(
    () => reference({ precision: 'float16' as never }),
    /precision must be one of 'float32', 'float64'. Received: "float16"/,
  )
  assert.throws(
    () => reference({ precison: 'float32' } as never),
    /reference has no option "precison".\n {2}Fix: did you mean "precision"\?/,
  )
})
