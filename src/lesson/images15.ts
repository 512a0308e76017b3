/**
 * Fifteen different images of one photograph: the lecture's batch. Each is a cut of it, scaled up again, perhaps mirrored, a
 * little lighter or darker, all by the seed; the first is the photograph itself.
 */
import { type AnyImage, resize } from '../image/resize.ts'
import { random } from '../math/random.ts'
import { side } from './photograph.ts'

/** How many images the lecture's batch holds. */
export const batchSize = 15
const seed = 15
/** No use of random numbers within the library has this stream. */
const stream = 0x15

/** [C, 440, 440] → [15, C, 440, 440], 0 … 255. */
export function images15({ shape, data }: AnyImage): { readonly shape: readonly number[]; readonly data: Float32Array } {
  const channels = shape[0]!
  const size = channels * side * side
  const all = new Float32Array(batchSize * size)
  all.set(data)
  for (let n = 1; n < batchSize; n++) {
    const { uniform } = random(seed, stream, n)
    const cut = Math.round(side * (0.45 + 0.45 * uniform(0)))
    const [top, left] = [1, 2].map((i) => Math.floor((side - cut + 1) * uniform(i))) as [number, number]
    const mirrored = uniform(3) < 0.5
    const [gain, lift] = [0.75 + 0.5 * uniform(4), 40 * (uniform(5) - 0.5)]
    const part = new Float32Array(channels * cut * cut)
    for (let c = 0; c < channels; c++)
      for (let h = 0; h < cut; h++)
        for (let w = 0; w < cut; w++) {
          const from = left + (mirrored ? cut - 1 - w : w)
          part[(c * cut + h) * cut + w] = data[(c * side + top + h) * side + from]!
        }
    const whole = resize({ shape: [channels, cut, cut], data: part }, side)
    for (let i = 0; i < size; i++) all[n * size + i] = Math.min(255, Math.max(0, gain * whole.data[i]! + lift))
  }
  return { shape: [batchSize, channels, side, side], data: all }
}
