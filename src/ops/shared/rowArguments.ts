/** Rows as routines take them (`RowsArgs`, `PairRowsArgs` of `assembly/args.ts`), and how they are cut into items. */
import type { Value } from '../../values/value.ts'
import { type Rows, rowsOf } from './broadcast.ts'

/** Numbers of an item at most: of rows that are longer, it is a part. */
const mostOfItem = 1024

export function rowArguments(whole: Value, operands: readonly Value[], block: number) {
  const rows = rowsOf(whole, operands, block)
  const {
    sizes,
    operands: [first],
    run,
  } = rows
  const [size0 = 1, size1 = 1, size2 = 1, size3 = 1, size4 = 1] = sizes
  const [a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0] = first!.strides
  const part = Math.min(run, mostOfItem)
  return {
    items: size0 * size1 * size2 * size3 * size4 * Math.ceil(run / part),
    rows,
    sizes: { size1, size2, size3, size4, run, part, a0, a1, a2, a3, a4, aStep: first!.step },
  }
}

/** Those of the second operand. */
export function secondArguments({ operands: [, second] }: Rows) {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0] = second!.strides
  return { b0, b1, b2, b3, b4, bStep: second!.step }
}
