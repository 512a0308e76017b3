/**
 * Seeded noise to look at networks with: an image's worth of normal numbers is a function of (seed, number) alone, the same
 * bits in Node and in every browser.
 */
import { cos, log, sin } from '../math/elementary.ts'
import { random } from '../math/random.ts'

/** Apart from what weights, order, dropout and augmentation draw from (`streams`). */
const stream = 0x6e6f6973

/** `length` independent numbers of N(0, 1): Box–Muller on the house's generator. `number` tells one image from another. */
export function normalNoise(length: number, seed: number, number: number): Float64Array {
  const source = random(seed, stream, number)
  const values = new Float64Array(length)
  for (let i = 0; i < length; i += 2) {
    // uniform() is in [0, 1): its logarithm would not be finite at 0.
    const radius = Math.sqrt(-2 * log(1 - source.uniform(i)))
    const angle = 2 * Math.PI * source.uniform(i + 1)
    values[i] = radius * cos(angle)
    if (i + 1 < length) values[i + 1] = radius * sin(angle)
  }
  return values
}
