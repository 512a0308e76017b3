/**
 * Outputs that fill most of the memory: `forward` hands out the engine's own memory, so a process holds them once. Measured in
 * a process of its own, with every value looked at; also for a batch that the engine would rather lay out in blocks.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { freemem } from 'node:os'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ForwardReport } from './forwardRun.ts'

const gib = 2 ** 30
const available = (process as { availableMemory?: () => number }).availableMemory?.() ?? freemem()
const skip = available < 2e9 ? `it needs 2 GB of free memory; there are ${(available / 1e9).toFixed(1)}` : false

async function measured(count: number): Promise<ForwardReport> {
  const program = fileURLToPath(new URL('./forwardRun.js', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [program, `${count}`], { timeout: 240_000 })
  return JSON.parse(stdout)
}

for (const count of [15, 16])
  test(`${count} images 3×440×440, 64 filters 5×5: every value is right, and the process holds them once`, {
    skip,
  }, async (t) => {
    const { view, shape, wrong, values, wasm, mostRss } = await measured(count)
    t.diagnostic(
      `output ${((4 * values) / gib).toFixed(3)} GiB, Wasm ${(wasm / gib).toFixed(3)}, process ${(mostRss / gib).toFixed(3)}`,
    )
    assert.deepEqual(shape, [count, 64, 436, 436])
    assert.equal(view, true)
    assert.equal(values, count * 64 * 436 * 436)
    assert.equal(wrong, 0)
    assert.ok(mostRss <= 1.2 * gib, `the process held ${(mostRss / gib).toFixed(3)} GiB`)
  })
