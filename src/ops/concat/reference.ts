/** Joining along the channels, as it is defined. */
import { sizeOf } from '../../values/shape.ts'
import type { ReferenceReading } from '../reference.ts'

export const concatReference: ReferenceReading<'concat'> = (_, inputs, [y]) => {
  const [N, ...joined] = y.shape as readonly [number, ...number[]]
  const size = sizeOf(joined)
  let start = 0
  for (const input of inputs) {
    // an image's channels lie together: one run of elements per image and input
    const run = sizeOf(input.shape.slice(1))
    for (let n = 0; n < N; n++) for (let i = 0; i < run; i++) y.data[n * size + start + i] = input.data[n * run + i]
    start += run
  }
}
