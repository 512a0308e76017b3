/**
 * Theoretical receptive fields: the published numbers, boxes against what the gradient says, and the texts of errors.
 * Long because it tries the layers of each way to make or cut maps.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import * as l from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { graph, sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { sizeOf } from '../values/shape.ts'
import { lenet5 } from '../zoo/lenet5.ts'
import { mapShape } from './lookedAt.ts'
import { type PixelBox, receptiveField } from './receptiveField.ts'

const conv = (name: string, kernelSize: number, options = {}) => l.conv2d({ name, filters: 1, kernelSize, ...options })
const pool = (name: string, kernelSize: number, options = {}) => l.maxPool2d({ name, kernelSize, stride: 2, ...options })

/** `size/jump` of the named layers. */
const numbers = (model: Model, layers: readonly string[]) =>
  layers.map((name) => {
    const { size, jump } = receptiveField(model, name)
    assert.equal(size[0], size[1])
    assert.equal(jump[0], jump[1])
    return `${size[0]}/${jump[0]}`
  })

test('LeNet-5: 5, 6, 14, 16, 32', () => {
  const model = lenet5()
  assert.deepEqual(numbers(model, ['C1', 'S2', 'C3', 'S4', 'C5']), ['5/1', '6/2', '14/2', '16/4', '32/4'])
  const { units, input, unit } = receptiveField(model, 'C3')
  assert.deepEqual(
    [units, input],
    [
      [10, 10],
      [32, 32],
    ],
  )
  assert.deepEqual(unit(), [0, 0, 14, 14])
  assert.deepEqual(unit(9, 2), [18, 4, 32, 18])
  // Behind a dense layer, all of the image; a flattened map is looked at as a whole.
  for (const name of ['F6', 'output', 'flatten1']) {
    const field = receptiveField(model, name)
    assert.deepEqual(
      [field.size, field.jump, field.units, field.unit()],
      [
        [32, 32],
        [0, 0],
        [1, 1],
        [0, 0, 32, 32],
      ],
    )
  }
})

test('AlexNet as published: its convolutions and overlapping pools', () => {
  const model = sequential(
    'AlexNet, the convolutions',
    [3, 227, 227],
    [
      conv('conv1', 11, { stride: 4 }),
      l.relu(),
      pool('pool1', 3),
      conv('conv2', 5, { padding: 2 }),
      l.relu(),
      pool('pool2', 3),
      conv('conv3', 3, { padding: 1 }),
      conv('conv4', 3, { padding: 1 }),
      conv('conv5', 3, { padding: 1 }),
      pool('pool5', 3),
    ],
  )
  assert.deepEqual(numbers(model, ['conv1', 'pool1', 'conv2', 'conv3', 'conv4', 'conv5', 'pool5']), [
    '11/4',
    '19/8',
    '51/8',
    '99/16',
    '131/16',
    '163/16',
    '195/32',
  ])
  // The middle unit of pool5 stands at the image's middle; at the corner, part of the box is padding.
  const { units, unit } = receptiveField(model, 'pool5')
  assert.deepEqual(units, [6, 6])
  assert.deepEqual(unit(0, 0), [-64, -64, 131, 131])
  assert.deepEqual(unit(0, 0, { clipped: true }), [0, 0, 131, 131])
  assert.deepEqual(unit(5, 5, { clipped: true }), [96, 96, 227, 227])
})

test('VGG, A and D: 150 and 212 pixels, 32 apart', () => {
  const vgg = (blocks: readonly number[]) =>
    sequential(
      'VGG, the convolutions',
      [3, 224, 224],
      blocks.flatMap((count, b): Layer[] => [
        ...Array.from({ length: count }, (_, i) => conv(`conv${b + 1}_${i + 1}`, 3, { padding: 1 })),
        pool(`pool${b + 1}`, 2),
      ]),
    )
  assert.deepEqual(numbers(vgg([1, 1, 2, 2, 2]), ['pool5']), ['150/32'])
  assert.deepEqual(numbers(vgg([2, 2, 3, 3, 3]), ['conv1_2', 'pool1', 'conv2_2', 'pool5']), ['5/1', '6/2', '14/2', '212/32'])
})

/** The smallest box around the pixels that have a gradient, for weights that are all positive. */
async function boxByGradient(model: Model, layer: string, y: number, x: number): Promise<PixelBox> {
  const net = await model.open(reference({ precision: 'float64' }))
  const record = await net.parameters()
  net.setParameters(
    Object.fromEntries(Object.entries(record).map(([name, { shape, data }]) => [name, { shape, data: data.map(() => 1) }])),
  )
  const { shape } = model.nodes[model.find(layer)]!
  const [, rows, columns] = mapShape(shape)
  const dy = new Float64Array(sizeOf(shape))
  for (let c = 0; c < shape[0]!; c++) dy[(c * rows + y) * columns + x] = 1
  const dx = await net.inputGradient(new Float64Array(sizeOf(model.inputShape)).fill(1), layer, dy)
  net.dispose()
  const [, height, width] = mapShape(model.inputShape)
  const box = [height, width, 0, 0] as [number, number, number, number]
  for (const [i, g] of dx.entries()) {
    if (g === 0) continue
    const [py, px] = [Math.floor(i / width) % height, i % width]
    box[0] = Math.min(box[0], py)
    box[1] = Math.min(box[1], px)
    box[2] = Math.max(box[2], py + 1)
    box[3] = Math.max(box[3], px + 1)
  }
  return box
}

const average = (name: string, kernelSize: number, options = {}) => l.avgPool2d({ name, kernelSize, stride: 2, ...options })

test('boxes are what the gradient reaches: padding, dilation, stride, ceil rounding, skips', async () => {
  const plain = sequential(
    'plain',
    [1, 13, 19],
    [
      conv('uneven', 3, { padding: [2, 0, 1, 2] }),
      l.tanh(),
      conv('wide', 3, { dilation: [2, 1], kernelSize: [2, 4] }),
      average('pooled', 3, { rounding: 'ceil' }),
      conv('last', 2),
    ],
  )
  const skip = graph('skip', [1, 15, 15], (image, apply) => {
    const a = apply(conv('a', 3, { padding: 1 }), image)
    const deep = apply(conv('deep', 5, { padding: 2 }), a)
    const sum = apply(l.add({ name: 'sum' }), a, deep)
    return apply(average('after', 3), sum)
  })
  for (const model of [plain, skip])
    for (const { name, shape } of model.nodes) {
      const { unit } = receptiveField(model, name)
      const [, rows, columns] = mapShape(shape)
      for (const [y, x] of [
        [0, 0],
        [rows >> 1, columns >> 1],
        [rows - 1, columns - 1],
      ] as const)
        assert.deepEqual(unit(y, x, { clipped: true }), await boxByGradient(model, name, y, x), `${model.name} ${name} ${y} ${x}`)
    }
  assert.equal(receptiveField(skip, 'sum').size[0], 7)
})

const up = (name: string, kernelSize: number, options = {}) =>
  l.convTranspose2d({ name, filters: 1, kernelSize, stride: 2, ...options })

test('maps that grow again: jumps below 1, boxes of whole pixels that hold what the gradient reaches', async () => {
  const grown = sequential(
    'grown',
    [1, 7, 9],
    [
      up('twice', 2),
      conv('near', 3, { padding: 1 }),
      up('thrice', 5, { stride: 3, padding: [2, 1, 0, 1] }),
      conv('wide', 3, { dilation: 2 }),
      average('half', 2, { rounding: 'floor' }),
    ],
  )
  const text = (name: string) => receptiveField(grown, name).jump.map((jump) => jump.toFixed(3))
  assert.deepEqual(text('twice'), ['0.500', '0.500'])
  assert.deepEqual(text('thrice'), ['0.167', '0.167'])
  assert.deepEqual(receptiveField(grown, 'twice').size, [1, 1])
  assert.deepEqual(receptiveField(grown, 'near').size, [2, 2])
  for (const { name, shape } of grown.nodes) {
    const { unit, size } = receptiveField(grown, name)
    const [, rows, columns] = mapShape(shape)
    for (let y = 0; y < rows; y += 2) {
      const x = (5 * y) % columns
      const [top, left, bottom, right] = unit(y, x)
      assert.ok(bottom - top <= size[0] && right - left <= size[1])
      const seen = await boxByGradient(grown, name, y, x)
      // Of one layer, or of windows one after the other: no pixel too many. Behind an enlarged map there may be one.
      const clipped = unit(y, x, { clipped: true })
      const more = clipped.map((edge, i) => (i < 2 ? seen[i]! - edge : edge - seen[i]!))
      assert.ok(
        more.every((pixels) => pixels === 0 || (name !== 'twice' && pixels === 1)),
        `${name} ${y} ${x}: ${more}`,
      )
    }
  }
})

test('resized maps: boxes hold what the gradient reaches, and none is larger than said', async () => {
  for (const mode of ['nearest', 'bilinear', 'cubic'] as const)
    for (const coordinates of ['half-pixel', 'align-corners', 'asymmetric'] as const)
      for (const size of [
        [11, 18],
        [3, 5],
      ] as const) {
        const model = sequential('sized', [1, 7, 9], [l.resize2d({ name: 'R', size, mode, coordinates })])
        const { unit, size: most } = receptiveField(model, 'R')
        for (let y = 0; y < size[0]; y++) {
          const x = (3 * y) % size[1]
          const box = unit(y, x)
          assert.ok(box[2] - box[0] <= most[0] && box[3] - box[1] <= most[1])
          const [top, left, bottom, right] = unit(y, x, { clipped: true })
          const seen = await boxByGradient(model, 'R', y, x)
          assert.ok(
            top <= seen[0] && left <= seen[1] && bottom >= seen[2] && right >= seen[3],
            `${mode} ${coordinates} ${y} ${x}`,
          )
        }
      }
  const numbersOf = (mode: 'nearest' | 'bilinear' | 'cubic') =>
    numbers(sequential('twice', [1, 8, 8], [l.resize2d({ name: 'R', scale: 2, mode })]), ['R'])
  assert.deepEqual([...numbersOf('nearest'), ...numbersOf('bilinear'), ...numbersOf('cubic')], ['1/0.5', '2/0.5', '4/0.5'])
})

test('down and up again fits what went past', () => {
  const unet = graph('unet', [1, 12, 12], (image, apply) => {
    const a = apply(conv('a', 3, { padding: 1 }), image)
    const deep = apply(conv('deep', 3, { padding: 1 }), apply(pool('down', 2), a))
    return apply(l.concat({ name: 'both' }), a, apply(up('up', 2), deep))
  })
  assert.deepEqual(numbers(unet, ['a', 'down', 'deep', 'up', 'both']), ['3/1', '4/2', '8/2', '9/1', '9/1'])
  assert.equal(receptiveField(unet, 'both').misaligned, false)
})

test('paths that do not fit each other are said; the box is their hull', () => {
  const uneven = graph('uneven', [1, 8, 8], (image, apply) =>
    apply(
      l.add({ name: 'sum' }),
      apply(conv('a', 3, { padding: [0, 0, 2, 2] }), image),
      apply(conv('b', 3, { padding: 1 }), image),
    ),
  )
  const { misaligned, size, start } = receptiveField(uneven, 'sum')
  assert.deepEqual({ misaligned, size, start }, { misaligned: true, size: [4, 4], start: [-1, -1] })
  assert.equal(receptiveField(uneven, 'a').misaligned, false)
})

test('a flattened map is one place that sees what all of its units see', () => {
  const model = sequential(
    'flat',
    [2, 9, 12],
    [conv('a', 3), l.flatten({ name: 'flat' }), l.relu({ name: 'on' }), l.dense({ name: 'out', units: 2 })],
  )
  for (const name of ['flat', 'on', 'out']) assert.deepEqual(receptiveField(model, name).unit(), [0, 0, 9, 12])
})

test('parts of images are exact; where rows and columns are counted anew, boxes hold what the gradient reaches', async () => {
  const parts = sequential(
    'parts',
    [4, 13, 15],
    [
      conv('first', 3, { filters: 4 }),
      l.gather({ name: 'chosen', indices: [2, 0, 2] }),
      l.slice({ name: 'part', axes: [1, 2], starts: [1, -9], ends: [-1, 1000], steps: [2, 1] }),
      conv('second', 2, { filters: 4 }),
      l.slice({ name: 'half', starts: [2], ends: [4] }),
      l.reshape({ name: 'split', shape: [1, 2, 4, 8] }),
      l.transpose({ name: 'dealt', axes: [1, 0, 2, 3] }),
      l.squeeze({ name: 'joined', axes: [1] }),
      conv('third', 3, { filters: 2 }),
    ],
  )
  for (const name of ['first', 'chosen', 'part', 'second', 'half', 'joined', 'third']) {
    const { shape } = parts.nodes[parts.find(name)]!
    for (const [y, x] of [
      [0, 0],
      [shape[1]! - 1, shape[2]! - 2],
    ] as const)
      assert.deepEqual(receptiveField(parts, name).unit(y, x), await boxByGradient(parts, name, y, x), `${name} ${y} ${x}`)
  }
  assert.deepEqual(receptiveField(parts, 'split').unit(), [1, 4, 12, 15])
  const mixed = (name: string, layer: Layer) => sequential(name, [2, 7, 9], [conv('first', 3), layer])
  for (const layer of [
    l.transpose({ name: 'L', axes: [2, 0, 1] }),
    l.reshape({ name: 'L', shape: [1, 7, 5] }),
    l.slice({ name: 'L', axes: [1], starts: [-1], ends: [1], steps: [-1] }),
    l.gather({ name: 'L', indices: [3, 0], axis: 2 }),
    l.softmax({ name: 'L', axis: -1 }),
    l.dense({ name: 'L', units: 3, onLastAxis: true }),
  ]) {
    const model = mixed(layer.kind, layer)
    const { units, unit } = receptiveField(model, 'L')
    assert.deepEqual(unit(units[0] - 1, units[1] - 1), [0, 0, 7, 9], layer.kind)
  }
  const product = graph('product', [2, 7, 9], (image, apply) =>
    apply(l.matMul({ name: 'M', transposeB: true }), apply(conv('first', 3), image), apply(conv('other', 3), image)),
  )
  assert.deepEqual(receptiveField(product, 'M').unit(2, 1), [0, 0, 7, 9])
})

test('a unit that sees padding alone has an empty box in the image', () => {
  const model = sequential('far', [1, 4, 4], [conv('a', 1, { padding: 3 })])
  assert.deepEqual(receptiveField(model, 'a').unit(0, 5), [-3, 2, -2, 3])
  assert.deepEqual(receptiveField(model, 'a').unit(0, 5, { clipped: true }), [0, 2, 0, 3])
})

test('errors of receptive fields', () => {
  const model = lenet5()
  assert.throws(() => receptiveField(model, 'c33'), {
    code: 'unknown-layer',
    message: /^"LeNet-5" has no layer "c33"\.\n {2}Fix: did you mean "C3"\?/,
  })
  assert.throws(() => receptiveField(model, 'C3').unit(10, 2), {
    message:
      '"C3" of "LeNet-5" has no unit at [10, 2].\n  its map is 10×10: rows 0 to 9, columns 0 to 9\n' +
      '  Fix: give the unit as [row, column] in the map of the layer, not in the image.',
  })
  for (const [y, x] of [
    [-1, 0],
    [0.5, 0],
    [0, Number.NaN],
  ] as const)
    assert.throws(() => receptiveField(model, 'C3').unit(y, x), { code: 'unit-outside' })
  assert.throws(() => receptiveField(model, 'F6').unit(0, 1), { code: 'unit-outside' })
  assert.throws(() => receptiveField(model, 'C3').unit(0, 0, { clip: true } as object), { code: 'unknown-option' })
  assert.throws(() => receptiveField(sequential('list', [7], [l.dense({ name: 'D', units: 2 })]), 'D'), {
    message:
      '"list" does not read images, so "D" has no receptive field.\n  its input is 7, a list of features\n' +
      '  Fix: use a model whose input shape is [channels, height, width].',
  })
})
