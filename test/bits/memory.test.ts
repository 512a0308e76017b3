/**
 * Memory: training takes what was said beforehand and not a byte more, however long it goes on; and the process holds
 * little beside it. Measured in a process of its own.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Report } from './memoryRun.ts'

const page = 65536
const mib = 2 ** 20

async function measured(kind: 'long' | 'large'): Promise<Report> {
  const program = fileURLToPath(new URL('./memoryRun.js', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, kind], { timeout: 240_000 })
  return JSON.parse(stdout)
}

function assertAsPlanned({ total, highWater, wasm, mostRss }: Report): void {
  assert.equal(total, highWater, 'what the network reports is what the engine handed out')
  assert.equal(wasm, Math.ceil(highWater / page) * page, 'the Wasm memory is as large as that, in whole pages')
  assert.ok(
    mostRss <= wasm + 150 * mib,
    `the process held ${(mostRss / mib).toFixed(1)} MiB, of which ${(wasm / mib).toFixed(1)} MiB Wasm memory`,
  )
}

test('10,000 steps take no more memory than the first', async (t) => {
  const report = await measured('long')
  const [first, last] = report.seen
  assert.deepEqual([first?.step, last?.step], [2000, 10_000])
  const grown = (key: 'heap' | 'rss') => last![key] - first![key]
  t.diagnostic(`heap ${grown('heap')} bytes more, process ${grown('rss')} bytes more, after 8000 steps`)
  assert.equal(last!.wasm, first!.wasm)
  // 64 bytes per step would be 512,000.
  assert.ok(grown('heap') < 256 * 1024, `the heap has grown by ${grown('heap')} bytes`)
  assert.ok(grown('rss') < 16 * mib, `the process has grown by ${grown('rss')} bytes`)
  assertAsPlanned(report)
})

test('a process holds little beside the memory that was planned', async (t) => {
  const report = await measured('large')
  t.diagnostic(`Wasm memory ${(report.wasm / mib).toFixed(1)} MiB, process ${(report.mostRss / mib).toFixed(1)} MiB`)
  assert.ok(report.wasm > 100 * mib)
  assertAsPlanned(report)
})
