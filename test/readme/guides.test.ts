/**
 * The guides run: each one's code is one program, which prints what the page says, and its commands run after it; both languages
 * have the same code; every link leads to something. The page of the guide to pages runs in Chromium, with its headers.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { type Browser, launchChromium, skipWithoutChromium } from '../browser/chromium.ts'
import { repository, serve } from '../browser/serve.ts'
import { events, striate } from '../cli/command.ts'

const root = new URL('../../../', import.meta.url)
const folder = new URL('docs/guides/', root)
const names = readdirSync(folder)
  .filter((name) => /^[\w-]+\.md$/.test(name) && !name.endsWith('.ko.md'))
  .map((name) => name.slice(0, -3))
const read = (name: string) => readFileSync(new URL(`${name}.md`, folder), 'utf8')
const blocks = (text: string, language: string) =>
  [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, name]) => name === language).map(([, , code]) => code!)

/** Within the package, whose own name leads to its import paths. */
let place = ''
before(async () => {
  place = await mkdtemp(fileURLToPath(new URL('dist/guides-', root)))
  await photographs(place)
})
after(() => rm(place, { recursive: true, force: true }))

test('there are guides, each in both languages with the same code and headings', () => {
  assert.ok(names.length >= 4, names.join())
  for (const name of names) {
    const [english, korean] = [read(name), read(`${name}.ko`)]
    for (const language of ['js', 'html', 'text', 'sh'])
      assert.deepEqual(blocks(korean, language), blocks(english, language), name)
    const headings = (text: string) => [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ /gm)].join()
    assert.equal(headings(korean), headings(english), name)
    assert.match(korean, /[가-힣]/)
    for (const text of [english, korean])
      for (const [, link] of text.matchAll(/\]\(([^)]+)\)/g)) assert.ok(existsSync(new URL(link!, folder)), `${name}: ${link}`)
  }
})

for (const name of names.filter((name) => blocks(read(name), 'text').length > 0))
  test(`the guide ${name} prints what it says`, async () => {
    const file = join(place, `${name}.mjs`)
    await writeFile(file, blocks(read(name), 'js').join('\n'))
    const flags = process.execArgv.filter((option) => option.includes('relaxed-simd'))
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, file], { cwd: place })
    assert.equal(stdout, blocks(read(name), 'text').join(''))
  })

test('the commands of the guide own-photographs run after its program, classify the photograph and refuse noise', async () => {
  const lines = blocks(read('own-photographs'), 'sh').join('').trimEnd().split('\n')
  assert.deepEqual(
    lines.map((line) => line.split(' ').slice(0, 3).join(' ')),
    ['train', 'evaluate', 'predict'].map((word) => `npx striate ${word}`),
  )
  const said: Record<string, unknown>[] = []
  for (const line of lines) {
    const { code, out, error } = await striate([...line.split(' ').slice(2), '--json'], place)
    assert.equal(code, 0, `${line}: ${error}`)
    said.push(events(out).at(-1)!)
  }
  const [, { accuracy }, { best }] = said as [unknown, { accuracy: number }, { best: { class: string }[] }]
  assert.ok(accuracy > 0.9, `accuracy ${accuracy}`)
  assert.equal(best[0]!.class, 'sea')
  const refused = await striate(['predict', 'runs/places', 'noise.png', '--json'], place)
  assert.equal(refused.code, 1, refused.error)
  assert.equal(events(refused.out).at(-1)!.unlike, true)
})

/**
 * What stands for photographs: green and blue images with noise, of several sizes, half of them JPEG and half PNG, and a file
 * that is no image beside them; `photo.jpg` is another of the sea, `noise.png` noise alone.
 */
async function photographs(folder: string): Promise<void> {
  const colours = { forest: [40, 120, 50], sea: [40, 90, 160] }
  const photograph = ([red, green, blue]: readonly number[], n: number) => {
    const [width, height] = [48 + 4 * (n % 5), 60 - 3 * (n % 7)]
    const data = Uint8Array.from({ length: 3 * width * height }, (_, i) => {
      const noise = (Math.imul(i + 1 + 7919 * n, 0x9e3779b1) >>> 26) - 32
      return [red!, green!, blue!][i % 3]! + noise + (n % 8)
    })
    return sharp(data, { raw: { width, height, channels: 3 } })
  }
  for (const [name, colour] of Object.entries(colours)) {
    const to = join(folder, 'photos', name)
    await mkdir(to, { recursive: true })
    await writeFile(join(to, 'notes.txt'), name)
    for (let n = 0; n < 100; n++) await photograph(colour, n).toFile(join(to, `${n}.${n % 2 ? 'png' : 'JPG'}`))
  }
  await photograph(colours.sea, 100).toFile(join(folder, 'photo.jpg'))
  const noise = Uint8Array.from({ length: 3 * 60 * 60 }, (_, i) => Math.imul(i + 1, 0x85ebca6b) >>> 24)
  await sharp(noise, { raw: { width: 60, height: 60, channels: 3 } }).toFile(join(folder, 'noise.png'))
}

describe('the page of the guide', { skip: await skipWithoutChromium() }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  for (const isolated of [true, false])
    test(isolated ? 'with its headers: threads' : 'without them: one thread', async () => {
      const [page] = blocks(read('in-a-page'), 'html')
      const roots = { '/node_modules/striate/dist/lib/': repository('dist/lib/') }
      const server = await serve({ pages: { '/page.html': page! }, roots, isolated })
      const tab = await browser.context.newPage()
      try {
        await tab.goto(`${server.origin}/page.html`)
        await tab.waitForFunction(`/threads/.test(document.querySelector('#says').textContent)`)
        const says = await tab.evaluate(`document.querySelector('#says').textContent`)
        assert.match(String(says), isolated ? /^accuracy 1, \d+ threads$/ : /^accuracy 1, 1 threads$/)
      } finally {
        await tab.close()
        await server.close()
      }
    })
})
