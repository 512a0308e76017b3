/**
 * Equal seeds give equal weights, bit for bit: on one, two and three threads, through a worker, and in a real Chromium (in a
 * page that may share memory and in one that may not) exactly as in Node. Each build is held against itself.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { wasm } from '../../src/backends/wasm/wasm.ts'
import { type Browser, launchChromium, skipWithoutChromium } from '../browser/chromium.ts'
import { repository, serve } from '../browser/serve.ts'
import { type Choice, steps, type Trained, trainHere, trainRemotely } from './training.ts'

const optimizers = ['sgd', 'adam'] as const
const builds = [
  ['simd', false],
  ['relaxed', true],
] as const

/** Why a build cannot be had here; with CI set it must be there. */
async function missing(relaxed: boolean): Promise<string | false> {
  try {
    const backend = await wasm({ relaxed, threads: 1 })
    backend.dispose()
    return false
  } catch (error) {
    if (process.env.CI) throw error
    return (error as Error).message.split('\n')[0]!
  }
}

/** What one thread in Node makes of each build and optimizer: everything else must give the same. */
const wanted = new Map<string, Promise<Trained>>()
function inNode(optimizer: Choice['optimizer'], relaxed: boolean): Promise<Trained> {
  const key = `${optimizer} ${relaxed}`
  if (!wanted.has(key)) wanted.set(key, trainHere({ optimizer, relaxed, threads: 1 }))
  return wanted.get(key)!
}

function assertSame(got: Trained, want: Trained, threads: number): void {
  assert.deepEqual([got.build, got.threads], [want.build, threads])
  const step = got.losses.findIndex((loss, i) => loss !== want.losses[i])
  assert.ok(step < 0, `the losses differ from step ${step + 1} on: ${got.losses[step]}, not ${want.losses[step]}`)
  assert.equal(got.hash, want.hash, 'the losses are the same, the weights are not')
}

for (const [build, relaxed] of builds)
  describe(`in Node, ${build}`, { skip: await missing(relaxed) }, () => {
    for (const optimizer of optimizers) {
      test(`${optimizer} learns, and twice the same`, async () => {
        const want = await inNode(optimizer, relaxed)
        const mean = (losses: readonly number[]) => losses.reduce((a, b) => a + b) / losses.length
        assert.equal(want.losses.length, steps)
        assert.equal(want.build, build)
        assert.ok(mean(want.losses.slice(-10)) < 0.8 * mean(want.losses.slice(0, 5)), `${want.losses}`)
        assertSame(await trainHere({ optimizer, relaxed, threads: 1 }), want, 1)
      })
      for (const threads of [2, 3])
        test(`${optimizer} on ${threads} threads`, async () =>
          assertSame(await trainHere({ optimizer, relaxed, threads }), await inNode(optimizer, relaxed), threads))
      test(`${optimizer} in a worker`, async () =>
        assertSame(await trainRemotely({ optimizer, relaxed, threads: 2 }), await inNode(optimizer, relaxed), 2))
    }
  })

/** Ways to train in a page, as the text of an expression there. */
const ways = {
  'through openInWorker': (choice: Choice) =>
    `import('/dist/test/bits/training.js').then((module) => module.trainRemotely(${JSON.stringify(choice)}))`,
  'in a worker of its own': (choice: Choice) => `new Promise((resolve, reject) => {
    const worker = new Worker('/dist/test/bits/trainingWorker.js', { type: 'module' })
    worker.onmessage = ({ data }) => (data.trained ? resolve(data.trained) : reject(new Error(data.error)))
    worker.onerror = (event) => reject(new Error(event.message || 'the worker did not start'))
    worker.postMessage(${JSON.stringify(choice)})
  })`,
  'on the main thread': (choice: Choice) =>
    `import('/dist/test/bits/training.js').then((module) => module.trainHere(${JSON.stringify(choice)}))`,
}
const pages = [
  { isolated: true, threads: 2, ways: ['through openInWorker', 'in a worker of its own'] },
  { isolated: true, threads: 1, ways: ['on the main thread'] },
  { isolated: false, threads: 1, ways: ['through openInWorker', 'on the main thread'] },
] as const

describe('in Chromium as in Node', { skip: await skipWithoutChromium() }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  for (const { isolated, threads, ways: chosen } of pages)
    for (const way of chosen)
      for (const [build, relaxed] of builds)
        test(`${isolated ? 'an isolated' : 'a plain'} page, threads: ${threads}, ${way}, ${build}`, async (t) => {
          const reason = await missing(relaxed)
          if (reason) return t.skip(reason)
          const server = await serve({
            pages: { '/': '<!doctype html><title>bits</title>' },
            roots: { '/dist/': repository('dist/') },
            isolated,
          })
          const page = await browser.context.newPage()
          try {
            await page.goto(`${server.origin}/`)
            for (const optimizer of optimizers) {
              const got = await page.evaluate<Trained>(ways[way]({ optimizer, relaxed, threads }))
              assertSame(got, await inNode(optimizer, relaxed), threads)
            }
          } finally {
            await page.close()
            await server.close()
          }
        })
})
