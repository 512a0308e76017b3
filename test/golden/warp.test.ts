/** Augmentation against PyTorch's grid_sample, with Striate's random numbers. */
import { test } from 'node:test'
import type { Backend } from '../../src/backends/backend.ts'
import type { WarpAttributes } from '../../src/ops/warp/op.ts'
import { sizeOf } from '../../src/values/shape.ts'
import { newValue } from '../../src/values/value.ts'
import { copiesOf, onEveryBackend, tiled, untiled } from './backends.ts'
import { cases, close, type Stored } from './expected.ts'
import { hashed } from './hash.ts'
import { Calls, prepare } from './program.ts'

interface WarpCase {
  attributes: WarpAttributes
  seed: number
  shape: number[]
  indices: number[]
  output: Stored
}

async function runWarp(backend: Backend, golden: WarpCase, copies: number, tolerance: number): Promise<void> {
  const shape = [golden.shape[0]! * copies, ...golden.shape.slice(1)]
  const calls = new Calls()
  const x = calls.image('forward', 'x', shape)
  const indices = newValue('indices', [shape[0]!], { role: 'input', dtype: 'i32' })
  const counters = calls.input('counters', [8], { dtype: 'i32' })
  calls.inputs.push(indices)
  const y = newValue('y', shape, { role: 'activation', batched: true })
  calls.emit('forward')('warp', golden.attributes, [x.value, indices, counters], [y])
  const running = await prepare(backend, calls, shape[0]!, [y])
  running.write(x.raw, tiled(hashed(golden.seed, sizeOf(golden.shape)), copies))
  running.write(indices, tiled(golden.indices, copies))
  running.write(counters, [7, 0, 3, 0, 0, 0, 0, 0])
  running.run('forward')
  close('output', untiled(await running.read(y), copies), golden.output, tolerance)
  running.free()
}

onEveryBackend((backend, tolerance) => {
  for (const [i, golden] of cases<WarpCase>('warp').entries())
    test(`warp ${i + 1}`, async () => {
      for (const copies of copiesOf(golden.shape[0]!)) await runWarp(backend, golden, copies, tolerance)
    })
})
