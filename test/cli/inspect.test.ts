/**
 * `striate inspect`: a run, a model of random weights, both languages, what is refused, and stopping: the folder stays as it
 * was.
 */
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { writeIdx } from '../../src/data.ts'
import { loadImage } from '../../src/image.ts'
import { launchChromium, skipWithoutChromium } from '../browser/chromium.ts'
import { controls, ended, events, smallData, smallDataOption, start, striate, widthOf, workFolder } from './command.ts'
import { createImage } from './image.ts'

let folder = ''
let remove = async () => {}
const model = (name: string, input: number[], layers: object[]) =>
  writeFile(join(folder, `${name}.json`), JSON.stringify({ format: 'striate-model', version: 1, name, input, layers }))

/** Sixteen images of 28 × 28, as MNIST stores its digits, and a small model for them. */
async function digitData(): Promise<void> {
  const images = Uint8Array.from({ length: 16 * 784 }, (_, i) => (i % 28 === 14 + (Math.floor(i / 784) % 2) ? 255 : 0))
  await writeFile(join(folder, 'digits'), writeIdx({ shape: [16, 28, 28], data: images }))
  await writeFile(join(folder, 'digit-labels'), writeIdx({ shape: [16], data: Uint8Array.from({ length: 16 }, (_, n) => n % 2) }))
  const layers = [{ kind: 'conv2d', name: 'C1', filters: 2, kernelSize: 5 }, { kind: 'flatten' }, { kind: 'dense', units: 2 }]
  await model('digits', [1, 28, 28], layers)
}

before(async () => {
  ;({ folder, remove } = await workFolder())
  await smallData(folder)
  await digitData()
  const bars = await striate(
    ['train', 'bars.json', '--data', smallDataOption, '--epochs', '2', '--no-pictures', '--out', 'runs/bars'],
    folder,
  )
  assert.equal(bars.code, 0, bars.error)
  const digits = await striate(
    [
      'train',
      'digits.json',
      '--data',
      'digits,digit-labels',
      '--handwriting',
      '--batch',
      '8',
      '--epochs',
      '1',
      '--no-pictures',
      '--out',
      'runs/digits',
    ],
    folder,
  )
  assert.equal(digits.code, 0, digits.error)
  const conv = (name: string, filters: number) => ({ kind: 'conv2d', name, filters, kernelSize: 3, padding: 1 })
  const end = [{ kind: 'globalAvgPool2d' }, { kind: 'flatten' }, { kind: 'dense', name: 'output', units: 4 }]
  await model('colour', [3, 24, 24], [conv('C1', 4), { kind: 'relu' }, conv('C2', 3), ...end])
  await model('slow', [3, 96, 96], [conv('C1', 32), { kind: 'relu' }, conv('C2', 32), { kind: 'relu' }, conv('C3', 32), ...end])
  await model('features', [6], [{ kind: 'dense', units: 2 }])
  await writeFile(
    join(folder, 'lying.png'),
    createImage(8, 8, (y) => (y === 3 ? 230 : 0)),
  )
  // A dark stroke on light paper, away from the middle.
  await writeFile(
    join(folder, 'paper.png'),
    createImage(120, 90, (y, x) => (x > 20 && x < 27 && y > 10 && y < 60 ? 30 : 220)),
  )
})
after(() => remove())

const files = async (name: string) => (await readdir(join(folder, name))).sort()

test('a run: every layer, its filters, its fields and reasons as PNG files, and the page; in both languages', async () => {
  const { code, out, error } = await striate(['inspect', 'runs/bars', 'lying.png', '--out', 'seen/en'], folder)
  assert.equal(code, 0, error)
  assert.equal(error, '')
  assert.match(out, /^predicted [01] \(\d+\.\d\d %\)\n2 layers, 11 drawings\nopen seen\/en\/index\.html\n$/)
  assert.equal(controls(out), '')
  const wanted = [
    '01-C1-effective',
    '01-C1-field',
    '01-C1-filters',
    '01-C1-maps',
    '04-output-effective',
    '04-output-field',
    '04-output-maps',
  ]
  const reasons = ['occlusion', 'saliency-gradient', 'saliency-smooth']
  // Twice where words are drawn: the output's scores, a tile and its key, have none.
  const worded = [...wanted, ...reasons].filter((name) => name !== '04-output-maps')
  const all = [...[...wanted, ...reasons, 'image'].map((name) => `${name}.png`), ...worded.map((name) => `${name}-ko.png`)]
    .concat('index.html')
    .sort()
  assert.deepEqual(await files('seen/en'), all)
  const page = await readFile(join(folder, 'seen/en/index.html'), 'utf8')
  assert.match(page, /<title>What Bars sees in lying\.png<\/title>/)
  assert.match(page, /Weights: bars\./)
  assert.match(page, /가중치: bars/)
  const korean = await striate(['inspect', 'runs/bars', 'lying.png', '--out', 'seen/ko', '--lang', 'ko'], folder, {
    STRIATE_COLUMNS: '40',
  })
  assert.equal(korean.code, 0, korean.error)
  assert.match(korean.out, /^예측: [01] \(\d+\.\d\d %\)\n층 2개, 그림 11장\n열기: seen\/ko\/index\.html\n$/)
  for (const line of korean.out.split('\n')) assert.ok(widthOf(line) <= 40, line)
  assert.deepEqual(await files('seen/ko'), all)
  assert.match(
    await readFile(join(folder, 'seen/ko/index.html'), 'utf8'),
    /<html lang="ko">[\s\S]*<title>Bars의 눈으로 본 lying\.png<\/title>/,
  )
})

test('a model that is not a run: random weights, said; chosen layers; --json for programs; a folder of its own name', async () => {
  const plain = await striate(['inspect', 'colour.json', 'paper.png', '--layers', 'C2,C1', '--seed', '7'], folder)
  assert.equal(plain.code, 0, plain.error)
  assert.match(plain.error, /^"colour" is not a run: its weights are random \(seed 7\), it has learned nothing\.\n$/)
  assert.match(plain.out, /open inspect\/paper\/index\.html\n$/)
  assert.ok((await files('inspect/paper')).includes('01-C1-filters-rgb.png'))
  assert.match(await readFile(join(folder, 'inspect/paper/index.html'), 'utf8'), /The weights are random \(seed 7\)/)
  const json = await striate(['inspect', 'colour.json', 'paper.png', '--layers', 'all', '--json'], folder)
  assert.equal(json.code, 0, json.error)
  const all = events(json.out)
  assert.deepEqual(
    all.filter(({ event }) => event === 'progress').map(({ what }) => what),
    ['image', 'maps', 'C1', 'relu1', 'C2', 'globalAvgPool2d1', 'flatten1', 'output', 'saliency', 'occlusion', 'page'],
  )
  const last = all.at(-1) as { [key: string]: unknown; layers: Record<string, unknown>[]; files: string[] }
  assert.deepEqual(
    [last.event, last.folder, last.page, last.weights],
    ['inspected', 'inspect/paper-2', 'index.html', { seed: 0 }],
  )
  assert.deepEqual([...last.files].sort(), await files('inspect/paper-2'))
  assert.deepEqual(last.layers[2]!.receptiveField, { size: [5, 5], jump: [1, 1], start: [-2, -2], misaligned: false })
  assert.ok((last.layers[2]!.effective as { share: { count: number } }).share.count > 0)
})

test('images for a run of handwriting are made as MNIST made its digits, unless --as-is; for others never', async () => {
  const shade = async (name: string, ...more: string[]) => {
    const { code, error } = await striate(
      ['inspect', 'runs/digits', 'paper.png', '--layers', 'C1', '--out', name, ...more],
      folder,
    )
    assert.equal(code, 0, error)
    const { data } = await loadImage(join(folder, name, 'image.png'), { grey: true })
    return data.reduce((sum, value) => sum + value, 0) / data.length
  }
  assert.ok((await shade('digit')) < 80, 'light ink on black')
  assert.ok((await shade('as-is', '--as-is')) > 150, 'dark ink on paper')
  // The same images, and no one said that they are handwriting.
  const model = JSON.parse(await readFile(join(folder, 'runs/digits/model.json'), 'utf8'))
  delete model.images.handwriting
  await writeFile(join(folder, 'runs/digits/model.json'), JSON.stringify(model))
  assert.ok((await shade('plain')) > 150, 'dark ink on paper')
})

test('the page shows every image, with no request of any other sort', { skip: await skipWithoutChromium() }, async () => {
  const browser = await launchChromium()
  try {
    const page = await browser.context.newPage()
    const asked: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(pathToFileURL(join(folder, 'seen/en/index.html')).href)
    const shown = await page.evaluate(() =>
      [...document.images]
        .filter((image) => image.getClientRects().length > 0)
        .map(({ naturalWidth, width }) => naturalWidth / width),
    )
    assert.equal(shown.length, 11)
    for (const ratio of shown) assert.ok(Math.abs(ratio - 2) < 0.05, `${ratio}`)
    assert.deepEqual(complaints, [])
    assert.ok(asked.every((url) => url.startsWith('file:')))
    await page.setViewportSize({ width: 360, height: 700 })
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360)
  } finally {
    await browser.close()
  }
})

test('wrong usage and what cannot be: said, and nothing is written', async () => {
  const before = await files('.')
  const cases: [string[], number, RegExp][] = [
    [['inspect', 'runs/bars'], 2, /the argument <image> is missing/],
    [['inspect', 'lenet', 'lying.png'], 2, /there is no model "lenet"[\s\S]*lenet5/],
    [['inspect', 'runs/bars', 'lying.png', '--layers', 'C2'], 2, /^UsageError: [\s\S]*"C2"[\s\S]*did you mean "C1"/],
    [
      ['inspect', 'runs/bars', 'lying.png', '--seed', '3'],
      2,
      /a run has weights of its own: --seed is for models that are not runs\.\n {2}Fix: leave --seed out\./,
    ],
    [
      ['inspect', 'features.json', 'lying.png'],
      2,
      /"features" reads 6, not an image of one channel \(grey\) or three\.\n {2}Fix: inspect a model whose input/,
    ],
    [['inspect', 'runs/bars', 'nope.png'], 1, /nope\.png/],
    [
      ['inspect', 'runs/bars', 'lying.png', '--out', 'runs'],
      1,
      /^OptionError: runs is not empty; Striate does not overwrite your files\.\n {2}it holds bars, digits\n {2}Fix: choose another folder: --out <folder>\./,
    ],
  ]
  for (const [args, wanted, words] of cases) {
    const { code, out, error } = await striate(args, folder)
    assert.deepEqual([code, out], [wanted, ''], `${args.join(' ')}\n${error}`)
    assert.match(error, words)
    assert.equal((await striate([...args, '--lang', 'ko'], folder)).code, wanted)
  }
  assert.deepEqual(await files('.'), before)
})

test('stopped by Ctrl-C it writes nothing and ends with 130', async () => {
  const child = start(['inspect', 'slow.json', 'paper.png', '--out', 'stopped', '--json'], folder)
  let told = false
  child.stdout.on('data', (bytes: Buffer) => {
    if (!told && bytes.includes('"what":"C1"')) told = child.kill('SIGINT')
  })
  const { code, out, error } = await ended(child)
  assert.equal(code, 130, error)
  assert.match(error, /stopping after this step; press again to quit at once\nstopped; nothing was written\.\n$/)
  assert.ok(events(out).every(({ event }) => event === 'progress'))
  assert.ok(!(await files('.')).includes('stopped'))
})
