/** Runs the cases of a fuzzer: each ends as it should, or in an error of Striate's whose message fits on a page. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { StriateError } from '../../src/errors/errors.ts'
import { inKorean } from '../../src/errors/inKorean.ts'

/** Some hundreds; STRIATE_FUZZ=20000 takes so many. */
const count = Number(process.env.STRIATE_FUZZ ?? 400)

/** Runs all cases; what they come to is counted, and the slowest and the largest told. */
export async function fuzz(
  t: TestContext,
  run: (i: number) => Promise<string> | string,
  reached: readonly string[],
): Promise<void> {
  const seen = new Map<string, number>()
  let [slowest, largest] = [0, 0]
  for (let i = 0; i < count; i++) {
    const [began, before] = [performance.now(), process.memoryUsage().rss]
    let code: string
    try {
      code = await run(i)
    } catch (error) {
      assert.ok(error instanceof StriateError, `case ${i}: ${(error as Error).stack}`)
      for (const said of [error.message, inKorean(error), JSON.stringify(error.details)])
        assert.ok(said.length <= 4000, `case ${i}: ${said.length} letters: ${said.slice(0, 200)}`)
      code = error.code
    }
    slowest = Math.max(slowest, performance.now() - began)
    largest = Math.max(largest, process.memoryUsage().rss - before)
    seen.set(code, (seen.get(code) ?? 0) + 1)
  }
  const counts = [...seen].sort((a, b) => b[1] - a[1]).map(([code, times]) => `${times} ${code}`)
  t.diagnostic(
    `${count} cases: ${counts.join(', ')}; the slowest ${slowest.toFixed(0)} ms, the largest ${(largest / 2 ** 20).toFixed(0)} MiB`,
  )
  for (const code of reached) assert.ok(seen.has(code), `no case is ${code}: ${counts.join(', ')}`)
}
