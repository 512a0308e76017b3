import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { FormatError, OptionError, ShapeError, type StriateError } from '../errors/errors.ts'
import { flatten } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import { predict } from '../training/evaluate.ts'
import { type DatasetOptions, dataset } from './fromArrays.ts'

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i)
const six = () =>
  dataset({ name: 'six', images: bytes(24), labels: [0, 1, 2, 0, 1, 2], shape: [1, 2, 2], classes: ['a', 'b', 'c'] })

function throws(kind: new (...args: never[]) => StriateError, act: () => unknown, ...lines: string[]) {
  assert.throws(act, (error) => {
    assert(error instanceof kind, String(error))
    assert.equal(error.message, lines.join('\n'))
    return true
  })
}

test('a set of bytes: shapes, normalisation to 0 … 1, labels, classes', () => {
  const data = six()
  assert.equal(String(data), '"six" (6 × 1×2×2)')
  assert.deepEqual([data.length, data.dtype, data.shape, data.stored, data.label(4)], [6, 'u8', [1, 2, 2], [1, 2, 2], 1])
  assert.deepEqual(data.normalize, { scale: [1 / 255], offset: [0], padding: [0, 0, 0, 0], border: 0 })
  assert.deepEqual(data.image(1), { shape: [1, 2, 2], data: Float32Array.of(4 / 255, 5 / 255, 6 / 255, 7 / 255) })
  assert.equal(data.raw(1).buffer, data.images.buffer)
})

test('mean and std a channel, padding on four sides, a border', () => {
  const options = { images: Float32Array.of(1, 2, 3, 4), shape: [2, 1, 2], mean: [1, 3], std: [1, 2] }
  const data = dataset({ ...options, pad: [1, 0, 0, 1], border: 5 })
  assert.deepEqual(data.shape, [2, 2, 3])
  assert.deepEqual([...data.image(0).data], [4, 4, 4, 0, 1, 4, 1, 1, 1, 0, 0.5, 1])
  assert.deepEqual(dataset({ ...options, std: 2 }).normalization, { scale: [0.5, 0.5], offset: [-0.5, -1.5] })
})

test('lists of features, numbers as plain lists, targets', () => {
  const data = dataset({ images: [1, 2, 3, 4, 5, 6], shape: [3], targets: [0.5, 1, 1.5, 2], targetShape: [2] })
  assert.deepEqual(data.image(1), { shape: [3], data: Float32Array.of(4, 5, 6) })
  assert.deepEqual([...data.target(1)], [1.5, 2])
  assert.deepEqual(dataset({ images: [1, 2, 3, 4], shape: [2], targets: [1, 2] }).targetShape, [1])
})

test('fill writes raw images, labels, targets and numbers to the start of the arrays, and nothing else', () => {
  const data = dataset({ images: bytes(12), labels: Uint8Array.of(2, 1, 0), targets: [1, 2, 3], shape: [1, 2, 2], classes: 3 })
  const into = {
    images: new Float64Array(9).fill(-1),
    labels: new Int32Array(3).fill(-1),
    targets: new Float32Array(3).fill(-1),
    imageIndices: new Int32Array(3).fill(-1),
  }
  assert.equal(data.fill(Uint32Array.of(9, 2, 0), into, 1), 2)
  assert.deepEqual([...into.images], [8, 9, 10, 11, 0, 1, 2, 3, -1])
  assert.deepEqual(
    [[...into.labels], [...into.targets], [...into.imageIndices]],
    [
      [0, 2, -1],
      [3, 1, -1],
      [2, 0, -1],
    ],
  )
  const small = { images: new Uint8Array(4) }
  data.fill([1, 2, 0], small, 0, 1)
  assert.deepEqual([...small.images], [4, 5, 6, 7])
})

test('subset, select and split are views of the same bytes', () => {
  const data = six()
  const part = data.subset(2, 5)
  assert.deepEqual([part.length, part.label(0), part.raw(0)[0], part.images.buffer], [3, 2, 8, data.images.buffer])
  assert.deepEqual([...part.subset(1).raw(0)], [12, 13, 14, 15])
  const chosen = data.select([5, 0])
  assert.deepEqual([chosen.length, chosen.label(0), chosen.raw(1)[0], chosen.images], [2, 2, 0, data.images])
  assert.deepEqual(chosen.subset(1).label(0), 0)
  const { training, validation } = data.split({ validation: 2, seed: 3 })
  assert.deepEqual([training.length, validation.length, String(validation)], [4, 2, '"six, validation part" (2 × 1×2×2)'])
  assert.deepEqual([...training.rows!, ...validation.rows!].sort(), [0, 1, 2, 3, 4, 5])
  assert.deepEqual(data.split({ validation: 2, seed: 3 }).validation.rows, validation.rows)
  const numbers = { images: new Uint8Array(16), imageIndices: new Int32Array(4) }
  training.fill([0, 1, 2, 3], numbers)
  assert.deepEqual([...numbers.imageIndices], [...training.rows!])
  assert.deepEqual(
    [...training.split({ validation: 1 }).training.rows!].every((row) => training.rows!.includes(row)),
    true,
  )
})

test('what a set refuses when it is made', () => {
  const make = (changes: Partial<Record<keyof DatasetOptions, unknown>>) => () =>
    dataset({ images: bytes(8), shape: [1, 2, 2], ...changes } as DatasetOptions)
  throws(ShapeError, make({ images: new Uint8Array(0) }), 'dataset "data": images is empty.', '  Fix: pass at least one image.')
  throws(
    ShapeError,
    make({ images: bytes(9) }),
    'dataset "data": images does not hold a whole number of images.',
    '  9 numbers / 4 (1×2×2) = 2 images, remainder 1',
    '  Fix: give shape as that of one image as it is stored, without padding.',
  )
  throws(
    ShapeError,
    make({ labels: [1] }),
    'dataset "data": the numbers of labels and images differ.',
    '  1 label, 2 images',
    '  Fix: pass one label per image, in the same order.',
  )
  throws(
    OptionError,
    make({ labels: [1, 3], classes: 3 }),
    'dataset "data": a label is outside the 3 classes.',
    '  label 3 of image 1; allowed: 0 to 2',
    '  Fix: number the classes from 0, and list all of them in `classes`.',
  )
  throws(
    OptionError,
    make({ labels: [0.5, 3] }),
    'dataset "data": a label is not a class number.',
    '  label 0.5 of image 0; allowed: whole numbers from 0',
    '  Fix: number the classes from 0, and list all of them in `classes`.',
  )
  throws(
    FormatError,
    make({ images: Float32Array.of(1, 2, 3, 4, 5, NaN, 7, 8) }),
    'dataset "data": images must be finite numbers.',
    '  NaN at index 5: image 1, position 1 of 4 (1×2×2)',
    '  Fix: fix that image or leave it out: one such number spoils every weight.',
  )
  throws(
    FormatError,
    make({ targets: [1, Infinity] }),
    'dataset "data": targets must be finite numbers.',
    '  Infinity at index 1: image 1, position 0 of 1 (1)',
    '  Fix: fix that image or leave it out: one such number spoils every weight.',
  )
  throws(
    ShapeError,
    make({ targets: [1, 2, 3] }),
    'dataset "data": the numbers of targets and images differ.',
    '  3 numbers for 2 targets',
    '  Fix: pass one target per image, in the same order.',
  )
  throws(
    ShapeError,
    make({ targets: [1, 2, 3, 4], targetShape: [3] }),
    'dataset "data": the numbers of targets and images differ.',
    '  4 numbers for 2 targets of 3 numbers (3)',
    '  Fix: pass one target per image, in the same order.',
  )
  throws(
    OptionError,
    make({ images: 'cat.png' }),
    'dataset "data": images must be a Uint8Array, a Float32Array or a list of numbers, all images one after the other. Received: "cat.png".',
  )
  throws(
    OptionError,
    make({ labels: 'cat' }),
    'dataset "data": labels must be a Uint8Array, an Int32Array or a list of whole numbers. Received: "cat".',
  )
  throws(
    OptionError,
    make({ shape: [2, 2] }),
    'dataset "data": shape must be the shape of one image: [channels, height, width], or [features]. Received: [2, 2].',
  )
  throws(
    OptionError,
    make({ shape: [1, 2, -2] }),
    'dataset "data": shape must be a list of whole numbers of at least 1. Received: [1, 2, -2].',
  )
  throws(
    OptionError,
    make({ classes: [] }),
    'dataset "data": classes must be a list of names, or the number of classes. Received: [].',
  )
  throws(
    OptionError,
    make({ pad: -1 }),
    'dataset "data": pad must be a whole number of at least 0, or four of them [top, left, bottom, right]. Received: -1.',
  )
  throws(
    OptionError,
    make({ pad: [0, 60_000, 50_000, 0] }),
    'dataset "data": pad makes the image too large.\n  height 50002 × width 60002 = 3000220004 pixels; the limit is 50000000\n  Fix: use less padding.',
  )
  throws(OptionError, make({ shape: [4], pad: 1 }), 'dataset "data": pad must be 0 for lists of features. Received: 1.')
  throws(
    OptionError,
    make({ mean: [1, 2] }),
    'dataset "data": mean must be a number, or 1 of them (one per channel). Received: [1, 2].',
  )
  throws(OptionError, make({ std: 0 }), 'dataset "data": std must be above 0. Received: 0.')
  throws(OptionError, make({ border: NaN }), 'dataset "data": border must be a number. Received: NaN.')
  throws(
    OptionError,
    make({ lables: [0, 1] } as object),
    'dataset has no option "lables".',
    '  Fix: did you mean "labels"? Known: name, images, labels, targets, targetShape, shape, classes, pad, border, mean, std, colours, handwriting, fit, crop.',
  )
})

test('what a set refuses when it is used', () => {
  const data = six()
  throws(OptionError, () => data.image(6), 'the data set "six" (6 × 1×2×2) has no image 6.', '  Fix: use an index from 0 to 5.')
  throws(
    OptionError,
    () => data.fill([0.5], { images: bytes(4) }),
    'the data set "six" (6 × 1×2×2) has no image 0.5.',
    '  Fix: use an index from 0 to 5.',
  )
  throws(
    ShapeError,
    () => data.fill([0, 1], { images: bytes(7) }),
    '"six" (6 × 1×2×2): the array `images` of fill is too small.',
    '  it needs 2 × 4 = 8 numbers; it holds 7',
  )
  throws(
    ShapeError,
    () => data.fill([0, 1], { images: bytes(8), labels: new Int32Array(1) }),
    '"six" (6 × 1×2×2): the array `labels` of fill is too small.',
    '  it needs 2 × 1 = 2 numbers; it holds 1',
  )
  throws(
    OptionError,
    () => data.target(0),
    'the data set "six" (6 × 1×2×2) has no targets.',
    '  Fix: pass them when you create it: dataset({ images, targets, … }).',
  )
  const bare = dataset({ images: bytes(4), shape: [1, 2, 2] })
  throws(
    OptionError,
    () => bare.fill([0], { images: bytes(4), labels: new Int32Array(1) }),
    'the data set "data" (1 × 1×2×2) has no labels.',
    '  Fix: pass them when you create it: dataset({ images, labels, … }).',
  )
  throws(OptionError, () => data.subset(6), 'dataset "six".subset: from must be a whole number from 0 to 5. Received: 6.')
  throws(OptionError, () => data.subset(2, 2), 'dataset "six".subset: to must be a whole number from 3 to 6. Received: 2.')
  throws(OptionError, () => data.select([]), '"six" (6 × 1×2×2): select needs at least one index.')
  throws(
    OptionError,
    () => data.split({ validation: 6 }),
    'dataset "six".split: validation must be a whole number from 1 to 5. Received: 6.',
  )
})

test('an image for people is the image that a plan makes of the raw one, bit for bit', async () => {
  const numbers = (length: number) => Array.from({ length }, (_, i) => (i * 73 + 11) % 256)
  const one = { mean: 0.1307, std: 0.3081 }
  const sets: DatasetOptions[] = [
    { images: Uint8Array.from(numbers(2 * 12)), shape: [1, 3, 4], ...one },
    { images: Uint8Array.from(numbers(2 * 36)), shape: [3, 3, 4], mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
    {
      images: Uint8Array.from(numbers(2 * 24)),
      shape: [2, 3, 4],
      pad: [1, 2, 3, 0],
      border: 37,
      mean: [0.1, 0.9],
      std: [3, 0.7],
    },
    { images: Float32Array.from(numbers(2 * 12), Math.fround), shape: [1, 3, 4], pad: 2, border: -1.3, ...one },
    { images: Float32Array.from(numbers(2 * 5), (v) => v / 7), shape: [5], mean: 0.3, std: 1.7 },
  ]
  const backend = reference()
  for (const options of sets) {
    const data = dataset(options)
    const net = await sequential('as it is read', data.shape, [flatten()]).open(backend)
    const read = await predict(net, data)
    const size = read.length / data.length
    for (let n = 0; n < data.length; n++)
      assert.deepEqual(data.image(n).data, Float32Array.from(read.subarray(n * size, (n + 1) * size)))
  }
  backend.dispose()
})

test('names of classes have a length that a model may carry', () => {
  assert.throws(() => dataset({ images: bytes(24), shape: [1, 2, 2], classes: ['a', 'b'.repeat(257), 'c'] }), {
    code: 'wrong-option',
    message: /^dataset "data": classes\[1\] must be a name of at most 256 characters\. Received: "b+…"\.$/,
  })
})
