/**
 * Augmentation with Striate's random numbers: of places against PyTorch's grid_sample, of colours against torchvision's
 * functions.
 */
import { test } from 'node:test'
import type { Backend } from '../../src/backends/backend.ts'
import type { ColourJitterAttributes } from '../../src/ops/colourJitter/op.ts'
import type { WarpAttributes } from '../../src/ops/warp/op.ts'
import { sizeOf } from '../../src/values/shape.ts'
import { newValue } from '../../src/values/value.ts'
import { copiesOf, onEveryBackend, tiled, untiled } from './backends.ts'
import { cases, close, type Stored } from './expected.ts'
import { hashed } from './hash.ts'
import { Calls, prepare } from './program.ts'

interface Golden<Attributes> {
  attributes: Attributes
  seed: number
  shape: number[]
  indices: number[]
  output: Stored
}

/** The images of a case; those of colours are read as a network's input: v · scale + offset, of v in 0 … 1. */
const images = {
  warp: ({ seed, shape }: Golden<WarpAttributes>) => hashed(seed, sizeOf(shape)),
  colourJitter({ seed, shape, attributes: { scale, offset } }: Golden<ColourJitterAttributes>) {
    const plane = shape[2]! * shape[3]!
    const channel = (i: number) => Math.floor(i / plane) % shape[1]!
    return hashed(seed, sizeOf(shape)).map((x, i) => ((x + 1) / 2) * scale[channel(i)]! + offset[channel(i)]!)
  },
}

async function run<K extends 'warp' | 'colourJitter'>(
  op: K,
  backend: Backend,
  golden: Parameters<(typeof images)[K]>[0],
  copies: number,
  tolerance: number,
): Promise<void> {
  const shape = [golden.shape[0]! * copies, ...golden.shape.slice(1)]
  const calls = new Calls()
  const x = calls.image('forward', 'x', shape)
  const indices = newValue('indices', [shape[0]!], { role: 'input', dtype: 'i32' })
  const counters = calls.input('counters', [8], { dtype: 'i32' })
  calls.inputs.push(indices)
  const y = newValue('y', shape, { role: 'activation', batched: true })
  calls.emit('forward')(op, golden.attributes as never, [x.value, indices, counters] as never, [y] as never)
  const running = await prepare(backend, calls, shape[0]!, [y])
  running.write(x.raw, tiled(images[op](golden as never), copies))
  running.write(indices, tiled(golden.indices, copies))
  running.write(counters, [7, 0, 3, 0, 0, 0, 0, 0])
  running.run('forward')
  close('output', untiled(await running.read(y), copies), golden.output, tolerance)
  running.free()
}

onEveryBackend((backend, tolerance) => {
  for (const op of ['warp', 'colourJitter'] as const)
    for (const [i, golden] of cases<Golden<WarpAttributes & ColourJitterAttributes>>(op).entries())
      test(`${op} ${i + 1}`, async () => {
        for (const copies of copiesOf(golden.shape[0]!)) await run(op, backend, golden, copies, tolerance)
      })
})
