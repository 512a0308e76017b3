/**
 * Cases of pooling: windows that overlap, leave gaps, are dilated, reach into the padding and (as with rounding up) beyond
 * it. Max pooling also with ties, −∞ and numbers that are none; p-norms of zeros, tiny and huge numbers.
 */
import type { Window2d } from '../../../src/window/window2d.ts'
import { type Case, exactly, ofElements, type Sketch } from '../sketch.ts'

interface Geometry {
  /** Channels, height, width. */
  readonly input: readonly [number, number, number]
  readonly kernel: readonly [number, number]
  readonly stride?: readonly [number, number]
  readonly dilation?: readonly [number, number]
  readonly padding?: readonly [number, number, number, number]
  /** The last windows reach beyond the padding. */
  readonly ceil?: boolean
  readonly batches?: readonly number[]
}

const all = [1, 7, 8, 16]

const geometries: Geometry[] = [
  { input: [1, 1, 1], kernel: [1, 1] },
  { input: [3, 4, 6], kernel: [2, 2], stride: [2, 2] },
  { input: [5, 28, 26], kernel: [2, 2], stride: [2, 2], batches: [1, 8] },
  { input: [2, 7, 9], kernel: [2, 2], stride: [2, 2] },
  { input: [3, 9, 7], kernel: [3, 3], stride: [2, 2] },
  { input: [2, 6, 11], kernel: [3, 3], padding: [1, 1, 1, 1] },
  { input: [4, 5, 8], kernel: [2, 3], padding: [0, 1, 1, 1] },
  { input: [3, 11, 10], kernel: [2, 3], stride: [3, 4] },
  { input: [2, 13, 17], kernel: [5, 1], stride: [1, 2], padding: [2, 0, 2, 0] },
  { input: [3, 7, 8], kernel: [2, 2], stride: [2, 2], ceil: true },
  { input: [2, 8, 9], kernel: [3, 3], stride: [2, 2], ceil: true },
  { input: [3, 9, 6], kernel: [3, 3], stride: [3, 2], padding: [1, 1, 0, 0], ceil: true },
  { input: [2, 6, 10], kernel: [4, 4], stride: [3, 3], padding: [1, 1, 1, 1], ceil: true },
  { input: [2, 9, 12], kernel: [3, 2], dilation: [2, 3], stride: [1, 2] },
  { input: [3, 8, 7], kernel: [3, 3], dilation: [2, 2], padding: [2, 2, 2, 2] },
  { input: [17, 5, 3], kernel: [5, 3] },
  { input: [10, 7, 6], kernel: [7, 6], batches: all },
  { input: [1, 1, 19], kernel: [1, 4], stride: [1, 3] },
  { input: [1, 19, 1], kernel: [4, 1], stride: [3, 1] },
  ...Array.from(
    { length: 12 },
    (_, i): Geometry => ({ input: [2, 4, 5 + i], kernel: [2, 2], stride: [2, 1 + (i % 3)], batches: [1, 8] }),
  ),
]

function windowOf({ kernel, stride = [1, 1], dilation = [1, 1], padding = [0, 0, 0, 0] }: Geometry): Window2d {
  return { kernelSize: kernel, stride, dilation, padding }
}

function outputOf(geometry: Geometry): [number, number, number] {
  const { kernelSize: kernel, stride, dilation, padding } = windowOf(geometry)
  const size = (length: number, axis: 0 | 1) => {
    const room = (length + padding[axis] + padding[axis + 2]! - ((kernel[axis] - 1) * dilation[axis] + 1)) / stride[axis]
    if (!geometry.ceil) return Math.floor(room) + 1
    const count = Math.ceil(room) + 1
    // A window that would start in the end padding is dropped.
    return (count - 1) * stride[axis] >= length + padding[axis] ? count - 1 : count
  }
  return [geometry.input[0], size(geometry.input[1], 0), size(geometry.input[2], 1)]
}

function nameOf(geometry: Geometry): string {
  const { input, kernel, stride, dilation, padding, ceil } = geometry
  const some = (word: string, numbers?: readonly number[]) => (numbers ? [`${word} ${numbers.join(' ')}`] : [])
  return [
    `${input.join('×')}, kernel ${kernel.join('×')}`,
    ...some('stride', stride),
    ...some('dilation', dilation),
    ...some('padding', padding),
    ...(ceil ? ['rounded up'] : []),
  ].join(', ')
}

function casesOf(write: (geometry: Geometry, sketch: Sketch) => void, note = ''): Case[] {
  return geometries.flatMap((geometry) =>
    (geometry.batches ?? all).map((batch) => ({
      name: nameOf(geometry) + note,
      batch,
      write: (sketch: Sketch) => write(geometry, sketch),
    })),
  )
}

/** Numbers with what a maximum may stumble over. */
const kinds: Readonly<Record<string, (numbers: Float32Array) => Float32Array>> = {
  '': (numbers) => numbers,
  ', ties': (numbers) => numbers.map((x) => Math.round(2 * x) / 2),
  ', all equal': (numbers) => numbers.fill(-3),
  ', −∞ and ∞ among them': (numbers) => numbers.map((x) => (x < 0 ? -Infinity : x > 0.9 ? Infinity : x)),
  ', all −∞': (numbers) => numbers.fill(-Infinity),
  ', some NaN': (numbers) => numbers.map((x, i) => (i % 13 === 5 ? Number.NaN : x)),
}

const imageOf = (sketch: Sketch, geometry: Geometry, kind: (numbers: Float32Array) => Float32Array) => {
  const [c, h, w] = geometry.input
  return sketch.image('x', geometry.input, kind(sketch.numbers(sketch.batch * c * h * w)))
}

export const maxPool2d = Object.entries(kinds).flatMap(([note, kind]) =>
  casesOf((geometry, sketch) => {
    const output = outputOf(geometry)
    const results = [sketch.result('y', output, exactly), sketch.result('argMax', output, exactly, 'i32')] as const
    sketch.call('maxPool2d', windowOf(geometry), [imageOf(sketch, geometry, kind)], results)
  }, note),
)

export const maxPool2dGrad = [kinds['']!, kinds[', ties']!].flatMap((kind, i) =>
  casesOf(
    (geometry, sketch) => {
      const output = outputOf(geometry)
      const argMax = sketch.between('argMax', output, 'i32')
      sketch.call('maxPool2d', windowOf(geometry), [imageOf(sketch, geometry, kind)], [sketch.between('y', output), argMax])
      sketch.call(
        'maxPool2dGrad',
        windowOf(geometry),
        [sketch.image('dy', output), argMax],
        [sketch.result('dx', geometry.input)],
      )
    },
    i === 0 ? '' : ', ties',
  ),
)

const countings = [
  [true, ', padding counts'],
  [false, ''],
] as const

export const avgPool2d = countings.flatMap(([countPadding, note]) =>
  casesOf((geometry, sketch) => {
    sketch.call(
      'avgPool2d',
      { ...windowOf(geometry), countPadding },
      [sketch.image('x', geometry.input)],
      [sketch.result('y', outputOf(geometry))],
    )
  }, note),
)

export const avgPool2dGrad = countings.flatMap(([countPadding, note]) =>
  casesOf((geometry, sketch) => {
    const results = [sketch.result('dx', geometry.input)] as const
    sketch.call('avgPool2dGrad', { ...windowOf(geometry), countPadding }, [sketch.image('dy', outputOf(geometry))], results)
  }, note),
)

type Norm = readonly [p: number, note: string, kind: (numbers: Float32Array) => Float32Array]

const zerosAmong = (numbers: Float32Array) => numbers.map((x, i) => (i % 3 === 1 ? 0 : x))

/** Some have whole windows of 0, whose gradient is 0. */
const norms: readonly Norm[] = [
  [1, ', zeros among them', zerosAmong],
  [2, ', zeros among them', zerosAmong],
  [3, ', zeros among them', zerosAmong],
  [16, '', (numbers) => numbers],
  [5, ', all 0', (numbers) => numbers.fill(-0)],
  [4, ', tiny', (numbers) => numbers.map((x) => x * 1e-30)],
  [7, ', huge', (numbers) => numbers.map((x) => x * 1e30)],
]

const lost = [1, 2, 3].map((p): Norm => [p, ', some NaN', kinds[', some NaN']!])

export const lpPool2d = [...norms, ...lost].flatMap(([p, note, kind]) =>
  casesOf((geometry, sketch) => {
    const results = [sketch.result('y', outputOf(geometry), ofElements)] as const
    sketch.call('lpPool2d', { ...windowOf(geometry), p }, [imageOf(sketch, geometry, kind)], results)
  }, `, p ${p}${note}`),
)

export const lpPool2dGrad = norms.flatMap(([p, note, kind]) =>
  casesOf((geometry, sketch) => {
    const output = outputOf(geometry)
    const x = imageOf(sketch, geometry, kind)
    const y = sketch.between('y', output)
    sketch.call('lpPool2d', { ...windowOf(geometry), p }, [x], [y])
    sketch.call(
      'lpPool2dGrad',
      { ...windowOf(geometry), p },
      [x, y, sketch.image('dy', output)],
      [sketch.result('dx', geometry.input)],
    )
  }, `, p ${p}${note}`),
)
