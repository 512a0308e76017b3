/** The lecture as a whole: every shape of its tables, every file, both languages, the page; what it refuses, and how it stops. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, test } from 'node:test'
import { wasm } from '../backends/wasm/wasm.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { type LectureEvent, lecture, lectureFiles, sections } from './lecture.ts'
import { lecturePage } from './page.ts'

let storage: Storage
let page = ''
const events: LectureEvent[] = []

before(async () => {
  storage = memoryStorage()
  const backend = await wasm()
  try {
    for await (const event of lecture({ storage, backend, lang: 'ko' })) events.push(event)
  } finally {
    backend.dispose()
  }
  page = new TextDecoder().decode(await storage.read(lectureFiles.page))
})

const cells = (section: number) => events.filter((event) => event.kind === 'cell').filter((cell) => cell.section === section)
/** What the cells of a section print, but for the errors that were asked for. */
const printed = (section: number) => cells(section).flatMap((cell) => (cell.refused ? [] : [cell.printed]))

test('the shapes of the tables, section by section', () => {
  assert.deepEqual(printed(7), ['[ 440, 440 ]', '438', '[ 438, 438 ]\n[ 438, 438 ]', '[ 438, 438 ]'])
  assert.equal(printed(8)[0], '[ 440, 440, 3 ]\n[ 3, 440, 440 ]')
  assert.deepEqual(printed(9), ['[ 5, 3, 3, 3 ] 135', ...new Array<string>(7).fill('[ 1, 1, 438, 438 ]'), '[ 1, 5, 438, 438 ]'])
  assert.deepEqual(
    printed(10).filter((text) => /4[34][0-9] \]$|219 \]$|146 \]$/.test(text)),
    [
      '[ 15, 3, 440, 440 ]',
      '[ 1, 1, 438, 438 ]',
      '[ 1, 1, 219, 219 ]',
      '[ 1, 10, 438, 438 ]',
      '[ 15, 10, 438, 438 ]',
      '[ 1, 32, 146, 146 ]',
      '[ 15, 64, 436, 436 ]',
    ],
  )
  assert.deepEqual(printed(11).slice(1), [
    '[ 1, 8, 438, 438 ]',
    '[ 1, 8, 219, 219 ]',
    '[ 1, 32, 219, 219 ]',
    '[ 15, 10, 438, 438 ]',
    '[ 15, 10, 219, 219 ]',
    '[ 15, 30, 217, 217 ]',
    '[ 15, 30, 108, 108 ]',
  ])
})

test('what is told by numbers: sizes, parameters, receptive fields', () => {
  assert.deepEqual([printed(2)[0], printed(3).at(-1)], ['3', '[ 219, 219 ]'])
  assert.equal(printed(4)[1], '8 8')
  assert.deepEqual(
    printed(12).map((text) => text.split(' ')[0]),
    ['61706', '60965224', '138357544'],
  )
  // Of a table's row: 44×44 → 42×42, 3,416,868 against 10.
  for (const text of ['3,416,868', '37,141,190,244'])
    assert.ok(page.includes(`<td>${text}</td><td>10</td>`), `${text} is not in the page`)
  const row = (layer: string, field: number, jump: number) =>
    assert.match(page, new RegExp(`<td>${layer}</td>(<td>[^<]*</td>){3}<td>${field}</td><td>${jump}</td>`))
  // biome-ignore format: one model a line
  for (const [layer, field, jump] of [
    ['C1', 5, 1], ['S2', 6, 2], ['C3', 14, 2], ['S4', 16, 4], ['C5', 32, 4],
    ['pool1', 19, 8], ['conv2', 51, 8], ['conv3', 99, 16], ['conv4', 131, 16], ['conv5', 163, 16], ['pool5', 195, 32],
  ] as const) row(layer, field, jump)
  assert.match(page, /<td>pool5<\/td>(<td>[^<]*<\/td>){3}<td>212<\/td><td>32<\/td>/)
})

test('sizes that are not whole are refused, with the sum', () => {
  const refused = events.flatMap((event) => (event.kind === 'cell' && event.refused ? [event.printed] : []))
  assert.equal(refused.length, 4)
  for (const text of refused) assert.match(text, /^ShapeError: .*not whole/)
  for (const sum of ['219.5', '146.67', '108.5']) assert.ok(refused.some((text) => text.includes(`= ${sum}`)))
})

test('the maps that the notebook shows are there, and every figure that the page names', async () => {
  const files = await storage.list('figures')
  // biome-ignore format: one table a line
  for (const name of [
    '10-colour-10-4', '10-colour-10-9', '10-grey-15-4-3', '10-grey-15-4-6', '10-grey-15-4-10', '10-colour-32-21', '10-colour-32-15', '10-colour-32-11',
    '10-colour-15-11-50', '10-colour-15-11-31', '10-colour-15-11-1', '11-grey-8-8', '11-grey-8-pool-4', '11-colour-32-1',
    '11-chain-1-1-2', '11-chain-2-1-5', '11-chain-3-5-9', '11-chain-4-5-9', '08-r', '08-b-grayscale',
  ]) assert.ok(files.includes(`${name}.png`), `${name}.png is missing`)
  const named = [...page.matchAll(/(?:src|srcset)="figures\/([^"]+)"/g)].map(([, name]) => name!)
  assert.deepEqual([...new Set(named)].sort(), files)
  const end = events.at(-1)!
  assert.ok(end.kind === 'end' && end.figures === files.length && end.bytes < 7e6)
})

test('the page: no network, two scripts that its policy names, both languages, opening in the one asked for', () => {
  assert.doesNotMatch(page.replace(/<pre[\s\S]*?<\/pre>/g, ''), /https?:|url\(|@import/i)
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text!)
  assert.equal(scripts.length, 2)
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  assert.ok(page.includes(`script-src ${hashes.join(' ')}"`), hashes.join())
  assert.match(page, /<html lang="ko">/)
  assert.match(page, /id="ko" aria-label="ko" checked/)
  const count = (lang: string) => page.split(`<span class="${lang}"`).length
  assert.equal(count('en'), count('ko'))
  assert.ok(count('en') > 100)
  for (const { id } of events.filter((event) => event.kind === 'section')) {
    assert.ok(page.includes(`<section id="${id}">`))
    assert.ok(page.includes(`<a href="#${id}">`))
  }
})

test('every section is told in three or four sentences, as many in Korean as in English', () => {
  const texts = [
    ...page.matchAll(/<p class="text"><span class="en" lang="en">(.*?)<\/span><span class="ko" lang="ko">(.*?)<\/span><\/p>/g),
  ]
  assert.equal(texts.length, 13)
  for (const [, en, ko] of texts) {
    const count = en!.match(/\.(?= |$)/g)!.length
    assert.ok(count === 3 || count === 4, en)
    assert.equal(ko!.match(/다(\([^)]*\))?\.(?= |$)/g)!.length, count, ko)
  }
})

test('texts from outside are escaped', () => {
  const words = { en: '<b>&"', ko: '<i>' }
  const section = {
    number: 1,
    id: 'x',
    title: words,
    text: { en: ['<u>'], ko: ['<u>'] },
    setup: '</script>',
    listings: [],
    questions: [{ asks: words, answer: words }],
    cells: [{ label: words, call: '</pre>' }],
  }
  const made = lecturePage([{ section, drawn: new Map() }], 'en')
  assert.doesNotMatch(made, /<b>|<i>|<u>|<\/pre><\/code>/)
  assert.ok(made.includes('&lt;b&gt;&amp;&quot;'))
})

test('progress never falls, and there are thirteen sections', () => {
  assert.deepEqual(
    events.flatMap((event) => (event.kind === 'section' ? [event.number] : [])),
    sections.map((_, i) => i + 1),
  )
  for (const [i, { done }] of events.entries()) assert.ok(i === 0 || done >= events[i - 1]!.done)
  assert.equal(events.at(-1)!.done, 1)
})

test('what is refused: unknown options, no storage, no backend, a folder with other things, an image that is none', async () => {
  const backend = await wasm({ threads: 1 })
  const first = (options: object) => lecture({ storage: memoryStorage(), backend, ...options }).next()
  try {
    await assert.rejects(first({ language: 'ko' }), /lecture has no option "language"/)
    await assert.rejects(first({ lang: 'de' }), /lecture: lang must be one of 'en', 'ko'. Received: "de"/)
    await assert.rejects(first({ storage: 'x' }), /lecture: storage must be a storage, such as folderStorage\(path\)/)
    await assert.rejects(first({ backend: 3 }), /lecture: backend must be a backend, such as await wasm\(\)/)
    const taken = memoryStorage({ 'thesis.txt': new Uint8Array(1) })
    await assert.rejects(first({ storage: taken }), {
      name: 'OptionError',
      code: 'folder-taken',
      message:
        'memory holds other files, which the lecture must not mix with.\n  found: thesis.txt\n  Fix: choose a folder that is new or empty, or one with an earlier lecture, which is then replaced.',
    })
    // An earlier lecture stays whole where the image of the new one cannot be read.
    await assert.rejects(first({ storage, image: new Uint8Array([1, 2, 3]) }), { code: 'foreign' })
    assert.ok((await storage.list()).includes(lectureFiles.page))
  } finally {
    backend.dispose()
  }
})

test('an earlier lecture is replaced, the page first; a signal stops it with whole files and no page', async () => {
  const backend = await wasm({ threads: 1 })
  const place = memoryStorage({
    'lecture.json': new Uint8Array(1),
    'index.html': new Uint8Array(1),
    'figures/99-old.png': new Uint8Array(1),
    'figures/mine.txt': new Uint8Array(1),
  })
  const controller = new AbortController()
  const run = lecture({ storage: place, backend, signal: controller.signal })
  try {
    await run.next()
    assert.deepEqual(await place.list('figures'), ['mine.txt'])
    controller.abort(new Error('enough'))
    await assert.rejects(async () => {
      for await (const _ of run);
    }, /enough/)
    assert.deepEqual(await place.list(), ['figures', 'lecture.json'])
  } finally {
    backend.dispose()
  }
})
