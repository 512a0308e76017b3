/** Whether windows hold pixels: the closed form beside the loop that it stands for. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Axis, axisSize, spanOf, windowsHoldPixels } from './axis.ts'

/** The definition: each window has an element on a pixel. */
function looped({ n, k, s, d, before }: Axis, size: number): boolean {
  for (let o = 0; o < size; o++) {
    let pixels = 0
    for (let i = 0; i < k; i++) if (o * s + i * d - before >= 0 && o * s + i * d - before < n) pixels++
    if (pixels === 0) return false
  }
  return true
}

test('windowsHoldPixels is the loop over windows and elements, for all small windows', () => {
  let [all, holding] = [0, 0]
  for (let n = 1; n <= 7; n++)
    for (let k = 1; k <= 6; k++)
      for (let s = 1; s <= 6; s++)
        for (let d = 1; d <= 9; d++)
          for (let before = 0; before <= 11; before++)
            for (let size = 0; size <= 6; size++) {
              const axis = { n, k, s, d, before, after: 0 }
              const expected = looped(axis, size)
              all++
              if (expected) holding++
              if (windowsHoldPixels(axis, size) !== expected) assert.equal(!expected, expected, JSON.stringify({ ...axis, size }))
            }
  // Both answers are there, many times.
  assert.ok(holding > 20_000 && all - holding > 20_000, `${holding} of ${all}`)
})

test('windowsHoldPixels of the largest sizes there are', () => {
  const big = 2 ** 31 - 1
  const padding = { padding: [0, 0, 0, 0], rounding: 'floor' } as const
  const holds = (axis: Axis) => windowsHoldPixels(axis, axisSize(axis, padding))
  assert.equal(holds({ n: big, k: 2, s: 1, d: 1, before: 0, after: 0 }), true)
  assert.equal(holds({ n: big, k: big, s: 1, d: 1, before: big - 1, after: big - 1 }), true)
  assert.equal(holds({ n: big, k: 2, s: 1, d: 1, before: 2, after: 0 }), false)
  // Elements 3 apart over 2 pixels: windows at −3 and −2 have one on a pixel, that at −1 steps from the padding over both.
  const apart = { n: 2, k: 2 ** 30, d: 3, before: 3, after: 3 * 2 ** 30 - 4 }
  assert.equal(holds({ ...apart, s: 3 }), true)
  assert.equal(holds({ ...apart, s: 1 }), false)
  assert.equal(spanOf({ ...apart, s: 1 }), 3 * 2 ** 30 - 2)
})
