/** Cases of what makes images the network's input: normalization with its border, and augmentation. */
import type { WarpAttributes } from '../../../src/ops/warp/op.ts'
import { sizeOf } from '../../../src/values/shape.ts'
import { type Case, ofElements, type Sketch } from '../sketch.ts'

const all = [1, 7, 8, 16]

interface Form {
  readonly shape: readonly number[]
  readonly padding?: readonly [number, number, number, number]
  readonly border?: number
  /** One pair of numbers per channel. */
  readonly perChannel?: boolean
}

const forms: Form[] = [
  { shape: [1] },
  { shape: [13] },
  { shape: [13], perChannel: true },
  { shape: [1, 1, 1] },
  { shape: [1, 28, 28], padding: [2, 2, 2, 2] },
  { shape: [3, 5, 7], perChannel: true },
  { shape: [3, 5, 7], padding: [0, 3, 2, 1], perChannel: true, border: 200 },
  { shape: [2, 4, 17], padding: [1, 0, 0, 0], border: 1 },
  { shape: [5, 3, 2], padding: [0, 0, 0, 5] },
]

export const normalize: Case[] = ([true, false] as const).flatMap((bytes) =>
  forms.flatMap(({ shape, padding = [0, 0, 0, 0], border = 0, perChannel = false }) =>
    all.map((batch) => ({
      name: `${shape.join('×')} ${bytes ? 'bytes' : 'reals'}, padding ${padding.join(' ')}${perChannel ? ', by channel' : ''}`,
      batch,
      write: (sketch: Sketch) => {
        const numbers = sketch.numbers(batch * sizeOf(shape), 0, 256)
        const raw = sketch.input('raw', [batch, ...shape], bytes ? Uint8Array.from(numbers) : numbers)
        const channels = perChannel ? shape[0]! : 1
        const scale = [...sketch.numbers(channels, 0.001, 0.02)]
        const offset = [...sketch.numbers(channels)]
        const [channel, height, width] = shape
        const output = height && width ? [channel!, padding[0] + height + padding[2], padding[1] + width + padding[3]] : shape
        sketch.call(
          'normalize',
          { scale, offset, padding, border },
          [raw],
          [sketch.result('x', output, { ...ofElements, floor: 0.1 })],
        )
      },
    })),
  ),
)

const still: WarpAttributes = { shift: 0, rotate: 0, scale: 0, shear: 0, border: [0] }
const warps: Readonly<Record<string, WarpAttributes>> = {
  nothing: still,
  shift: { ...still, shift: 3 },
  rotate: { ...still, rotate: Math.PI, border: [-1] },
  scale: { ...still, scale: 0.5 },
  shear: { ...still, shear: 0.3, border: [0.5] },
  'far away': { ...still, shift: 100, border: [0.25] },
  all: { shift: 2, rotate: 0.26, scale: 0.1, shear: 0.1, border: [-0.5] },
  mirrored: { ...still, flip: 0.5 },
  cropped: { ...still, crop: 0.2 },
  'mirrored, cropped, moved': { shift: 2, rotate: 0.26, scale: 0.1, shear: 0.1, flip: 0.5, crop: 0.5, border: [-0.5] },
}

export const warp: Case[] = Object.entries(warps).flatMap(([name, attributes]) =>
  (
    [
      [1, 1, 1],
      [1, 28, 28],
      [3, 9, 6],
      [2, 5, 17],
    ] as const
  ).flatMap((shape) =>
    all.map((batch) => ({
      name: `${name}, ${shape.join('×')}`,
      batch,
      write: (sketch: Sketch) => {
        const border = attributes.border[0] === -0.5 ? Array.from(sketch.numbers(shape[0])) : attributes.border
        const indices = sketch.input('indices', [batch], sketch.whole(batch, 60_000))
        const inputs = [sketch.image('x', shape), indices, sketch.counters(5, 77, 12)] as const
        sketch.call('warp', { ...attributes, border }, inputs, [sketch.result('y', shape, { relative: 1e-5, floor: 1 })])
      },
    })),
  ),
)
