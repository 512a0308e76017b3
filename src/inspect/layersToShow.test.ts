/** What layers say of themselves to those who draw and tell: the layers of the house, and those of your own. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constant } from '../initializers/initializer.ts'
import { activationLayers } from '../layers/activations/table.generated.ts'
import { conv2d, defineLayer, dense, flatten, layers, relu, softmax, titleOf } from '../layers/index.ts'
import type { Layer, LayerBehaviour } from '../layers/layer.ts'
import { sequential } from '../model/graph.ts'
import { lenet5 } from '../zoo/lenet5.ts'
import { scoreLayer } from './classScore.ts'
import { filterParameter, layersToShow } from './layersToShow.ts'

/** Its output is its input: a behaviour without facts of its own. */
const same: LayerBehaviour = {
  inputs: 1,
  output: (_, [input]) => input,
  forward: (_, { inputs }) => inputs[0],
  backward: (_, { dy, wants }) => [wants(0) ? dy : undefined],
}
const plain = defineLayer<Layer>('plainOfTest', same)
const bend = defineLayer<Layer>('bendOfTest', { ...same, passive: true, title: { en: 'bend', ko: '굽힘' } })
const shares = defineLayer<Layer>('sharesOfTest', { ...same, passive: true, givesProbabilities: true })
const filtersOf = (shape: readonly number[]): LayerBehaviour => ({
  ...same,
  parameters: () => ({
    gain: { shape: [1], initializer: constant(1), fanIn: 1, fanOut: 1 },
    kernels: { shape, initializer: constant(0), fanIn: 9, fanOut: 9, filters: true },
  }),
})
const stencil = defineLayer<Layer>('stencilOfTest', filtersOf([2, 1, 3, 3]))
const flat = defineLayer<Layer>('flatOfTest', filtersOf([2, 9]))

test('what bends, scales or reshapes (activations, normalizations, padding, softmax …) has nothing of its own to show', () => {
  const passive = Object.entries<LayerBehaviour>(layers).filter(([, behaviour]) => behaviour.passive)
  assert.deepEqual(
    passive.map(([kind]) => kind),
    [
      'pad2d',
      'resize2d',
      ...['flatten', 'reshape', 'squeeze', 'unsqueeze', 'transpose', 'slice', 'gather'],
      'batchNorm2d',
      ...Object.keys(activationLayers),
      'prelu',
      ...['groupNorm', 'instanceNorm', 'layerNorm'],
      'softmax',
      'localResponseNorm',
      'dropout',
      ...['parameter', 'constantTensor'],
      'channelShuffle',
    ],
  )
  assert.deepEqual(layersToShow(lenet5()), ['C1', 'S2', 'C3', 'S4', 'C5', 'F6', 'output'])
})

test('a layer of one’s own is shown unless it says that it is passive, and is called by its kind unless it says how', () => {
  const model = sequential('mine', [1, 6, 6], [plain(), bend(), flatten(), dense({ name: 'D', units: 3 })])
  assert.deepEqual(layersToShow(model), ['plainOfTest1', 'D'])
  assert.deepEqual(titleOf(plain()), { en: 'plainOfTest', ko: 'plainOfTest' })
  assert.deepEqual(titleOf(bend()), { en: 'bend', ko: '굽힘' })
  assert.deepEqual(titleOf(conv2d({ filters: 1, kernelSize: 1 })), { en: 'convolution', ko: '합성곱' })
})

test('a model gives probabilities where its last layer says so; why a class, is asked of the scores before it', () => {
  const ending = (last: Layer) => sequential('ending', [4], [dense({ name: 'scores', units: 3 }), last])
  for (const last of [softmax(), shares()]) {
    assert.equal(ending(last).givesProbabilities, true)
    assert.deepEqual(scoreLayer(ending(last)), { layer: 'scores', classes: 3 })
  }
  for (const last of [relu({ name: 'R' }), plain({ name: 'R' })]) {
    assert.equal(ending(last).givesProbabilities, false)
    assert.deepEqual(scoreLayer(ending(last)), { layer: 'R', classes: 3 })
  }
})

test('filters are what a parameter is said to hold, and have four sizes', () => {
  const parts = [conv2d({ name: 'C', filters: 2, kernelSize: 3 }), stencil({ name: 'S' }), flatten(), dense({ units: 2 })]
  assert.deepEqual(sequential('filters', [1, 6, 6], parts).nodes.map(filterParameter), [
    'C.weight',
    'S.kernels',
    undefined,
    undefined,
  ])
  assert.throws(() => sequential('filters', [1, 6, 6], [flat({ name: 'F' })]), {
    name: 'ShapeError',
    message: [
      'layer 1 "F" (flatOfTest) in "filters": its parameter "kernels" is declared to hold filters, which have four dimensions.',
      '  received 2×9; wanted [filters, channels, kernelHeight, kernelWidth]',
      '  Fix: leave out `filters` of "kernels" in the layer\'s behaviour.',
    ].join('\n'),
  })
})
