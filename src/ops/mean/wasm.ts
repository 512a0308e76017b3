/** The Wasm reading of mean: one item. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { scalarAt } from '../stepNumbers.ts'

export const mean: WasmReading<'mean'> = ({ inputs: [losses, scalars], outputs: [loss] }, lowering) => {
  lowering.call(
    'mean',
    1,
    { losses, scalars, loss, batch: sizeOf(losses.shape), countAt: scalarAt.count },
    { reads: [losses, scalars], writes: [loss] },
  )
}
