/**
 * How well a network reads digits that were photographed and prepared by `digitImage`, beside how well it reads the same
 * digits as MNIST has them. The photographs are synthetic: any size and place, both polarities, uneven light, noise, JPEG.
 * Not a test: run it by hand with the weights that `npm start` wrote, and a number of digits:
 *
 *   node --experimental-wasm-relaxed-simd dist/test/image/measureDigits.js runs/lenet5/weights.safetensors 500
 */
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { mnist } from '../../src/data.ts'
import { readSafetensors } from '../../src/formats.ts'
import { digitImage, loadImage, resize } from '../../src/image.ts'
import type { Network, StriateError } from '../../src/index.ts'
import { wasm } from '../../src/wasm.ts'
import { lenet5Recipe } from '../../src/zoo.ts'

interface Scene {
  /** Larger than MNIST's 28 × 28: a range. */
  scale?: [number, number]
  /** The canvas is up to 1 + room times as large as the digit. */
  room?: number
  /** How much the light changes over the image, of its whole. */
  slope?: number
  /** A standard deviation, in grey levels. */
  noise?: number
  quality?: number
  /** How much light an edge of shadow takes. */
  shadow?: number
  /** Strokes eaten away (a fine pen) or fattened (a brush). */
  pen?: 'fine' | 'brush'
  table?: boolean
}

const scenes: Readonly<Record<string, Scene>> = {
  'flat light': {},
  'uneven light, noise 8': { slope: 0.6, noise: 8 },
  'hard: slope 1.2, noise 20, JPEG 50': { slope: 1.2, noise: 20, quality: 50 },
  'twice the size': { scale: [2, 2], slope: 0.6, noise: 5 },
  'small on a large sheet': { scale: [3, 3], room: 8, slope: 0.6, noise: 6 },
  'half in the shadow': { shadow: 0.4, noise: 5 },
  'table at two sides': { table: true, noise: 4, slope: 0.3 },
  'fine pen': { pen: 'fine', noise: 5, slope: 0.4 },
  brush: { pen: 'brush', noise: 5, slope: 0.4 },
}

let state = 1
/** Repeatable numbers 0 … 1. */
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
/** Six of them are near enough to a bell of standard deviation 1. */
const bell = () => Math.SQRT2 * (random() + random() + random() + random() + random() + random() - 3)

function photograph(digit: ArrayLike<number>, scene: Scene, dark: boolean): Promise<Uint8Array> {
  const { scale: [from, to] = [2, 20], room = 1.2, slope = 0, noise = 0, quality = 80, shadow = 0, pen, table = false } = scene
  const size = Math.round(28 * (from + random() * (to - from)))
  const large = resize({ shape: [1, 28, 28], data: digit }, size).data
  const [height, width] = [Math.round(size * (1 + random() * room)) + 4, Math.round(size * (1 + random() * room)) + 4]
  const [top, left] = [Math.floor(random() * (height - size)), Math.floor(random() * (width - size))]
  const paper = dark ? 150 + 100 * random() : 10 + 50 * random()
  const ink = dark ? 20 + 60 * random() : 170 + 80 * random()
  const [down, across, edge] = [slope * (random() - 0.5), slope * (random() - 0.5), 0.2 + 0.6 * random()]
  const data = new Uint8Array(height * width * 3)
  for (let h = 0; h < height; h++)
    for (let w = 0; w < width; w++) {
      const inside = h >= top && h < top + size && w >= left && w < left + size
      let drawn = inside ? large[(h - top) * size + w - left]! / 255 : 0
      if (pen === 'fine') drawn = Math.max(0, Math.min(1, (drawn - 0.75) / 0.2))
      if (pen === 'brush') drawn = Math.min(1, 4 * drawn)
      let value = (paper + drawn * (ink - paper)) * (1 + down * (h / height - 0.5) + across * (w / width - 0.5))
      value *= 1 - shadow * Math.max(0, Math.min(1, 12 * (w / width + (0.3 * h) / height - edge)))
      if (table && (w < 0.08 * width || h > 0.93 * height)) value = dark ? 60 : 200
      value += noise * bell()
      for (const [c, tint] of [1, 0.98, 0.92].entries())
        data[3 * (h * width + w) + c] = Math.max(0, Math.min(255, Math.round(value * tint)))
    }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer()
}

async function main(weights: string, count: number): Promise<void> {
  const digits = await mnist.test({ limit: count })
  const net = await lenet5Recipe().model.open(await wasm({ threads: 1 }))
  net.setParameters(readSafetensors(await readFile(weights)).tensors)
  const report = (name: string, right: number, more = '') =>
    process.stdout.write(`${name.padEnd(36)} ${((100 * right) / count).toFixed(2).padStart(6)} %${more}\n`)
  let direct = 0
  for (let n = 0; n < count; n++) if ((await read(net, digits.raw(n))) === digits.label(n)) direct++
  report('as MNIST has them', direct)
  for (const [name, scene] of Object.entries(scenes)) {
    state = 777
    let [right, polarity, none] = [0, 0, 0]
    for (let n = 0; n < count; n++) {
      const dark = random() < 0.5
      try {
        const { data, inverted } = digitImage(await loadImage(await photograph(digits.raw(n), scene, dark)))
        if (inverted !== dark) polarity++
        if ((await read(net, data)) === digits.label(n)) right++
      } catch (error) {
        if ((error as StriateError).code !== 'no-ink') throw error
        none++
      }
    }
    report(name, right, `   wrong polarity ${polarity}, no ink found ${none}`)
  }
  net.dispose()
}

/** The class of 28 × 28 bytes, normalised and padded as the training was. */
async function read(net: Network, digit: ArrayLike<number>): Promise<number> {
  const input = new Float32Array(32 * 32)
  for (let h = 0; h < 32; h++)
    for (let w = 0; w < 32; w++) {
      const inside = h >= 2 && h < 30 && w >= 2 && w < 30
      input[32 * h + w] = ((inside ? digit[28 * (h - 2) + w - 2]! / 255 : 0) - 0.1307) / 0.3081
    }
  const scores = await net.predict(input)
  return scores.indexOf(Math.max(...scores))
}

await main(process.argv[2] ?? 'runs/lenet5/weights.safetensors', Number(process.argv[3] ?? 500))
process.exit()
