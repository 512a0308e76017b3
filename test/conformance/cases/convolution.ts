/**
 * Cases of convolution and of its two gradients: one list of geometries serves all three. Hand-picked ones for every option
 * and its edges, sweeps over filters and channels (all tails of four and eight), and some drawn at random with a fixed seed.
 */

import { random } from '../../../src/math/random.ts'
import type { Activation } from '../../../src/ops/unary/op.ts'
import type { Window2d } from '../../../src/window/window2d.ts'
import { oneOfEach, showActivation } from '../activations.ts'
import { type Case, ofSums, type Sketch } from '../sketch.ts'

interface Geometry {
  /** Channels, height, width. */
  readonly input: readonly [number, number, number]
  readonly filters: number
  readonly kernel: readonly [number, number]
  readonly stride?: readonly [number, number]
  readonly dilation?: readonly [number, number]
  readonly padding?: readonly [number, number, number, number]
  readonly groups?: number
  readonly paddingValue?: number
  readonly bias?: boolean
  readonly activation?: Activation
  readonly batches?: readonly number[]
  readonly note?: string
}

const all = [1, 7, 8, 16]
const same = [1, 1, 1, 1] as const
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

const chosen: Geometry[] = [
  { input: [1, 1, 1], filters: 1, kernel: [1, 1], note: 'one of everything' },
  { input: [3, 5, 7], filters: 5, kernel: [1, 1] },
  { input: [17, 3, 9], filters: 17, kernel: [1, 1] },
  { input: [4, 7, 6], filters: 6, kernel: [1, 1], stride: [2, 2], note: 'reads a quarter' },
  { input: [2, 6, 5], filters: 4, kernel: [3, 3], padding: same },
  { input: [5, 9, 7], filters: 7, kernel: [3, 3], padding: same },
  { input: [16, 8, 6], filters: 16, kernel: [3, 3], padding: same },
  { input: [1, 12, 10], filters: 6, kernel: [5, 5] },
  { input: [6, 9, 11], filters: 16, kernel: [5, 5], batches: [1, 8] },
  { input: [3, 11, 13], filters: 3, kernel: [7, 5], padding: [3, 2, 3, 2] },
  { input: [2, 8, 19], filters: 5, kernel: [1, 7] },
  { input: [2, 19, 3], filters: 5, kernel: [5, 1], padding: [2, 0, 2, 0] },
  { input: [4, 5, 6], filters: 10, kernel: [5, 6], note: 'kernel = input' },
  { input: [32, 4, 4], filters: 12, kernel: [4, 4], batches: [1, 8, 24], note: 'kernel = input' },
  { input: [32, 4, 4], filters: 6, kernel: [4, 4], groups: 2, batches: [1, 8, 24], note: 'kernel = input' },
  { input: [9, 3, 4], filters: 33, kernel: [3, 4], note: 'kernel = input' },
  { input: [3, 1, 70], filters: 4, kernel: [1, 5], note: 'one row' },
  { input: [3, 70, 1], filters: 4, kernel: [5, 1], note: 'one column' },
  { input: [2, 9, 8], filters: 5, kernel: [3, 3], stride: [2, 2], padding: same },
  { input: [3, 10, 13], filters: 4, kernel: [3, 3], stride: [3, 3], note: 'the last row is never read' },
  { input: [3, 9, 12], filters: 3, kernel: [3, 4], stride: [1, 3] },
  { input: [2, 13, 9], filters: 6, kernel: [5, 3], stride: [3, 2], padding: [2, 1, 2, 1] },
  { input: [2, 11, 11], filters: 3, kernel: [2, 2], stride: [3, 3], note: 'gaps between windows' },
  { input: [1, 21, 17], filters: 8, kernel: [7, 5], stride: [2, 3], padding: [3, 2, 3, 2] },
  { input: [3, 11, 9], filters: 4, kernel: [3, 3], dilation: [2, 2] },
  { input: [2, 9, 13], filters: 5, kernel: [3, 3], dilation: [1, 3], padding: [1, 3, 1, 3] },
  { input: [4, 13, 8], filters: 4, kernel: [3, 2], dilation: [3, 1], stride: [2, 1] },
  { input: [4, 6, 7], filters: 6, kernel: [3, 3], groups: 2, padding: same },
  { input: [6, 5, 8], filters: 9, kernel: [3, 3], groups: 3 },
  { input: [4, 6, 5], filters: 10, kernel: [3, 3], groups: 2, stride: [2, 1] },
  { input: [6, 8, 7], filters: 6, kernel: [3, 3], groups: 6, padding: same, note: 'depthwise' },
  { input: [11, 6, 9], filters: 11, kernel: [5, 3], groups: 11, stride: [2, 2], padding: [2, 1, 2, 1], note: 'depthwise' },
  {
    input: [3, 7, 6],
    filters: 9,
    kernel: [3, 3],
    groups: 3,
    dilation: [2, 1],
    padding: [2, 1, 2, 1],
    note: 'depthwise, three filters a channel',
  },
  { input: [8, 5, 5], filters: 4, kernel: [1, 1], groups: 4 },
  { input: [3, 6, 7], filters: 5, kernel: [3, 3], padding: [1, 0, 2, 3], note: 'uneven padding' },
  { input: [2, 5, 4], filters: 3, kernel: [3, 3], padding: [5, 4, 6, 5], note: 'windows with padding alone' },
  { input: [2, 5, 6], filters: 5, kernel: [3, 3], padding: [1, 2, 1, 0], paddingValue: 0.75 },
  { input: [3, 5, 4], filters: 4, kernel: [3, 3], padding: [4, 3, 4, 5], paddingValue: -1.5, stride: [2, 2] },
  { input: [4, 6, 5], filters: 4, kernel: [3, 2], padding: [2, 1, 2, 1], paddingValue: 2, groups: 2, dilation: [2, 1] },
  { input: [4, 7, 5], filters: 6, kernel: [3, 3], bias: false, padding: same },
  { input: [5, 6, 6], filters: 7, kernel: [1, 1], bias: false },
  { input: [4, 6, 6], filters: 8, kernel: [3, 3], bias: false, groups: 4 },
  { input: [2, 33, 47], filters: 3, kernel: [3, 3], padding: same, batches: [1, 8], note: 'many pixels' },
  { input: [1, 40, 131], filters: 2, kernel: [3, 3], batches: [1, 7], note: 'many pixels' },
  { input: [2, 20, 21], filters: 3, kernel: [3, 3], batches: [40, 41], note: 'many pixels' },
  { input: [3, 61, 29], filters: 5, kernel: [1, 1], batches: [1, 8], note: 'many pixels' },
  { input: [5, 30, 31], filters: 6, kernel: [3, 3], stride: [2, 2], padding: [1, 0, 1, 1], batches: [1, 8], note: 'many pixels' },
  { input: [130, 5, 6], filters: 9, kernel: [3, 3], padding: same, batches: [1, 7, 8], note: 'many terms' },
  { input: [130, 9, 11], filters: 17, kernel: [3, 3], batches: [1], note: 'many terms' },
  { input: [300, 2, 3], filters: 5, kernel: [1, 1], batches: [1, 7, 8], note: 'many terms' },
  { input: [34, 7, 7], filters: 4, kernel: [5, 5], batches: [1, 8], note: 'many terms' },
  { input: [64, 4, 4], filters: 64, kernel: [3, 3], padding: same, batches: [1, 8] },
  { input: [3, 5, 5], filters: 70, kernel: [3, 3], batches: [1, 8], note: 'many filters' },
  { input: [32, 14, 15], filters: 20, kernel: [3, 3], padding: same, batches: [1] },
  {
    input: [1, 700, 770],
    filters: 2,
    kernel: [1, 2],
    stride: [7, 11],
    padding: [0, 1, 0, 0],
    batches: [16, 17],
    note: 'padded in slices of the batch',
  },
  { input: [2, 4, 5], filters: 3, kernel: [3, 3], padding: same, batches: [2, 3, 15, 24, 33, 40], note: 'other batches' },
]

const activated = oneOfEach.flatMap((activation): Geometry[] => [
  { input: [3, 6, 7], filters: 5, kernel: [3, 3], padding: same, activation },
  { input: [2, 9, 8], filters: 6, kernel: [5, 3], stride: [2, 1], activation, bias: false, batches: [1, 8] },
  { input: [4, 5, 6], filters: 4, kernel: [3, 3], groups: 4, activation, batches: [7, 8] },
  { input: [70, 5, 5], filters: 6, kernel: [3, 3], activation, batches: [1, 8] },
])

const sweeps = range(1, 17).flatMap((n): Geometry[] => [
  { input: [3, 5, 6], filters: n, kernel: [3, 3], padding: same, batches: [1, 8] },
  { input: [n, 6, 5], filters: 5, kernel: [3, 3], padding: [0, 1, 1, 0], batches: [1, 8] },
  { input: [2, 4, n], filters: 3, kernel: [3, 1], batches: [1, 8] },
  { input: [2, n + 1, 5], filters: 4, kernel: [2, 3], stride: [1, 2], padding: [0, 1, 0, 1], batches: [7, 8] },
])

/** Geometries drawn with a fixed seed: combinations that no one would think of. */
const drawn = range(1, 60).map((number): Geometry => {
  const source = random(number, 1001)
  let at = 0
  const between = (low: number, high: number) => low + Math.floor(source.uniform(at++) * (high - low + 1))
  const groups = between(1, 3) === 1 ? between(2, 4) : 1
  const kernel = [between(1, 5), between(1, 5)] as const
  const dilation = between(1, 3) === 1 ? ([between(1, 3), between(1, 3)] as const) : ([1, 1] as const)
  const padding =
    between(1, 2) === 1 ? ([between(0, 3), between(0, 3), between(0, 3), between(0, 3)] as const) : ([0, 0, 0, 0] as const)
  const height = (kernel[0] - 1) * dilation[0] + between(1, 8)
  const width = (kernel[1] - 1) * dilation[1] + between(1, 11)
  return {
    input: [groups * between(1, 6), height, width],
    filters: groups * between(1, 7),
    kernel,
    dilation,
    padding,
    groups,
    stride: between(1, 2) === 1 ? [between(1, 3), between(1, 3)] : [1, 1],
    paddingValue: between(1, 4) === 1 ? 0.5 : 0,
    bias: between(1, 3) !== 1,
    ...(between(1, 3) === 1 ? { activation: oneOfEach[between(0, oneOfEach.length - 1)]! } : {}),
    batches: [between(1, 2) === 1 ? 1 : between(2, 7), 8],
    note: `drawn ${number}`,
  }
})

const geometries = [...chosen, ...activated, ...sweeps, ...drawn]

function windowOf({ kernel, stride = [1, 1], dilation = [1, 1], padding = [0, 0, 0, 0] }: Geometry): Window2d {
  return { kernelSize: kernel, stride, dilation, padding }
}

function outputOf({ input: [, H, W], filters, ...rest }: Geometry): [number, number, number] {
  const { kernelSize: kernel, stride, dilation, padding } = windowOf({ input: [0, H, W], filters, ...rest })
  const size = (length: number, axis: 0 | 1) =>
    Math.floor((length + padding[axis] + padding[axis + 2]! - ((kernel[axis] - 1) * dilation[axis] + 1)) / stride[axis]) + 1
  return [filters, size(H, 0), size(W, 1)]
}

function nameOf(geometry: Geometry): string {
  const { input, filters, kernel, stride, dilation, padding, groups = 1, paddingValue, bias = true, activation, note } = geometry
  return [
    `${input.join('×')} → ${filters}, kernel ${kernel.join('×')}`,
    ...(stride && String(stride) !== '1,1' ? [`stride ${stride.join('×')}`] : []),
    ...(dilation && String(dilation) !== '1,1' ? [`dilation ${dilation.join('×')}`] : []),
    ...(padding && String(padding) !== '0,0,0,0'
      ? [`padding ${padding.join(' ')}${paddingValue ? ` of ${paddingValue}` : ''}`]
      : []),
    ...(groups > 1 ? [`groups ${groups}`] : []),
    ...(bias ? [] : ['no bias']),
    ...(activation ? [showActivation(activation)] : []),
    ...(note ? [note] : []),
  ].join(', ')
}

const weightOf = ({ input: [channels], filters, kernel, groups = 1 }: Geometry) => [filters, channels / groups, ...kernel]

function casesOf(list: readonly Geometry[], write: (geometry: Geometry, sketch: Sketch) => void): Case[] {
  return list.flatMap((geometry) =>
    (geometry.batches ?? all).map((batch) => ({
      name: nameOf(geometry),
      batch,
      write: (sketch: Sketch) => write(geometry, sketch),
    })),
  )
}

/** The gradients are of the convolution alone: what differs only in bias or activation is one case for them. */
const ofGradients = geometries.filter(({ activation }) => !activation)

/** An activation bounds the largest result, and not the rounding of the sum before it. */
const twice = { ...ofSums, relative: 1e-5 }

export const conv2d = casesOf(geometries, (geometry, sketch) => {
  const { groups = 1, paddingValue = 0, bias = true, activation = null, filters } = geometry
  const x = sketch.image('x', geometry.input)
  const weight = sketch.parameter('weight', weightOf(geometry))
  const inputs = bias ? ([x, weight, sketch.parameter('bias', [filters])] as const) : ([x, weight] as const)
  sketch.call('conv2d', { ...windowOf(geometry), groups, paddingValue, activation }, inputs, [
    sketch.result('y', outputOf(geometry), activation ? twice : ofSums),
  ])
})

export const conv2dGradInput = casesOf(ofGradients, (geometry, sketch) => {
  const { groups = 1 } = geometry
  const dy = sketch.image('dy', outputOf(geometry))
  const weight = sketch.parameter('weight', weightOf(geometry))
  sketch.call('conv2dGradInput', { ...windowOf(geometry), groups }, [dy, weight], [sketch.result('dx', geometry.input)])
})

export const conv2dGradWeight = casesOf(ofGradients, (geometry, sketch) => {
  const { groups = 1, paddingValue = 0 } = geometry
  const x = sketch.image('x', geometry.input)
  const dy = sketch.image('dy', outputOf(geometry))
  const dweight = sketch.gradient('dweight', weightOf(geometry))
  sketch.call('conv2dGradWeight', { ...windowOf(geometry), groups, paddingValue }, [x, dy], [dweight])
})
