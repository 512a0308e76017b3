/**
 * How a run reads images of single digits as people make them, and of several digits in one image: right, refused (nothing
 * found, or unlike anything it was trained on), or wrong, and how sure of it. Not a test: run it by hand with a trained run.
 *
 *   node dist/test/image/measureOwn.js runs/lenet5            the fixed set: 60 of the images of `ownDigits.ts`
 *   node dist/test/image/measureOwn.js runs/lenet5 7 8 9      all kinds and digits, with these seeds
 */
import { folderStorage } from '../../src/data.ts'
import { findDigits, loadImage } from '../../src/image.ts'
import type { StriateError } from '../../src/index.ts'
import { unlikeness } from '../../src/inspect.ts'
import { openRun } from '../../src/runs.ts'
import { wasm } from '../../src/wasm.ts'
import { kinds, ownDigit } from './ownDigits.ts'
import { severalDigits } from './severalDigits.ts'

type ImageTensor = Parameters<typeof findDigits>[0]

/** Each of the 20 kinds three times, each digit six times. */
const names = Object.keys(kinds)
const fixedSet = Array.from({ length: 60 }, (_, n) => ({
  kind: names[n % 20]!,
  digit: (3 * n + Math.floor(n / 10)) % 10,
  seed: 100 + n,
}))

async function main(folder: string, seeds: readonly number[]): Promise<void> {
  const run = await openRun(folderStorage(folder))
  const net = await run.model.open(await wasm({ threads: 1 }))
  await run.loadInto(net)
  const familiarity = await run.familiarity()
  if (!familiarity) throw new Error('this run was not compared with its training images: train it anew.')

  /** The class, how sure, and whether it is refused. */
  const read = async (raw: Uint8Array) => {
    const image = { shape: [1, 28, 28], data: raw, colours: 'grey' } as const
    const scores = [...(await net.predict(image))]
    const most = Math.max(...scores)
    const sure = 1 / scores.reduce((sum, score) => sum + Math.exp(score - most), 0)
    return { class: scores.indexOf(most), sure, refused: (await unlikeness(net, familiarity, image)).unlike }
  }
  const found = (image: ImageTensor) => {
    try {
      return findDigits(image)
    } catch (error) {
      if ((error as StriateError).code !== 'no-ink') throw error
      return []
    }
  }

  const wanted =
    seeds.length === 0
      ? fixedSet
      : names.flatMap((kind) => seeds.flatMap((seed) => Array.from({ length: 10 }, (_, digit) => ({ kind, digit, seed }))))
  const counts = new Map<string, { right: number; refused: number; all: number; wrong: string[] }>()
  for (const { kind, digit, seed } of wanted) {
    const row = counts.get(kind) ?? { right: 0, refused: 0, all: 0, wrong: [] }
    counts.set(kind, row)
    row.all++
    const digits = found(await loadImage(await ownDigit(kind, digit, seed), { grey: true, background: 'contrast' }))
    const answers = await Promise.all(digits.map(({ data }) => read(data)))
    const [only] = answers
    if (answers.every(({ refused }) => refused)) row.refused++
    else if (answers.length === 1 && only!.class === digit) row.right++
    else row.wrong.push(`${digit} read as ${answers.map((one) => `${one.class} (${(100 * one.sure).toFixed(0)} %)`).join(' ')}`)
  }
  const line = (name: string, right: number, refused: number, wrong: number, more = '') =>
    process.stdout.write(`${name.padEnd(26)} right ${right}, refused ${refused}, wrong ${wrong}${more && `: ${more}`}\n`)
  for (const [kind, { right, refused, wrong }] of counts) line(kind, right, refused, wrong.length, wrong.join(', '))
  const rows = [...counts.values()]
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0)
  line(`all ${wanted.length}`, sum(({ right }) => right), sum(({ refused }) => refused), sum(({ wrong }) => wrong.length)) // biome-ignore format: a line

  let [counted, digits, right, refused] = [0, 0, 0, 0]
  for (let seed = 201; seed <= 300; seed++) {
    const { drawing, rows: written } = severalDigits(seed)
    const answers = await Promise.all(found(drawing.image()).map(({ data }) => read(data)))
    const flat = written.flat()
    digits += flat.length
    if (answers.length !== flat.length) continue
    counted++
    refused += answers.filter((one) => one.refused).length
    right += flat.filter((digit, i) => answers[i]!.class === digit && !answers[i]!.refused).length
  }
  process.stdout.write(
    `several digits: all found in ${counted} of 100 images; of ${digits} digits ${right} right and in order, ${refused} refused\n`,
  )
  net.dispose()
}

await main(process.argv[2] ?? 'runs/lenet5', process.argv.slice(3).map(Number))
process.exit()
