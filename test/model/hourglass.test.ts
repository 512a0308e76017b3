/** Down and up again: a small U-Net of every layer that makes maps larger, whole, on both backends. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  concat,
  conv2d,
  convTranspose2d,
  dense,
  flatten,
  globalAvgPool2d,
  graph,
  maxPool2d,
  modelFromJson,
  pad2d,
  relu,
  resize2d,
} from '../../src/index.ts'

import { plainInput, showPlan } from '../../src/plumbing.ts'
import { reference } from '../../src/reference.ts'
import { trainsAlike } from '../trainsAlike.ts'

const hourglass = () =>
  graph('hourglass', [2, 8, 8], (image, apply) => {
    const wide = apply(pad2d({ name: 'border', padding: 1, mode: 'reflect' }), image)
    const maps = apply(relu(), apply(conv2d({ filters: 4, kernelSize: 3 }), wide))
    const small = apply(conv2d({ filters: 6, kernelSize: 3, padding: 1 }), apply(maxPool2d({ kernelSize: 2 }), maps))
    const up = apply(relu(), apply(convTranspose2d({ name: 'up', filters: 3, kernelSize: 2, stride: 2 }), small))
    const smooth = apply(resize2d({ name: 'smooth', scale: 2, mode: 'bilinear' }), small)
    const joined = apply(conv2d({ name: 'joined', filters: 4, kernelSize: 1 }), apply(concat(), maps, up, smooth))
    return apply(dense({ units: 2 }), apply(flatten(), apply(globalAvgPool2d(), joined)))
  })

test('it trains alike on both backends, in blocks of eight and without', () =>
  trainsAlike(hourglass, { seed: 91, learningRate: 0.2 }))

test('its plan, its table and its JSON', async () => {
  const model = hourglass()
  const again = modelFromJson(JSON.parse(JSON.stringify(model)))
  assert.equal(JSON.stringify(again), JSON.stringify(model))
  const rows = Object.fromEntries(again.summary().layers.map((row) => [row.name, row]))
  const field = (name: string) => {
    const { size, jump, misaligned } = rows[name]!.receptiveField!
    return [size[0], jump[0], misaligned]
  }
  assert.deepEqual(
    [field('up'), field('smooth')],
    [
      [9, 1, false],
      [11, 1, false],
    ],
  )
  assert.deepEqual(rows.up?.macs, 6 * 4 * 4 * 3 * 4)
  const net = await again.open(reference(), { seed: 1 })
  const use = { kind: 'infer', batch: 2, input: plainInput(again.inputShape) } as const
  const text = await net.use(use, async ({ plan }) => showPlan(plan))
  // The bias and the activation behind it are one call.
  assert.match(text, /up +conv2dGradInput .*\n.*up +addBias .*"activation":{"fn":"relu"}/)
  assert.match(text, /border +pad2d .*"mode":"reflect"[\s\S]*smooth +resize2d .*"mode":"bilinear"/)
  net.dispose()
})
