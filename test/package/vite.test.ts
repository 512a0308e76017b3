/**
 * A page of a user's, made by Vite: the packed package in an empty project, built for a folder of its own and served
 * from a development server, in a real Chromium. The workers' scripts and the Wasm files must be found by themselves.
 */
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { build, createLogger, createServer, type InlineConfig } from 'vite'
import { type Browser, launchChromium, skipWithoutChromium } from '../browser/chromium.ts'
import { serve } from '../browser/serve.ts'
import { type Project, packedProject } from './packed.ts'
import { pageProgram } from './programs.ts'

const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

describe('a page made by Vite', { skip: await skipWithoutChromium() }, () => {
  let browser: Browser
  let project: Project
  const warnings: string[] = []

  before(async () => {
    project = await packedProject()
    browser = await launchChromium()
    await project.write('index.html', '<!doctype html><title>...</title><script type="module" src="./main.ts"></script>')
    await project.write('main.ts', pageProgram)
    // Every door, so that what a bundler would stumble over is seen wherever it is.
    const doors = Object.keys(project.manifest.exports).filter((name) => name !== './package.json')
    // Each is loaded for itself: all in one piece would be larger than Vite lets pass without a warning.
    const list = doors.map((name) => `import('${name.replace(/^\./, 'striate')}')`).join(', ')
    await project.write(
      'doors.ts',
      `document.title = (await Promise.all([${list}])).map((door) => Object.keys(door).length).join(' ')\n`,
    )
    await project.write('doors.html', '<!doctype html><title>...</title><script type="module" src="./doors.ts"></script>')
  })
  after(async () => {
    await browser?.close()
    await project?.close()
  })

  /** Vite's words are kept, not shown: what it warns of is a finding. */
  const config = (more: InlineConfig): InlineConfig => {
    const customLogger = createLogger('warn')
    // How long its plugins took tells of the machine alone.
    customLogger.warn = (message) => void (message.includes('PLUGIN_TIMINGS') || warnings.push(message))
    customLogger.warnOnce = customLogger.warn
    customLogger.error = customLogger.warn
    return { root: project.folder, configFile: false, customLogger, cacheDir: join(project.folder, '.vite'), ...more }
  }

  /** Opens a page, waits for its title, and gives it; whatever failed on the way is an error. */
  async function titleOf(address: string): Promise<string> {
    const page = await browser.context.newPage()
    const wrong: string[] = []
    page.on('pageerror', (error) => wrong.push(error.message))
    page.on('requestfailed', (request) => wrong.push(`failed: ${request.url()}`))
    page.on('response', (answer) => answer.status() >= 400 && wrong.push(`${answer.status()}: ${answer.url()}`))
    page.on('console', (line) => ['error', 'warning'].includes(line.type()) && wrong.push(line.text()))
    try {
      await page.goto(address)
      await page
        .waitForFunction(`document.title !== '...'`, undefined, { timeout: 120_000 })
        .catch((error) => wrong.push(error.message))
      // The browser asks for an icon by itself.
      assert.deepEqual(
        wrong.filter((text) => !text.includes('favicon')),
        [],
      )
      return await page.title()
    } finally {
      await page.close()
    }
  }

  function assertTrained(title: string, threads: number, note: string): void {
    const seen = JSON.parse(title)
    assert.equal(seen.error, undefined)
    assert.deepEqual([seen.threads, seen.note, seen.losses.length, seen.accuracy], [threads, note, 40, 1])
    assert.ok(seen.losses.at(-1) < seen.losses[0] / 4, `loss ${seen.losses[0]} → ${seen.losses.at(-1)}`)
  }

  test('built for a folder below the root, it trains with two threads, and with one where memory cannot be shared', async () => {
    const input = ['index.html', 'doors.html'].map((name) => join(project.folder, name))
    await build(config({ base: './', build: { outDir: 'built', rollupOptions: { input } } }))
    assert.deepEqual(warnings, [])
    const assets = await readdir(join(project.folder, 'built/assets'))
    for (const name of [/^thread-.*\.js$/, /^networkWorker-.*\.js$/, /^simd-.*\.wasm$/, /^relaxed-.*\.wasm$/])
      assert.ok(
        assets.some((file) => name.test(file)),
        `${name} in ${assets.join(' ')}`,
      )
    const page = async (name: string) => readFile(join(project.folder, 'built', name), 'utf8')
    const pages = { '/below/': await page('index.html'), '/below/doors': await page('doors.html') }
    for (const isolated of [true, false]) {
      const server = await serve({ roots: { '/below/': join(project.folder, 'built') }, pages, isolated })
      try {
        const title = await titleOf(`${server.origin}/below/`)
        if (isolated) assertTrained(title, 2, '')
        else assertTrained(title, 1, 'one thread: the page is not cross-origin isolated')
        // Every door opens in a page.
        assert.match(await titleOf(`${server.origin}/below/doors`), /^\d+( \d+){8,}$/)
      } finally {
        await server.close()
      }
    }
  })

  test('from the development server', async () => {
    const server = await createServer(config({ server: { host: '127.0.0.1', port: 0, headers } }))
    try {
      await server.listen()
      const address = server.httpServer?.address()
      assert.ok(typeof address === 'object' && address)
      assertTrained(await titleOf(`http://127.0.0.1:${address.port}/`), 2, '')
      assert.deepEqual(warnings, [])
    } finally {
      await server.close()
    }
  })
})
