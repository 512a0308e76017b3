/** Joining along the channels, and taking a part out again, as they are defined. */
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

export const sliceReference: ReferenceReading<'slice'> = ({ start }, [x], [y]) => {
  const [N, , ...places] = y.shape as readonly [number, number, ...number[]]
  const size = sizeOf(x.shape.slice(1))
  const run = sizeOf(y.shape.slice(1))
  const from = start * sizeOf(places)
  for (let n = 0; n < N; n++) for (let i = 0; i < run; i++) y.data[n * run + i] = x.data[n * size + from + i]
}
