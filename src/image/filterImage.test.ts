/** filterImage against its definition in six loops, by hand, with every border, and every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashed } from '../../test/golden/hash.ts'
import { edgeMagnitude } from './edgeMagnitude.ts'
import { type FilterImageOptions, filterImage } from './filterImage.ts'
import { kernels, type NamedKernel } from './kernels.ts'
import { type Border, borderPixel, borders } from './padImage.ts'
import type { KernelInput } from './readKernel.ts'

/** An image of whole numbers 0 … 255, of no pattern. */
function noise(seed: number, shape: readonly [number, number, number]) {
  const data = Float32Array.from(hashed(seed, shape[0] * shape[1] * shape[2]), (x) => Math.floor((x + 1) * 128))
  return { shape, data }
}

/** The definition: filters [N][C][KH][KW] over an image, zeros outside, `padding` on all sides. */
function sixLoops(
  { shape: [, H, W], data }: ReturnType<typeof noise>,
  filters: readonly (readonly (readonly (readonly number[])[])[])[],
  { stride = 1, padding = 0, bias = [] as readonly number[] } = {},
) {
  const [KH, KW] = [filters[0]![0]!.length, filters[0]![0]![0]!.length]
  const [OH, OW] = [Math.floor((H + 2 * padding - KH) / stride) + 1, Math.floor((W + 2 * padding - KW) / stride) + 1]
  const result: number[] = []
  for (const [n, filter] of filters.entries())
    for (let oh = 0; oh < OH; oh++)
      for (let ow = 0; ow < OW; ow++) {
        let sum = bias[n] ?? 0
        for (const [c, slice] of filter.entries())
          for (let kh = 0; kh < KH; kh++)
            for (let kw = 0; kw < KW; kw++) {
              const [h, w] = [oh * stride + kh - padding, ow * stride + kw - padding]
              if (h >= 0 && h < H && w >= 0 && w < W) sum += slice[kh]![kw]! * data[(c * H + h) * W + w]!
            }
        result.push(sum)
      }
  return { shape: [filters.length, OH, OW], data: result }
}

test('every named kernel, as its definition, on a random image', () => {
  const image = noise(1, [1, 13, 17])
  const named = Object.values(kernels).filter((kernel): kernel is NamedKernel => typeof kernel === 'object')
  assert.equal(named.length, 11)
  for (const kernel of [...named, kernels.gaussian(5, 1.2), kernels.boxBlur(4)])
    for (const [padding, stride] of [
      [0, 1],
      [1, 1],
      [3, 2],
    ] as const) {
      const expected = sixLoops(image, [[kernel.kernel]], { padding, stride })
      const found = filterImage(image, kernel, { padding, stride, rounding: 'floor' })
      assert.deepEqual(found.shape, expected.shape)
      for (const [i, value] of expected.data.entries())
        assert.ok(Math.abs(found.data[i]! - value) <= 1e-4, `${kernel.name}, ${i}: ${found.data[i]}, expected ${value}`)
    }
})

test("the lecture's Sobel filters: vertical is the derivative down the image and shows horizontal edges", () => {
  // bright above, dark below: one horizontal edge
  const edge = { shape: [1, 4, 4], data: [9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 0, 0, 0] }
  const turned = { shape: [1, 4, 4], data: [9, 9, 0, 0, 9, 9, 0, 0, 9, 9, 0, 0, 9, 9, 0, 0] }
  assert.deepEqual([...filterImage(edge, kernels.sobelVertical).data], [36, 36, 36, 36])
  assert.deepEqual([...filterImage(edge, kernels.sobelHorizontal).data], [0, 0, 0, 0])
  assert.deepEqual([...filterImage(turned, kernels.sobelVertical).data], [0, 0, 0, 0])
  assert.deepEqual([...filterImage(turned, kernels.sobelHorizontal).data], [36, 36, 36, 36])
  // and the sign is kept: dark above, bright below
  const upsideDown = { shape: edge.shape, data: edge.data.slice().reverse() }
  assert.deepEqual([...filterImage(upsideDown, kernels.sobelVertical).data], [-36, -36, -36, -36])
})

test('cross-correlation: the kernel is not turned round', () => {
  const point = { shape: [1, 3, 3], data: [0, 0, 0, 0, 1, 0, 0, 0, 0] }
  const kernel = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]
  assert.deepEqual([...filterImage(point, kernel, { padding: 1 }).data], [9, 8, 7, 6, 5, 4, 3, 2, 1])
})

test('a kernel goes over each channel by itself; a filter adds its channels up; several make a map each', () => {
  const image = noise(2, [3, 9, 8])
  const plain = kernels.sobelVertical.kernel
  const each = filterImage(image, plain)
  assert.deepEqual(each.shape, [3, 7, 6])
  const red = filterImage({ shape: [1, 9, 8], data: image.data.slice(0, 72) }, plain)
  assert.deepEqual(each.data.slice(0, 42), red.data)
  const sum = filterImage(image, [plain, plain, plain])
  assert.deepEqual(sum.shape, [1, 7, 6])
  for (let i = 0; i < 42; i++) assert.equal(sum.data[i], each.data[i]! + each.data[42 + i]! + each.data[84 + i]!)

  const numbers = hashed(3, 2 * 3 * 2 * 4)
  const filters = Array.from({ length: 2 }, (_, n) =>
    Array.from({ length: 3 }, (_, c) =>
      Array.from({ length: 2 }, (_, kh) => Array.from({ length: 4 }, (_, kw) => numbers[((n * 3 + c) * 2 + kh) * 4 + kw]!)),
    ),
  )
  const expected = sixLoops(image, filters, { stride: 2, padding: 1, bias: [5, -7] })
  const options = { stride: 2, padding: 1, bias: [5, -7], rounding: 'floor' } as const
  const found = filterImage(image, filters, options)
  assert.deepEqual(found.shape, expected.shape)
  for (const [i, value] of expected.data.entries()) assert.ok(Math.abs(found.data[i]! - value) <= 1e-4)
  // the weights of a network are a kernel as they are
  assert.deepEqual(filterImage(image, { shape: [2, 3, 2, 4], data: numbers }, options), found)
  // one bias for all
  assert.equal(
    filterImage(image, filters, { ...options, bias: 1 }).data[0]! - filterImage(image, filters, { ...options, bias: 0 }).data[0]!,
    1,
  )
})

test("the lecture's sizes: five 3×3×3 filters on a colour photograph are five maps, not one", () => {
  const image = noise(4, [3, 440, 440])
  assert.deepEqual(filterImage(image, { shape: [5, 3, 3, 3], data: hashed(5, 135) }).shape, [5, 438, 438])
  assert.deepEqual(filterImage(image, kernels.sobelVertical).shape, [3, 438, 438])
  assert.deepEqual(filterImage(image, kernels.sobelVertical, { padding: 'same' }).shape, [3, 440, 440])
  assert.deepEqual(filterImage(image, kernels.sobelVertical, { stride: 2, rounding: 'floor' }).shape, [3, 219, 219])
})

test('borders: how abcd goes on to both sides, also farther than it is long', () => {
  const shown = (border: Border, n: number, far: number) =>
    Array.from({ length: n + 2 * far }, (_, i) => 'abcd'[borderPixel(i - far, n, border)] ?? '0').join('')
  assert.deepEqual(
    borders.map((border) => shown(border, 4, 3)),
    ['000abcd000', 'aaaabcdddd', 'dcbabcdcba', 'cbaabcddcb', 'bcdabcdabc'],
  )
  assert.equal(shown('reflect', 3, 7), 'bcbabcbabcbabcbab')
  assert.equal(shown('symmetric', 2, 5), 'aabbaabbaabb')
  assert.equal(shown('wrap', 2, 3), 'babababa')
  for (const border of ['replicate', 'reflect', 'symmetric', 'wrap'] as const) assert.equal(shown(border, 1, 2), 'aaaaa')
  const one = { shape: [1, 1, 3], data: [1, 2, 3] }
  const left = (border: Border) => [...filterImage(one, [[1, 0, 0]], { padding: [0, 1, 0, 1], border }).data]
  assert.deepEqual(borders.map(left), [
    [0, 1, 2],
    [1, 1, 2],
    [2, 1, 2],
    [1, 1, 2],
    [3, 1, 2],
  ])
})

test('a blur with its edge repeated leaves a plain image plain; with zeros it darkens the edge', () => {
  const plain = { shape: [1, 5, 5], data: new Float32Array(25).fill(100) }
  const blurred = (border: Border) => filterImage(plain, kernels.boxBlur(3), { padding: 'same', border }).data
  for (const value of blurred('replicate')) assert.ok(Math.abs(value - 100) < 1e-4)
  assert.ok(Math.abs(blurred('zero')[0]! - 400 / 9) < 1e-4)
})

test('display is another step: the signed result stays', () => {
  const image = noise(6, [1, 6, 6])
  const plain = filterImage(image, kernels.sobelVertical)
  const shown = filterImage(image, kernels.sobelVertical, { display: 'absolute' })
  assert.deepEqual(shown.data, plain.data)
  assert.ok(plain.data.some((value) => value < 0) && plain.data.some((value) => value > 255))
  assert.deepEqual(
    shown.shown!.data,
    plain.data.map((value) => Math.min(255, Math.abs(value))),
  )
  assert.equal(plain.shown, undefined)
})

test('edgeMagnitude: √(h² + v²) of the signed maps', () => {
  const h = { shape: [1, 1, 3], data: [3, -3, 0] }
  const v = { shape: [1, 1, 3], data: [4, -4, -7] }
  assert.deepEqual(edgeMagnitude(h, v), { shape: [1, 1, 3], data: Float32Array.of(5, 5, 7) })
  assert.throws(() => edgeMagnitude(h, { shape: [1, 3, 1], data: [1, 2, 3] }), {
    message:
      'edgeMagnitude: the two maps differ in shape.\n  h 1×1×3, v 1×3×1\n  Fix: make both from the same image, with kernels, padding and stride of the same size.',
  })
  assert.throws(() => edgeMagnitude(h, [1, 2] as never), { code: 'not-an-image', message: /^edgeMagnitude takes an image/ })
})

test('error texts: kernels', () => {
  const image = noise(7, [3, 5, 5])
  const say = (kernel: unknown, message: string | RegExp) =>
    assert.throws(() => filterImage(image, kernel as KernelInput), { message })
  const example = '\n  Fix: write [[1, 2, 1], [0, 0, 0], [-1, -2, -1]], for example.'
  say(undefined, `filterImage: the kernel must be rows of numbers, or one of \`kernels\`. Received: undefined.${example}`)
  say('sobel', `filterImage: the kernel must be rows of numbers, or one of \`kernels\`. Received: "sobel".${example}`)
  say(
    kernels.gaussian,
    'filterImage: the kernel must be rows of numbers, or one of `kernels`. Received: a function.\n  Fix: call it with a size: kernels.gaussian(5).',
  )
  say(
    [1, 2, 1],
    'filterImage: the kernel must be [KH][KW], [C][KH][KW] or [N][C][KH][KW].\n  its shape is 3, of rank 1\n  Fix: put its numbers into rows: [[1, 2, 1]].',
  )
  say(
    [[[[[1]]]]],
    'filterImage: the kernel must be [KH][KW], [C][KH][KW] or [N][C][KH][KW].\n  its shape is 1×1×1×1×1, of rank 5',
  )
  say([], 'filterImage: the kernel is empty.\n  its shape is 0\n  Fix: give it at least one row with one number: [[1]].')
  say([[], []], 'filterImage: the kernel is empty.\n  its shape is 2×0\n  Fix: give it at least one row with one number: [[1]].')
  const ragged = 'filterImage: the rows of the kernel differ in length.'
  const same = '\n  Fix: give all rows the same length; 0 is a weight, too.'
  say([[1, 2], [3]], `${ragged}\n  [1] is a list of 1, but the first of its kind is a list of 2${same}`)
  say([[1, 2], 3], `${ragged}\n  [1] is 3, but the first of its kind is a list of 2${same}`)
  say([[1, [2]]], `${ragged}\n  [0][1] is a list of 1, but the first of its kind is a number${same}`)
  say(
    [
      [1, 2],
      [3, Number.NaN],
    ],
    'filterImage: the kernel must hold finite numbers. Received: NaN at [1][1].',
  )
  say([[1, '2']], 'filterImage: the kernel must hold finite numbers. Received: "2" at [0][1].')
  say([[1, Infinity, 0]], 'filterImage: the kernel must hold finite numbers. Received: Infinity at [0][1].')
  say(
    { shape: [2, 2], data: [1, 2, 3] },
    'filterImage: the shape and the data of the kernel do not match.\n  shape 2×2 = 4 numbers; data has 3',
  )
  say(
    [[[1]], [[2]]],
    'filterImage: the filter and the image differ in the number of channels.\n  channels: 3 in the image, 2 in the filter (2×1×1)\n  Fix: use a filter [3][KH][KW], or a kernel [KH][KW], which is applied to each channel by itself.',
  )
  say({ shape: [2, 1, 3, 3], data: new Float32Array(18) }, /channels: 3 in the image, 1 in the filter \(2×1×3×3\)\n/)
  assert.throws(() => filterImage(image, kernels.boxBlur(7)), {
    code: 'kernel-too-large',
    message: /5 \+ 2·0 = 5 pixels for a kernel of 7[\s\S]*Fix: use kernelSize 5 \(1×1\), padding 1 \(1×1\)/,
  })
  assert.deepEqual(filterImage(image, kernels.boxBlur(7), { padding: 1 }).shape, [3, 1, 1])
})

test('error texts: images and options', () => {
  const image = noise(8, [2, 6, 6])
  const say = (options: unknown, message: string | RegExp) =>
    assert.throws(() => filterImage(image, kernels.sobelVertical, options as FilterImageOptions), { message })
  say({ stride: 0 }, 'filterImage: stride must be a whole number of at least 1, or two of them [height, width]. Received: 0.')
  say({ stride: 2 }, /^the output height and width are not whole\.\n {2}\(6 \+ 2·0 − 3\) \/ 2 \+ 1 = 2\.5/)
  say(
    { border: 'mirror' },
    /^filterImage: border must be one of 'zero', 'replicate', 'reflect', 'symmetric', 'wrap'\. Received: "mirror"\./,
  )
  say({ border: 'replicated' }, /Fix: did you mean "replicate"\? Known: zero, replicate, reflect, symmetric, wrap\.$/)
  say({ display: 'clipp' }, /^filterImage: display must be one of 'clip', 'absolute', 'rescale'\.[\s\S]*did you mean "clip"\?/)
  say({ rounding: 'ceil' }, /^filterImage: rounding must be one of 'whole', 'floor'\. Received: "ceil"\./)
  say({ padding: -1 }, /^filterImage: padding must be a whole number of at least 0/)
  say(
    { padding: [0, 20_000, 10_000, 0] },
    'filterImage: padding makes the image too large.\n  height 10006 × width 20006 = 200180036 pixels; the limit is 50000000\n  Fix: use less padding.',
  )
  say({ pading: 1 }, /^filterImage has no option "pading"\.\n {2}Fix: did you mean "padding"\?/)
  say({ bias: Number.NaN }, 'filterImage: bias must be a number. Received: NaN.')
  say({ bias: [1, 2] }, 'filterImage: bias must be one number. Received: [1, 2].')
  assert.deepEqual(
    [...filterImage(image, [[1]], { bias: [3] }).data],
    Array.from(image.data, (value) => value + 3),
  )
  assert.throws(() => filterImage(image, { shape: [2, 2, 1, 1], data: [1, 1, 1, 1] }, { bias: [1, 2, 3] }), {
    message: 'filterImage: bias must be one number, or 2 of them. Received: [1, 2, 3].',
  })
  assert.throws(() => filterImage({ shape: [6, 6], data: new Float32Array(36) }, kernels.sobelVertical), {
    message: 'filterImage takes an image { shape: [channels, height, width], data }.\n  shape: 6×6, data: 36 numbers',
  })
})
