/** Sums, means and products of constants, and products of constant matrices: as in standardised weights. */
import { say } from '../../../../errors/say.ts'
import { stepsOf } from '../../../../values/shape.ts'
import { Constant } from '../constant.ts'
import { listText } from '../node.ts'
import { type Fold, knownNumber } from './arithmetic.ts'
import { axisOf } from './shapes.ts'

const reduction =
  (begin: number, of: (sum: number, x: number) => number, end: (sum: number, count: number) => number = (sum) => sum): Fold =>
  (node) => {
    const x = node.known(0)
    const given = node.wholes('axes', 1)
    if (given?.length === 0 && node.int('noop_with_empty_axes', 0)) return x
    const all = x.shape.map((_, i) => i)
    const axes = given?.length ? given.map((axis) => axisOf(node, axis, all.length)) : all
    const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size))
    const steps = stepsOf(kept).map((step, i) => (axes.includes(i) ? 0 : step))
    const size = kept.reduce((a, b) => a * b, 1)
    const read = () => {
      // In double precision: the numbers are few, and the order does not matter then.
      const sums = new Float64Array(size).fill(begin)
      const index = x.shape.map(() => 0)
      for (const value of x.data) {
        const at = index.reduce((sum, place, i) => sum + place * steps[i]!, 0)
        sums[at] = of(sums[at]!, knownNumber(node, value))
        for (let i = index.length - 1; i >= 0 && ++index[i]! === x.shape[i]; i--) index[i] = 0
      }
      const made = sums.map((sum) => end(sum, x.size / size))
      return x.whole ? made : Float32Array.from(made)
    }
    const shape = node.int('keepdims', 1) ? kept : x.shape.filter((_, i) => !axes.includes(i))
    return new Constant(shape, x.whole, read)
  }

const matMul: Fold = (node) => {
  const [a, b] = [node.known(0), node.known(1)]
  const [rows, inner, columns] = [a.shape[0]!, a.shape[1]!, b.shape[1]!]
  if (a.shape.length !== 2 || b.shape.length !== 2 || b.shape[0] !== inner)
    return node.fail(say('[{from}] is not broadcast to {to}.', { from: a.shape.join(', '), to: listText(b.shape) }))
  const read = () => {
    const [left, right] = [a.data, b.data]
    return Float32Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns]
      let sum = 0
      for (let k = 0; k < inner; k++) sum += left[row * inner + k]! * right[k * columns + column]!
      return sum
    })
  }
  return new Constant([rows, columns], false, read)
}

export const foldedReductions: Readonly<Record<string, Fold>> = {
  ReduceSum: reduction(0, (sum, x) => sum + x),
  ReduceMean: reduction(
    0,
    (sum, x) => sum + x,
    (sum, count) => sum / count,
  ),
  ReduceProd: reduction(1, (product, x) => product * x),
  ReduceMax: reduction(Number.NEGATIVE_INFINITY, Math.max),
  ReduceMin: reduction(Number.POSITIVE_INFINITY, Math.min),
  ReduceSumSquare: reduction(0, (sum, x) => sum + x * x),
  ReduceL1: reduction(0, (sum, x) => sum + Math.abs(x)),
  ReduceL2: reduction(0, (sum, x) => sum + x * x, Math.sqrt),
  MatMul: matMul,
}
