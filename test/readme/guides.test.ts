/**
 * The guides run: each one's code is one program, which prints what the page says; both languages have the same code; every link
 * leads to something. The page of the guide to pages runs in Chromium, with its headers.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, launchChromium, skipWithoutChromium } from '../browser/chromium.ts'
import { repository, serve } from '../browser/serve.ts'

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
