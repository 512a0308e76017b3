/** Pages in both languages open in the reader's, and stay where he puts them; their scripts are those that their policy names. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { both, languageButtons, languageChoice } from '../../src/page/both.ts'
import { html } from '../../src/page/html.ts'
import { pageText } from '../../src/page/page.ts'
import { reportStyle } from '../../src/page/style.ts'
import type { Language } from '../../src/text/language.ts'
import { type Browser, launchChromium, skipWithoutChromium } from './chromium.ts'

const pageIn = (lang: Language) =>
  pageText({
    lang,
    title: 'A page',
    style: reportStyle,
    pictures: 'inside',
    body: html`${languageChoice(lang)}<main><nav>${languageButtons}</nav><h1>${both('layers', '층')}</h1></main>`,
  })

test('every script of a page is named by its policy', () => {
  const page = pageIn('en')
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text!)
  assert.equal(scripts.length, 1)
  const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ')
  assert.ok(page.includes(`script-src ${hashes}"`), hashes)
})

describe('in Chromium', { skip: await skipWithoutChromium() }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  const cases: [string, readonly string[], Language, Language][] = [
    ['a Korean reads an English page in Korean', ['ko-KR', 'en-US'], 'en', 'ko'],
    ['an English reader opens a Korean page in English', ['en-GB'], 'ko', 'en'],
    ['the first language that the page has counts', ['fr', 'ko', 'en'], 'en', 'ko'],
    ['a reader of neither sees the language of the maker', ['fr-FR', 'de'], 'ko', 'ko'],
  ]
  for (const [name, languages, made, seen] of cases)
    test(name, async () => {
      const page = await browser.context.newPage()
      try {
        const complaints: string[] = []
        page.on('console', (message) => complaints.push(message.text()))
        page.on('pageerror', (error) => complaints.push(error.message))
        await page.addInitScript(`Object.defineProperty(navigator, 'languages', { value: ${JSON.stringify(languages)} })`)
        await page.route('http://localhost/page.html', (route) =>
          route.fulfill({ body: pageIn(made), contentType: 'text/html; charset=utf-8' }),
        )
        await page.goto('http://localhost/page.html')
        const shown = async () => await page.evaluate(`[document.querySelector('h1').innerText, document.documentElement.lang]`)
        const words = { en: 'layers', ko: '층' }
        assert.deepEqual(await shown(), [words[seen], seen])
        const other = seen === 'en' ? 'ko' : 'en'
        await page.click(`label[for=${other}]`)
        assert.deepEqual(await shown(), [words[other], other])
        assert.deepEqual(complaints, [])
      } finally {
        await page.close()
      }
    })
})
