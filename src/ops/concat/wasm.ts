/** The Wasm readings of concat and slice: in both layouts the channels of an image (or of eight) lie in one row. */
import { sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { RUN } from '../constants.generated.ts'
import type { Lowering, WasmReading } from '../lowering.ts'
import { columnsOf } from '../shared/items.ts'

export const concat: WasmReading<'concat'> = ({ inputs, outputs: [y] }, lowering) => {
  let toStart = 0
  for (const x of inputs) {
    copy(lowering, x, y, rowOf(x, lowering.block), { fromStart: 0, toStart })
    toStart += rowOf(x, lowering.block)
  }
}

export const slice: WasmReading<'slice'> = ({ attributes: { start }, inputs: [x], outputs: [y] }, lowering) => {
  const fromStart = start * columnsOf(x, lowering.block).columns
  copy(lowering, x, y, rowOf(y, lowering.block), { fromStart, toStart: 0 })
}

function rowOf({ shape }: Value, block: number): number {
  return sizeOf(shape.slice(1)) * block
}

function copy(lowering: Lowering, from: Value, to: Value, length: number, starts: { fromStart: number; toStart: number }): void {
  const rows = from.shape[0]! / lowering.block
  lowering.call('copyRows', rows * Math.ceil(length / RUN), {
    from,
    to,
    fromPitch: rowOf(from, lowering.block),
    toPitch: rowOf(to, lowering.block),
    length,
    ...starts,
  })
}
