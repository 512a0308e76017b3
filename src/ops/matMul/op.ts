/**
 * The product of matrices, one for each image and each place of the leading axes: y[…, m, p] = Σ_k a[…, m, k] · b[…, k, p].
 *
 *   matMul   inputs a [N, …, M, K], b [N, …, K, P]   outputs y [N, …, M, P]
 *
 * `transposeA`: a lies as [N, …, K, M]; `transposeB`: b as [N, …, P, K]. The three have equally many axes. A leading axis has
 * one size, or 1 where a value has one matrix for all of it: so has a or b (broadcast), and so has y, which is then their sum.
 * That is the gradient of a broadcast, so the op is its own: da = dy · bᵀ and db = aᵀ · dy. Cost: N·…·M·K·P multiply-adds.
 */
import { say } from '../../errors/say.ts'
import { type Shape, sameShape } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface MatMulAttributes {
  readonly transposeA: boolean
  readonly transposeB: boolean
}

/** Rows, depth and columns of the product, and the sizes of the leading axes of all three together. Shapes with the batch. */
export function productOf({ transposeA, transposeB }: MatMulAttributes, a: Shape, b: Shape, y: Shape) {
  const [first, second] = a.slice(-2) as [number, number]
  const [rows, depth] = transposeA ? [second, first] : [first, second]
  const columns = b.at(transposeB ? -2 : -1)!
  const leading = a.slice(0, -2).map((size, axis) => Math.max(size, b[axis]!, y[axis]!))
  return { rows, depth, columns, leading }
}

export const matMul = op<MatMulAttributes, [a: Value, b: Value], [y: Value]>('a b > y', {
  check(attributes, [a, b], [y]) {
    const shapes = [a.shape, b.shape, y.shape]
    if (shapes.some(({ length }) => length < 3 || length !== a.shape.length)) return say('its axes are not those of the values.')
    const { rows, depth, columns, leading } = productOf(attributes, a.shape, b.shape, y.shape)
    const fits =
      sameShape(b.shape.slice(-2), attributes.transposeB ? [columns, depth] : [depth, columns]) &&
      sameShape(y.shape.slice(-2), [rows, columns]) &&
      shapes.every((shape) => shape[0] === a.shape[0]) &&
      shapes.every((shape) => leading.every((size, axis) => shape[axis] === size || shape[axis] === 1))
    return fits ? undefined : say('its axes are not those of the values.')
  },
})
