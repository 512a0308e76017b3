/** Cases of images in another size: every mode, coordinates and rounding; larger, smaller, and one pixel each way. */
import type { Resize2dAttributes } from '../../../src/ops/resize2d/op.ts'
import { all } from '../shapes.ts'
import { type Case, exactly, ofSums, type Sketch } from '../sketch.ts'

const usual: Resize2dAttributes = {
  mode: 'nearest',
  coordinates: 'half-pixel',
  nearestMode: 'round-prefer-floor',
  cubicCoefficient: -0.75,
  scale: null,
}

type Sizes = readonly [channels: number, height: number, width: number, outHeight: number, outWidth: number]

// biome-ignore format: one geometry a line
const geometries: readonly Sizes[] = [
  [1, 1, 1, 1, 1],
  [2, 1, 1, 3, 4],
  [3, 4, 5, 1, 1],
  [3, 4, 5, 8, 10],
  [2, 3, 4, 7, 9],
  [5, 9, 13, 4, 6],
  [17, 2, 3, 3, 2],
  [2, 7, 31, 10, 43],
]

const modes = ['nearest', 'bilinear', 'cubic'] as const
const coordinates = ['half-pixel', 'half-pixel-symmetric', 'pytorch-half-pixel', 'align-corners', 'asymmetric'] as const
const roundings = ['round-prefer-floor', 'round-prefer-ceil', 'floor', 'ceil'] as const

const ways: readonly { readonly name: string; readonly change: Partial<Resize2dAttributes>; readonly list: readonly Sizes[] }[] =
  [
    ...modes.map((mode) => ({ name: mode, change: { mode }, list: geometries })),
    ...modes.flatMap((mode) =>
      coordinates.slice(1).map((one) => ({
        name: `${mode}, ${one}`,
        change: { mode, coordinates: one },
        list: geometries.slice(1, 6),
      })),
    ),
    ...roundings.map((nearestMode) => ({
      name: `nearest, ${nearestMode}, asymmetric`,
      change: { nearestMode, coordinates: 'asymmetric' as const },
      list: geometries.slice(3, 6),
    })),
    ...roundings.slice(1).map((nearestMode) => ({
      name: `nearest, ${nearestMode}`,
      change: { nearestMode },
      list: geometries.slice(3, 6),
    })),
    { name: 'cubic, coefficient −0.5', change: { mode: 'cubic', cubicCoefficient: -0.5 }, list: geometries.slice(4, 6) },
    // 7 · 1.4 = 9.8 and 6 · 0.7 = 4.2: the scale is not outputs / pixels.
    ...modes.flatMap((mode) =>
      (['half-pixel', 'half-pixel-symmetric', 'asymmetric'] as const).map((one) => ({
        name: `${mode}, ${one}, scale 1.4 and 0.7`,
        change: { mode, coordinates: one, scale: [1.4, 0.7] as const },
        list: [[3, 7, 6, 9, 4]] as const,
      })),
    ),
  ]

const casesOf = (write: (sketch: Sketch, attributes: Resize2dAttributes, image: number[], output: number[]) => void): Case[] =>
  ways.flatMap(({ name, change, list }) =>
    list.flatMap(([channels, height, width, outHeight, outWidth]) =>
      all.map((batch) => ({
        name: `${name}, ${channels}×${height}×${width} → ${outHeight}×${outWidth}`,
        batch,
        write: (sketch: Sketch) =>
          write(sketch, { ...usual, ...change }, [channels, height, width], [channels, outHeight, outWidth]),
      })),
    ),
  )

export const resize2d = casesOf((sketch, attributes, image, output) => {
  const y = sketch.result('y', output, attributes.mode === 'nearest' ? exactly : ofSums)
  sketch.call('resize2d', attributes, [sketch.image('x', image)], [y])
})

export const resize2dGrad = casesOf((sketch, attributes, image, output) =>
  sketch.call('resize2dGrad', attributes, [sketch.image('dy', output)], [sketch.result('dx', image)]),
)
