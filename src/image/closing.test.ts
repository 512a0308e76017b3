/** Closing and opening: against their definition, and what they leave alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../math/random.ts'
import { closed, opened } from './closing.ts'

/** The least, over all squares of 2 · reach + 1 pixels around, of the largest in each; squares may lie beyond the edges. */
function definition(grey: Float32Array, height: number, width: number, reach: number): Float32Array {
  const largest = (y: number, x: number) => {
    let most = -Infinity
    for (let h = Math.max(0, y - reach); h <= Math.min(height - 1, y + reach); h++)
      for (let w = Math.max(0, x - reach); w <= Math.min(width - 1, x + reach); w++) most = Math.max(most, grey[h * width + w]!)
    return most
  }
  return grey.map((_, i) => {
    let least = Infinity
    for (let y = -reach; y <= reach; y++)
      for (let x = -reach; x <= reach; x++) least = Math.min(least, largest(Math.floor(i / width) + y, (i % width) + x))
    return least
  })
}

test('as the definition, on noise', () => {
  const drawn = random(1, 7)
  const grey = Float32Array.from({ length: 13 * 17 }, (_, i) => Math.floor(256 * drawn.uniform(i)))
  for (const reach of [0, 1, 2, 5, 20]) {
    assert.deepEqual(closed(grey, 13, 17, reach), definition(grey, 13, 17, reach), `reach ${reach}`)
    const negative = grey.map((value) => -value)
    assert.deepEqual(
      opened(grey, 13, 17, reach),
      definition(negative, 13, 17, reach).map((value) => -value),
    )
  }
})

test('a stroke goes; a slope, and the hard edge of a table, stay to the pixel', () => {
  const image = (stroke: boolean) =>
    Float32Array.from({ length: 40 * 50 }, (_, i) => {
      const [h, w] = [Math.floor(i / 50), i % 50]
      if (stroke && h > 10 && h < 30 && w >= 24 && w < 27) return 20
      return w < 12 ? 40 : 150 + 2 * h
    })
  assert.deepEqual(closed(image(true), 40, 50, 4), image(false))
})
