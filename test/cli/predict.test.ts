/**
 * `striate predict` and `inspect` with a small run of handwritten zeros and ones, drawn by code: several digits in one image,
 * and images unlike anything that the run was trained on.
 */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { writeIdx } from '../../src/data.ts'
import { digitImage } from '../../src/image.ts'
import { conv2d, dense, flatten, maxPool2d, relu, sequential } from '../../src/index.ts'
import { Drawing, numbers } from '../image/drawing.ts'
import { digitStrokes, handwritten, letterStrokes } from '../image/glyphs.ts'
import { patterns } from '../image/unlikeDigits.ts'
import { controls, events, striate, workFolder } from './command.ts'
import { createImage } from './image.ts'

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
  await zerosAndOnes()
  const layers = [
    conv2d({ name: 'C1', filters: 4, kernelSize: 4, stride: 2 }),
    relu(),
    maxPool2d({ kernelSize: 2, rounding: 'floor' }),
    flatten(),
    dense({ name: 'F2', units: 12 }),
    relu(),
    dense({ name: 'output', units: 2 }),
  ]
  await writeFile(join(folder, 'small.json'), JSON.stringify(sequential('Small', [1, 28, 28], layers)))
  const args = [
    'train',
    'small.json',
    '--data',
    'images,labels',
    '--handwriting',
    '--epochs',
    '6',
    '--batch',
    '16',
    '--no-pictures',
  ]
  const { code, error } = await striate([...args, '--threads', '1', '--out', 'run'], folder)
  assert.equal(code, 0, error)
  await save(
    '101.png',
    drawn(
      [1, 0, 1].map((digit) => digitStrokes(digit, digit)),
      260,
    ),
  )
  await save('one.png', drawn([digitStrokes(1, 1)], 120))
  await save('w.png', drawn([letterStrokes('W')], 120))
  const noise = patterns['uniform noise']!(numbers(4))
  await writeFile(
    join(folder, 'noise.png'),
    createImage(28, 28, (y, x) => noise[28 * y + x]!),
  )
})
after(() => remove())

function drawn(glyphs: readonly ReturnType<typeof digitStrokes>[], width: number): Drawing {
  const drawing = new Drawing(120, width, [240, 240, 240])
  glyphs.forEach((strokes, i) => {
    drawing.write(strokes, [30 + 80 * i, 25], 5, 6, [20, 20, 20])
  })
  return drawing
}

async function save(name: string, { height, width, colours }: Drawing): Promise<void> {
  const bytes = createImage(width, height, (y, x) => Math.round(colours[3 * (y * width + x)]!))
  await writeFile(join(folder, name), bytes)
}

async function zerosAndOnes(): Promise<void> {
  const count = 240
  const images = new Uint8Array(count * 784)
  for (let n = 0; n < count; n++) {
    const random = numbers(n, 8)
    const drawing = new Drawing(120, 120, [240, 240, 240])
    const strokes = handwritten(digitStrokes(n % 2, Math.floor(4 * random())), random)
    drawing.write(strokes, [35, 25], 5, 4 + 5 * random(), [20, 20, 20])
    images.set(digitImage(drawing.image()).data, n * 784)
  }
  await writeFile(join(folder, 'images'), writeIdx({ shape: [count, 28, 28], data: images }))
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 2)
  await writeFile(join(folder, 'labels'), writeIdx({ shape: [count], data: labels }))
}

test('several digits are answered one by one, each with its place, and then together', async () => {
  const { code, out, error } = await striate(['predict', 'run', '101.png', '--top', '1'], folder)
  assert.equal(error, '')
  assert.equal(code, 0)
  assert.equal(controls(out), '')
  assert.match(out, /^101\.png {3}3 digits\n\n1 of 3: rows \d+–\d+, columns \d+–\d+\n/)
  assert.match(out, /\n2 of 3: [\s\S]*\n3 of 3: /)
  assert.match(out, /\nread: 1 0 1\n$/)
  const json = events((await striate(['predict', 'run', '101.png', '--json'], folder)).out)
  assert.deepEqual(
    json.map(({ digit, digits, best, unlike }) => [digit, digits, (best as { class: string }[])[0]!.class, unlike]),
    [
      [1, 3, '1', false],
      [2, 3, '0', false],
      [3, 3, '1', false],
    ],
  )
  const lefts = json.map(({ box }) => (box as number[])[1]!)
  assert.ok(lefts[0]! < lefts[1]! && lefts[1]! < lefts[2]!)
  const korean = await striate(['predict', 'run', '101.png', '--lang', 'ko'], folder)
  assert.match(korean.out, /숫자 3개[\s\S]*3개 중 2번째: 행 \d+–\d+, 열 \d+–\d+[\s\S]*읽은 것: 1 0 1/)
})

test('what is unlike all that was learned gets no answer, unless it is asked for', async () => {
  const noise = ['predict', 'run', 'noise.png', '--as-is']
  const refused = await striate(noise, folder)
  assert.equal(refused.code, 1)
  assert.match(refused.out, /unlike anything it was trained on/)
  assert.match(
    refused.out.replace(/[▀▄█]/g, '').replace(/\s+/g, ' '),
    /unlikeness \d+\.\d\d; 98\.40 % of the training images lie below 1, the limit/,
  )
  assert.match(refused.out, /--anyway/)
  assert.doesNotMatch(refused.out, /█ +\d+\.\d\d %/)
  const anyway = await striate([...noise, '--anyway'], folder)
  assert.equal(anyway.code, 0)
  assert.match(anyway.out, /unlike anything it was trained on[\s\S]* [01] +█+.*\d+\.\d\d %/)
  const korean = await striate([...noise, '--lang', 'ko'], folder)
  assert.match(korean.out, /학습한 어떤 이미지와도 닮지 않았습니다/)
  const of = async (args: readonly string[]) => events((await striate([...args, '--json'], folder)).out)[0]!
  const event = await of(noise)
  assert.deepEqual([event.unlike, event.best, event.unlikenessLimit], [true, [], 1])
  assert.ok((event.unlikeness as number) > 1)
  assert.equal(((await of([...noise, '--anyway'])).best as unknown[]).length, 2)
  assert.equal((await of(['predict', 'run', 'w.png'])).unlike, true, 'a letter')
  assert.equal((await of(['predict', 'run', 'one.png'])).unlike, false)
})

test('inspect takes the first of several digits and says so, and says what is unlike', async () => {
  const first = await striate(['inspect', 'run', '101.png', '--layers', 'output', '--out', 'seen'], folder)
  assert.equal(first.code, 0, first.error)
  assert.match(first.error, /it shows 3 digits; this is the first \(rows \d+–\d+, columns \d+–\d+\)\./)
  assert.doesNotMatch(first.out, /unlike/)
  const args = ['inspect', 'run', 'noise.png', '--as-is', '--layers', 'output', '--out', 'unlike']
  const other = await striate([...args, '--lang', 'en'], folder)
  assert.match(other.out, /^unlike anything it was trained on\nunlikeness /)
  const pages = await Promise.all(['seen', 'unlike'].map((name) => readFile(join(folder, `${name}/index.html`), 'utf8')))
  assert.deepEqual(
    pages.map((page) =>
      /This image is unlike anything the network was trained on \(unlikeness [\d.,]+; the limit is 1\)/.test(page),
    ),
    [false, true],
  )
})

test('a refusal of what is no handwriting names --as-is', async () => {
  await writeFile(
    join(folder, 'grey.png'),
    createImage(60, 60, () => 120),
  )
  const { code, error } = await striate(['predict', 'run', 'grey.png'], folder)
  assert.equal(code, 1)
  assert.match(error, /grey\.png could not be read:\nFormatError: findDigits: there is no writing in this image\./)
  assert.match(error, /asIs: true of imageFor, or --as-is\./)
})
