/** Local response normalization and its gradient, as they are defined. */
import { exp, log } from '../../math/elementary.ts'
import { sizeOf } from '../../values/shape.ts'
import type { AnyTensor, ReferenceReading } from '../reference.ts'
import { type LocalResponseNormAttributes, sidesOf } from './op.ts'

/** The places of all channels, at each place of each image. */
function eachPlace({ shape }: AnyTensor, visit: (channels: readonly number[]) => void): void {
  const [N, C, ...places] = shape as readonly [number, number, ...number[]]
  const P = sizeOf(places)
  for (let n = 0; n < N; n++) for (let p = 0; p < P; p++) visit(Array.from({ length: C }, (_, c) => (n * C + c) * P + p))
}

/** s of each channel at one place. */
function sums({ size, alpha, k }: LocalResponseNormAttributes, x: readonly number[]): number[] {
  const { before, after } = sidesOf(size)
  return x.map((_, c) => k + alpha * x.slice(Math.max(0, c - before), c + after + 1).reduce((sum, one) => sum + one * one, 0))
}

/** s^−beta */
const share = (s: number, beta: number) => exp(-beta * log(s))

export const localResponseNormReference: ReferenceReading<'localResponseNorm'> = (attributes, [x], [y]) => {
  eachPlace(x, (channels) => {
    const s = sums(
      attributes,
      channels.map((at) => x.data[at]),
    )
    for (const [c, at] of channels.entries()) y.data[at] = x.data[at] * share(s[c]!, attributes.beta)
  })
}

export const localResponseNormGradReference: ReferenceReading<'localResponseNormGrad'> = (attributes, [x, dy], [dx]) => {
  const { size, alpha, beta } = attributes
  const { before, after } = sidesOf(size)
  eachPlace(x, (channels) => {
    const s = sums(
      attributes,
      channels.map((at) => x.data[at]),
    )
    const shares = s.map((one) => share(one, beta))
    const terms = channels.map((at, c) => (dy.data[at] * x.data[at] * shares[c]!) / s[c]!)
    for (const [j, at] of channels.entries()) {
      // Channel j lies in the windows of c = j − after … j + before.
      const through = terms.slice(Math.max(0, j - after), j + before + 1).reduce((sum, term) => sum + term, 0)
      dx.data[at] = dy.data[at] * shares[j]! - 2 * alpha * beta * x.data[at] * through
    }
  })
}
