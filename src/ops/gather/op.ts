/**
 * Chosen places of an axis, in any order and as often as one likes. With x [N, …before, A, …after] and I indices,
 *
 *   gather      inputs x    outputs y [N, …before, I, …after]:  y[…, i, …] = x[…, indices[i], …]
 *   gatherGrad  inputs dy   outputs dx:  dx[…, a, …] = Σ dy[…, i, …] over the i with indices[i] = a, in their order
 *
 * The result may have other axes in the place of I, or none, as long as there are as many elements. `axis` counts from behind the
 * batch. Cost: a copy, and back an addition an element. Source: ONNX, Gather.
 */
import { type Sentence, say } from '../../errors/say.ts'
import { sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface GatherAttributes {
  readonly axis: number
  /** Whole numbers from 0 to A − 1. */
  readonly indices: readonly number[]
}

/** `whole` as [outer][A][inner], of which `inner` are an image's alone. */
export function sidesOf({ axis }: GatherAttributes, { shape }: { readonly shape: readonly number[] }) {
  const [size = 0, ...after] = shape.slice(axis + 1)
  return { outer: sizeOf(shape.slice(0, axis + 1)), size, inner: sizeOf(after) }
}

function chooses(attributes: GatherAttributes, whole: Value, chosen: Value): Sentence | undefined {
  const { outer, size, inner } = sidesOf(attributes, whole)
  const { indices } = attributes
  const fits = sizeOf(chosen.shape) === outer * indices.length * inner && chosen.shape[0] === whole.shape[0]
  return fits && indices.every((index) => index >= 0 && index < size) ? undefined : say('its indices do not fit the values.')
}

export const gather = op<GatherAttributes, [x: Value], [y: Value]>('x > y', {
  check: (attributes, [x], [y]) => chooses(attributes, x, y),
})
export const gatherGrad = op<GatherAttributes, [dy: Value], [dx: Value]>('dy > dx', {
  check: (attributes, [dy], [dx]) => chooses(attributes, dx, dy),
})
