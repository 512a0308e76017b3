/**
 * Images of one digit as people make them: with a pen on white or ruled paper, photographed in bad light, chalk on a
 * blackboard, a sheet on a table, a shadow beside it, on nothing at all (a transparent PNG). An image is a function of its kind,
 * its digit and a seed; as a file it is a PNG, or the JPEG of a telephone.
 */
import sharp from 'sharp'
import { type Colour, Drawing, numbers } from './drawing.ts'
import { digitStrokes, handwritten } from './glyphs.ts'

interface Scene {
  readonly paper?: Colour | 'none'
  readonly ink?: Colour
  /** Of the digit's height. */
  readonly pen?: number
  /** The digit's height, of the image's. */
  readonly tall?: number
  readonly turn?: number
  readonly noise?: number
  readonly jpeg?: number
  /** How much darker the light gets from one corner to the other. */
  readonly slope?: number
  readonly place?: 'anywhere' | 'border'
  readonly ruled?: boolean
  readonly squared?: boolean
  readonly chalk?: boolean
  readonly table?: Colour
  readonly shadow?: boolean
}

const white: Colour = [252, 252, 250]
const black: Colour = [25, 25, 30]

/** The kinds of images. */
export const kinds: Readonly<Record<string, Scene>> = {
  'pen on white': {},
  'thick marker': { pen: 0.16 },
  'thin pen': { pen: 0.022, noise: 2 },
  'blue ink': { ink: [40, 70, 190], noise: 2 },
  'red ink': { ink: [215, 40, 45], noise: 2 },
  'grey ruled paper': { paper: [205, 205, 202], ruled: true, noise: 3 },
  'squared paper': { paper: [240, 242, 245], squared: true, ink: [40, 50, 120], noise: 2 },
  'light from a side': { slope: 0.55, noise: 5, jpeg: 75, paper: [228, 222, 210] },
  rotated: { turn: 15, noise: 2 },
  'small, anywhere': { tall: 0.22, place: 'anywhere', noise: 3, jpeg: 80 },
  'poor JPEG': { jpeg: 18, noise: 9, paper: [220, 218, 214] },
  'chalk on a blackboard': { paper: [42, 58, 50], ink: [228, 230, 222], chalk: true, noise: 5, pen: 0.09, slope: 0.2 },
  'at the border': { place: 'border', noise: 2 },
  'sheet on a dark table': { table: [52, 38, 30], tall: 0.36, noise: 4, jpeg: 80 },
  'hard shadow beside it': { shadow: true, tall: 0.45, noise: 4, jpeg: 85 },
  'marker in a hard shadow': { shadow: true, tall: 0.62, pen: 0.14, noise: 4, jpeg: 85 },
  'marker on a dark table': { table: [70, 60, 50], tall: 0.42, pen: 0.14, noise: 4 },
  'slate on a light table': {
    table: [215, 205, 190],
    paper: [45, 50, 52],
    ink: [225, 226, 220],
    tall: 0.4,
    noise: 4,
    chalk: true,
  },
  'black on transparent': { paper: 'none' },
  'white on transparent': { paper: 'none', ink: [255, 255, 255] },
}

/** An image that is being drawn, and the box of its ink: [top, left, bottom, right]. */
export interface OwnDigit {
  readonly drawing: Drawing
  readonly box: readonly [number, number, number, number]
}

/** One image before it is a file. */
export function ownDrawing(kind: string, digit: number, seed: number): OwnDigit {
  return drawDigit(kinds[kind]!, digit, seed)
}

/** One image as a file's bytes. */
export async function ownDigit(kind: string, digit: number, seed: number): Promise<Uint8Array> {
  const scene = kinds[kind]!
  const { drawing } = drawDigit(scene, digit, seed)
  const { height, width } = drawing
  const image = sharp(drawing.bytes(), { raw: { width, height, channels: 4 } })
  return scene.jpeg === undefined ? image.png().toBuffer() : image.removeAlpha().jpeg({ quality: scene.jpeg }).toBuffer()
}

function drawDigit(scene: Scene, digit: number, seed: number): OwnDigit {
  const { paper = white, ink = black, pen = 0.06, tall = 0.6, turn = 6, noise = 0, slope = 0, table } = scene
  const random = numbers(seed, Object.values(kinds).indexOf(scene), digit)
  const [height, width] = [Math.round(240 + 160 * random()), Math.round(240 + 160 * random())]
  const drawing = new Drawing(height, width, paper === 'none' ? undefined : (table ?? paper))
  const tallPixels = tall * Math.min(height, width) * (0.85 + 0.3 * random())
  const scale = tallPixels / 14
  const middle: [number, number] = [(width - 10 * scale) / 2, (height - 14 * scale) / 2]
  const away = scene.place === 'anywhere' ? 0.8 : 0.15
  const at: [number, number] = [middle[0] * (1 + away * (2 * random() - 1)), middle[1] * (1 + away * (2 * random() - 1))]
  if (scene.place === 'border') {
    const side = Math.floor(4 * random())
    if (side < 2) at[0] = side ? width - 10 * scale : -0.5 * scale
    else at[1] = side === 3 ? height - 14 * scale : 0
  }
  if (table && paper !== 'none') {
    // A sheet that lies askew, with the table at two or more of its sides.
    const tilt = 0.12 * (2 * random() - 1)
    const [left, right] = [0.08 + 0.1 * random(), 0.84 + 0.1 * random()]
    const [top, bottom] = [0.06 + 0.1 * random(), 0.86 + 0.2 * random()]
    drawing.fill(paper, (y, x) => {
      const [u, v] = [x / width + tilt * (y / height - 0.5), y / height - tilt * (x / width - 0.5)]
      return u > left && u < right && v > top && v < bottom ? 1 : 0
    })
  }
  const line: Colour = scene.squared ? [190, 205, 225] : [165, 172, 190]
  const gap = Math.round(scale * (scene.squared ? 4 : 9))
  if (scene.ruled || scene.squared) drawing.fill(line, (y, x) => (y % gap < 1 || (scene.squared && x % gap < 1) ? 0.8 : 0))
  const strokes = handwritten(digitStrokes(digit, Math.floor(4 * random())), random, turn)
  const texture = scene.chalk ? () => (random() < 0.18 ? 0.25 : 0.65 + 0.35 * random()) : undefined
  const nib = Math.max(1.5, pen * tallPixels * (0.8 + 0.4 * random()))
  drawing.write(strokes, at, scale, nib, ink, texture)
  if (slope) {
    const [sx, sy] = [random() < 0.5, random() < 0.5]
    drawing.light((y, x) => 1 - (slope * ((sx ? x / width : 1 - x / width) + (sy ? y / height : 1 - y / height))) / 2)
  }
  if (scene.shadow) {
    // The edge runs beside the digit, at a slant; what lies behind it is half as bright.
    const right = random() < 0.5
    const edge = right ? at[0] + (11.5 + 2 * random()) * scale : at[0] - (1.5 + 2 * random()) * scale
    const lean = 0.2 * (2 * random() - 1)
    const dark = 0.45 + 0.15 * random()
    drawing.light((y, x) => {
      const off = x - edge - lean * (y - height / 2)
      return (right ? off > 0 : off < 0) ? dark : 1
    })
  }
  if (noise) drawing.noise(noise, random)
  const [xs, ys] = [0, 1].map((k) => strokes.flat().map((point) => at[k]! + point[k]! * scale))
  const box = [Math.min(...ys!), Math.min(...xs!), Math.max(...ys!), Math.max(...xs!)] as const
  return { drawing, box: [box[0] - nib / 2, box[1] - nib / 2, box[2] + nib / 2, box[3] + nib / 2] }
}
