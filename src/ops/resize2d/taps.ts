/**
 * Where the outputs of one axis lie among its pixels, and which pixels make an output. Output o lies at
 *
 *   x = (o·p + q) / r
 *
 * with whole p, q and r where no scale is given: then the division alone is rounded, and a place that should be a pixel is one.
 */
import type { Resize2dAttributes } from './op.ts'

/** One direction of an image: how many pixels there are, and how many outputs. */
export interface ResizeAxis {
  readonly n: number
  readonly o: number
  /** null: o / n. */
  readonly scale: number | null
}

export interface Places {
  readonly p: number
  readonly q: number
  readonly r: number
}

const first: Places = { p: 0, q: 0, r: 1 }

/** As ONNX has them: https://onnx.ai/onnx/operators/onnx__Resize.html, coordinate_transformation_mode. */
export function placesOf({ n, o, scale: s }: ResizeAxis, { coordinates }: Pick<Resize2dAttributes, 'coordinates'>): Places {
  switch (coordinates) {
    case 'align-corners':
      // o·(n − 1) / (o − 1)
      return o === 1 ? first : { p: n - 1, q: 0, r: o - 1 }
    case 'asymmetric':
      // o / s
      return s === null ? { p: n, q: 0, r: o } : { p: 1, q: 0, r: s }
    case 'pytorch-half-pixel':
      return o === 1 ? first : halfPixel(n, o, s)
    case 'half-pixel-symmetric':
      // What s·n has beyond o is cut off on both sides alike.
      return s === null ? halfPixel(n, o, s) : { p: 2, q: n * s - o + 1 - s, r: 2 * s }
    case 'half-pixel':
      return halfPixel(n, o, s)
  }
}

/** (o + ½) / s − ½ */
function halfPixel(n: number, o: number, s: number | null): Places {
  return s === null ? { p: 2 * n, q: n - o, r: 2 * o } : { p: 2, q: 1 - s, r: 2 * s }
}

/** How many pixels make an output. */
export const tapCount = { nearest: 1, bilinear: 2, cubic: 4 } as const

/** Calls `visit` for every pixel of an output, with its weight; at the edge for one pixel several times. */
export function eachTap(
  output: number,
  { n }: ResizeAxis,
  { p, q, r }: Places,
  { mode, nearestMode, cubicCoefficient: a }: Omit<Resize2dAttributes, 'scale'>,
  visit: (pixel: number, weight: number) => void,
): void {
  const x = (output * p + q) / r
  const inside = (pixel: number) => Math.min(n - 1, Math.max(0, pixel))
  if (mode === 'nearest') {
    visit(inside(rounded[nearestMode](x)), 1)
    return
  }
  const i = Math.floor(x)
  const t = x - i
  if (mode === 'bilinear') {
    visit(inside(i), 1 - t)
    visit(inside(i + 1), t)
    return
  }
  visit(inside(i - 1), far(t + 1, a))
  visit(inside(i), near(t, a))
  visit(inside(i + 1), near(1 - t, a))
  visit(inside(i + 2), far(2 - t, a))
}

const rounded = {
  'round-prefer-floor': (x: number) => Math.ceil(x - 0.5),
  'round-prefer-ceil': (x: number) => Math.floor(x + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
} as const

/** The cubic kernel at a distance of at most 1, and of 1 to 2. */
const near = (d: number, a: number) => ((a + 2) * d - (a + 3)) * d * d + 1
const far = (d: number, a: number) => ((a * d - 5 * a) * d + 8 * a) * d - 4 * a
