/**
 * How many images a run refuses as unlike anything that it was trained on: MNIST's test digits (of which it should refuse
 * few), noise, patterns, garments drawn by rule, letters by hand and in fonts. Beside it, what the largest probability and the
 * energy alone would refuse, at limits below which as many training digits lie. Not a test: run it by hand with a trained run.
 *
 *   node dist/test/image/measureUnlike.js runs/lenet5 [font files …]
 */
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { folderStorage, mnist } from '../../src/data.ts'
import { digitImage } from '../../src/image.ts'
import { unlikeness } from '../../src/inspect.ts'
import { openRun } from '../../src/runs.ts'
import { wasm } from '../../src/wasm.ts'
import { numbers } from './drawing.ts'
import { likeDigits } from './glyphs.ts'
import { garment, patterns, writtenLetters } from './unlikeDigits.ts'

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz']
const koreanFonts = 'node_modules/@fontsource/noto-sans-kr/files/noto-sans-kr-latin-400-normal.woff2'

async function main(folder: string, fontFiles: readonly string[]): Promise<void> {
  const run = await openRun(folderStorage(folder))
  const net = await run.model.open(await wasm({ threads: 1 }))
  await run.loadInto(net)
  const familiarity = await run.familiarity()
  if (!familiarity) throw new Error('this run was not compared with its training images: train it anew.')

  const fonts = [koreanFonts, ...fontFiles].map((file, f) => {
    GlobalFonts.registerFromPath(file, `measured ${f}`)
    return `measured ${f}`
  })
  const printed = (wanted: readonly string[]) => fonts.flatMap((font) => wanted.map((letter) => printedLetter(letter, font)))
  const many = (draw: (random: () => number) => Uint8Array) => Array.from({ length: 200 }, (_, n) => draw(numbers(n, 5)))
  const [training, test] = [await mnist.train(), await mnist.test()]
  const sets: Record<string, readonly (Uint8Array | Float32Array)[]> = {
    "MNIST's test digits": Array.from({ length: test.length }, (_, n) => test.raw(n)),
    ...Object.fromEntries(Object.entries(patterns).map(([name, draw]) => [name, many(draw)])),
    garments: many(garment),
    'letters by hand': writtenLetters(8, false),
    'letters in fonts': printed(alphabet.filter((letter) => !(letter in likeDigits))),
    'by hand, like digits': writtenLetters(8, true),
    'in fonts, like digits': printed(Object.keys(likeDigits)),
  }
  const measures = async (raw: Uint8Array | Float32Array) => {
    const image = { shape: [1, 28, 28], data: raw, colours: 'grey' } as const
    const scores = [...(await net.predict(image))]
    const most = Math.max(...scores)
    const sum = scores.reduce((all, score) => all + Math.exp(score - most), 0)
    return [1 - 1 / sum, -(most + Math.log(sum)), (await unlikeness(net, familiarity, image)).value] as const
  }
  const known: (readonly number[])[] = []
  for (let n = 0; n < training.length; n += 10) known.push(await measures(training.raw(n)))
  const limits = [0, 1].map(
    (m) => known.map((one) => one[m]!).sort((a, b) => a - b)[Math.floor(familiarity.share * known.length)]!,
  )
  limits.push(1)
  process.stdout.write(`${'refused, %'.padEnd(30)}probability   energy   unlikeness\n`)
  for (const [name, images] of Object.entries(sets)) {
    const all: (readonly number[])[] = []
    for (const raw of images) all.push(await measures(raw))
    const shares = limits.map((limit, m) => (100 * all.filter((one) => !(one[m]! <= limit)).length) / all.length)
    process.stdout.write(
      `${`${name} (${all.length})`.padEnd(30)}${shares.map((share) => share.toFixed(1).padStart(11)).join('')}\n`,
    )
  }
  net.dispose()
}

function printedLetter(letter: string, font: string): Uint8Array {
  const [height, width] = [240, 200]
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'black'
  context.font = `130px "${font}"`
  context.textAlign = 'center'
  context.fillText(letter, width / 2, 160)
  const { data } = context.getImageData(0, 0, width, height)
  return digitImage({ shape: [1, height, width], data: Float32Array.from({ length: height * width }, (_, i) => data[4 * i]!) })
    .data
}

await main(process.argv[2] ?? 'runs/lenet5', process.argv.slice(3))
process.exit()
