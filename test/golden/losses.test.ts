/** Every loss against PyTorch: the losses, their mean, the gradient of the output. */
import { test } from 'node:test'
import type { Backend } from '../../src/backends/backend.ts'
import { type Loss, lossOf, restoreLoss } from '../../src/losses/index.ts'
import { scalarAt, scalarCount } from '../../src/ops/stepNumbers.ts'
import { type Shape, sizeOf } from '../../src/values/shape.ts'
import { newValue, type Value } from '../../src/values/value.ts'
import { wantedIn } from '../wanted.ts'
import { copiesOf, onEveryBackend, tiled, untiled } from './backends.ts'
import { cases, close, type Stored } from './expected.ts'
import { hashed } from './hash.ts'
import { Calls, prepare } from './program.ts'

interface LossCase {
  loss: Loss
  seed: number
  scale: number
  outputShape: number[]
  labels?: number[]
  count: number
  losses: number[]
  mean: number
  doutput: Stored
}

async function runLoss(backend: Backend, golden: LossCase, copies: number, tolerance: number): Promise<void> {
  const { seed, scale, outputShape, labels, count } = golden
  const loss = restoreLoss(golden.loss)
  const behaviour = lossOf(loss)
  const shape = [outputShape[0]! * copies, ...outputShape.slice(1)]
  const batched = (name: string, inner: Shape) => newValue(name, [shape[0]!, ...inner], { role: 'activation', batched: true })
  const calls = new Calls()
  const output = calls.image('forward', 'output', shape)
  const labelled = () => calls.input('labels', [shape[0]!], { dtype: 'i32', batched: true })
  const { raw, value: target } = labels ? alike(labelled()) : calls.image('forward', 'target', shape)
  const scalars = calls.input('scalars', [scalarCount])
  const mean = newValue('loss', [1], { role: 'output' })
  const context = { output: output.value, target, scalars, emit: calls.emit('forward') }
  const made = behaviour.forward(loss, { ...context, value: batched })
  context.emit('mean', {}, [made.losses, scalars], [mean])
  const gradient = batched('doutput', outputShape.slice(1))
  behaviour.backward(loss, { ...context, ...made, emit: calls.emit('backward'), gradient })

  const running = await prepare(backend, calls, shape[0]!, [made.losses, mean, gradient])
  running.write(output.raw, tiled(hashed(seed, sizeOf(outputShape), scale), copies))
  running.write(raw, tiled(labels ?? hashed(seed + 1, sizeOf(outputShape)), copies))
  running.write(
    scalars,
    Float64Array.from({ length: scalarCount }, (_, i) => (i === scalarAt.count ? count * copies : 0)),
  )
  running.run('forward', 'backward')
  close('losses', untiled(await running.read(made.losses), copies), golden.losses, tolerance)
  close('mean', await running.read(mean), [golden.mean], tolerance)
  close(
    'gradient',
    untiled(await running.read(gradient), copies).map((value) => value * copies),
    golden.doutput,
    tolerance,
  )
  running.free()
}

/** What is written and what is read are the same value. */
const alike = (value: Value) => ({ raw: value, value })

const wanted = wantedIn(import.meta.url)

onEveryBackend((backend, tolerance) => {
  for (const golden of cases<LossCase>('losses').filter(({ loss }) => wanted(loss.kind)))
    test(JSON.stringify(golden.loss), async () => {
      for (const copies of copiesOf(golden.outputShape[0]!)) await runLoss(backend, golden, copies, tolerance)
    })
})
