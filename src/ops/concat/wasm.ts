/** The Wasm reading of concat: in both layouts the channels of an image (or of eight) lie in one row. */
import { sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import type { WasmReading } from '../lowering.ts'
import { copyLoops } from '../shared/copyLoops.ts'

export const concat: WasmReading<'concat'> = ({ inputs, outputs: [y] }, lowering) => {
  const { block } = lowering
  const rowOf = ({ shape }: Value) => sizeOf(shape.slice(1)) * block
  let toStart = 0
  for (const x of inputs) {
    const rows = { size: x.shape[0]! / block, from: rowOf(x), to: rowOf(y) }
    copyLoops(lowering, x, y, [rows, { size: rowOf(x), from: 1, to: 1 }], { toStart })
    toStart += rowOf(x)
  }
}
