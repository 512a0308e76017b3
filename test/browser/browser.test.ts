/**
 * The harness itself, in a real Chromium: an isolated page may share memory and a plain one may not, the built modules
 * load in a page, and the server gives nothing from outside its roots.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { get } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { type Browser, launchChromium, skipWithoutChromium } from './chromium.ts'
import { repository, serve } from './serve.ts'

const pages = {
  '/': '<!doctype html><title>Striate</title>',
  '/answer.js': 'export const answer = 42',
}
const roots = { '/dist/': repository('dist/') }

describe('pages', { skip: await skipWithoutChromium() }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  for (const isolated of [true, false])
    test(`${isolated ? 'an isolated page may' : 'a plain page may not'} share memory`, async () => {
      const server = await serve({ pages, isolated })
      const page = await browser.context.newPage()
      try {
        await page.goto(`${server.origin}/`)
        const seen = await page.evaluate(`({ isolated: crossOriginIsolated, shared: typeof SharedArrayBuffer === 'function' })`)
        assert.deepEqual(seen, { isolated, shared: isolated })
      } finally {
        await page.close()
        await server.close()
      }
    })

  test('modules load in a page, the built ones too', async () => {
    const server = await serve({ pages, roots, isolated: true })
    const page = await browser.context.newPage()
    try {
      await page.goto(`${server.origin}/`)
      assert.equal(await page.evaluate(`import('/answer.js').then(({ answer }) => answer)`), 42)
      if (existsSync(repository('dist/src/index.js'))) {
        const names = await page.evaluate<string[]>(`import('/dist/src/index.js').then((striate) => Object.keys(striate))`)
        assert.ok(names.length > 0)
      }
    } finally {
      await page.close()
      await server.close()
    }
  })
})

test('the server gives what is below its roots, with the right type, and nothing else', async () => {
  const server = await serve({ pages, roots: { '/built/': repository('dist/test/browser/') } })
  /** As the bytes say it: a URL would lose its '..' before it is sent. */
  const fetched = (path: string) =>
    new Promise<[status: number | undefined, type: string | undefined]>((resolve, reject) => {
      get(`${server.origin}/`, { path }, (response) => {
        response.resume()
        resolve([response.statusCode, response.headers['content-type']])
      }).on('error', reject)
    })
  try {
    assert.deepEqual(await fetched('/'), [200, 'text/html; charset=utf-8'])
    assert.deepEqual(await fetched('/built/serve.js'), [200, 'text/javascript; charset=utf-8'])
    for (const path of ['/built/', '/built/gone.js', '/constructor', '/package.json'])
      assert.deepEqual(await fetched(path), [404, 'text/plain; charset=utf-8'], path)
    for (const path of [
      '/built/../architecture.js',
      '/built/%2e%2e/architecture.js',
      '/built/..%2farchitecture.js',
      '/built/..%5carchitecture.js',
      '/built//etc/passwd',
    ])
      assert.equal((await fetched(path))[0], 404, path)
    assert.equal((await fetched('/%'))[0], 400)
  } finally {
    await server.close()
  }
})
