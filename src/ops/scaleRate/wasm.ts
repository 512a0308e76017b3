/** The Wasm reading of scaleRate: a few numbers, one item. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { scalarAt } from '../stepNumbers.ts'

export const scaleRate: WasmReading<'scaleRate'> = (
  { attributes: { factor }, inputs: [scalars], outputs: [scaled] },
  lowering,
) => {
  lowering.call('scaleRate', 1, { scalars, scaled, count: sizeOf(scalars.shape), rateAt: scalarAt.learningRate, factor })
}
