/** Cases of products of matrices: small ones of all sizes, both transposed or not, leading axes, broadcasts and their sums. */
import type { MatMulAttributes } from '../../../src/ops/matMul/op.ts'
import type { Shape } from '../../../src/values/shape.ts'
import { all } from '../shapes.ts'
import type { Case, Sketch } from '../sketch.ts'

interface Product {
  readonly rows: number
  readonly depth: number
  readonly columns: number
  /** The leading axes of a, b and y. */
  readonly a?: Shape
  readonly b?: Shape
  readonly y?: Shape
  readonly batches?: readonly number[]
}

const products: readonly Product[] = [
  { rows: 1, depth: 1, columns: 1 },
  { rows: 3, depth: 5, columns: 7 },
  { rows: 4, depth: 8, columns: 8 },
  { rows: 5, depth: 3, columns: 17 },
  { rows: 1, depth: 40, columns: 19 },
  { rows: 21, depth: 2, columns: 1 },
  ...Array.from({ length: 9 }, (_, i): Product => ({ rows: i + 1, depth: 6, columns: 9 - i, batches: [1, 8] })),
  // As in attention: heads, tokens, dimensions.
  { rows: 10, depth: 4, columns: 10, a: [3], b: [3] },
  { rows: 10, depth: 10, columns: 4, a: [2, 3], b: [2, 3] },
  { rows: 3, depth: 4, columns: 9, a: [3], b: [1] },
  { rows: 3, depth: 4, columns: 10, a: [1, 3], b: [2, 1] },
  // The gradient of a broadcast sums over it.
  { rows: 3, depth: 4, columns: 9, a: [3], b: [3], y: [1] },
  { rows: 5, depth: 4, columns: 8, a: [2, 3], b: [2, 3], y: [1, 3] },
  { rows: 5, depth: 4, columns: 11, a: [2, 3], b: [2, 1], y: [1, 1] },
  // More than the caches take at a time.
  { rows: 40, depth: 300, columns: 150, batches: [1, 8] },
  { rows: 6, depth: 530, columns: 11, a: [2], b: [2], y: [1], batches: [3, 8] },
  { rows: 70, depth: 20, columns: 33, batches: [1, 2, 8, 16] },
  { rows: 90, depth: 5, columns: 3, batches: [1, 8] },
]

const forms: readonly MatMulAttributes[] = [
  { transposeA: false, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: false },
  { transposeA: true, transposeB: true },
]

function shapesOf(product: Product, { transposeA, transposeB }: MatMulAttributes): [a: Shape, b: Shape, y: Shape] {
  const { rows, depth, columns, a = [], b = [] } = product
  const { y = a.map((size, axis) => Math.max(size, b[axis]!)) } = product
  return [
    [...a, ...(transposeA ? [depth, rows] : [rows, depth])],
    [...b, ...(transposeB ? [columns, depth] : [depth, columns])],
    [...y, rows, columns],
  ]
}

export const matMul: Case[] = [
  ...products.flatMap((product) =>
    forms.flatMap((form) => {
      const [a, b, y] = shapesOf(product, form)
      const [ofA, ofB] = [form.transposeA ? 'ᵀ' : '', form.transposeB ? 'ᵀ' : '']
      return (product.batches ?? all).map((batch) => ({
        name: `${a.join('×')}${ofA} · ${b.join('×')}${ofB} → ${y.join('×')}`,
        batch,
        write: (sketch: Sketch) =>
          sketch.call('matMul', form, [sketch.image('a', a), sketch.image('b', b)], [sketch.result('y', y)]),
      }))
    }),
  ),
  ...forms.flatMap((form) =>
    all.map((batch) => ({
      name: `2×7×7${form.transposeA ? 'ᵀ' : ''} with itself${form.transposeB ? ', ᵀ' : ''}`,
      batch,
      write: (sketch: Sketch) => {
        const a = sketch.image('a', [2, 7, 7])
        sketch.call('matMul', form, [a, a], [sketch.result('y', [2, 7, 7])])
      },
    })),
  ),
]
