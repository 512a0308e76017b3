/** Golden values as make.py stores them, and the comparison with them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

/** All numbers, or for a long list its length, sum, sum of squares and every so many numbers of it. */
export type Stored =
  | readonly number[]
  | {
      readonly length: number
      readonly sum: number
      readonly squares: number
      readonly every: number
      readonly samples: readonly number[]
    }

/** The cases of a file. The compiled test lies in dist/test/golden, the JSON beside the source. */
export function cases<Case>(name: string): Case[] {
  return JSON.parse(readFileSync(new URL(`../../../test/golden/${name}.json`, import.meta.url), 'utf8')) as Case[]
}

/**
 * Every number must be the golden one times `times`, to `tolerance` of the largest (of 1 at least): a float32 sum is
 * wrong by a share of its terms, not of its result.
 */
export function close(what: string, found: ArrayLike<number>, expected: Stored, tolerance: number, times = 1): void {
  const golden = 'samples' in expected ? expected.samples : expected
  const every = 'samples' in expected ? expected.every : 1
  const length = 'samples' in expected ? expected.length : expected.length
  assert.equal(found.length, length, `${what}: ${found.length} numbers, golden ${length}`)
  const scale = tolerance * golden.reduce((most, value) => Math.max(most, Math.abs(value * times)), 1)
  for (const [i, value] of golden.entries()) near(`${what}, number ${i * every}`, found[i * every]!, value * times, scale)
  if (!('samples' in expected)) return
  const all = Array.from(found)
  const absolute = all.reduce((sum, value) => sum + Math.abs(value), 1)
  const squares = all.reduce((sum, value) => sum + value * value, 0)
  near(
    `${what}, sum`,
    all.reduce((a, b) => a + b, 0),
    expected.sum * times,
    tolerance * absolute,
  )
  near(`${what}, sum of squares`, squares, expected.squares * times ** 2, 2 * tolerance * (absolute + squares))
}

function near(what: string, found: number, golden: number, most: number): void {
  if (!(Math.abs(found - golden) <= most))
    assert.fail(`${what}: ${found}, golden ${golden}, difference ${Math.abs(found - golden)} > ${most}`)
}
