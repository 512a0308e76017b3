/** Softmax over the channels and its gradient, as they are defined; the largest value is taken off first: nothing overflows. */
import { exp } from '../../math/elementary.ts'
import { sizeOf } from '../../values/shape.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'

/** Calls `visit` with the places of all channels at each place of each image. */
function eachPlace({ shape }: AnyTensor, visit: (channels: readonly number[]) => void): void {
  const [N, C, ...places] = shape as readonly [number, number, ...number[]]
  const P = sizeOf(places)
  for (let n = 0; n < N; n++) for (let p = 0; p < P; p++) visit(Array.from({ length: C }, (_, c) => (n * C + c) * P + p))
}

export const softmaxReference: ReferenceReading<'softmax'> = (_, [x], [y]) => {
  eachPlace(x, (channels) => {
    const highest = channels.reduce((most, at) => Math.max(most, x.data[at]), -Infinity)
    const powers = channels.map((at) => exp(x.data[at] - highest))
    const sum = powers.reduce((a, b) => a + b, 0)
    for (const [c, at] of channels.entries()) y.data[at] = powers[c]! / sum
  })
}

export const softmaxGradReference: ReferenceReading<'softmaxGrad'> = (_, [y, dy], [dx]) => {
  eachPlace(y, (channels) => {
    const along = channels.reduce((sum, at) => sum + dy.data[at] * y.data[at], 0)
    for (const at of channels) dx.data[at] = y.data[at] * (dy.data[at] - along)
  })
}
