/** The Wasm readings of the mean squared error: one item per image, or eight side by side. */
import { batchOf, sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { scalarAt } from '../stepNumbers.ts'

export const meanSquaredError: WasmReading<'meanSquaredError'> = (
  { inputs: [y, target], outputs: [losses] },
  { block, call },
) => {
  const elements = sizeOf(y.shape.slice(1))
  call('meanSquaredError', batchOf(y) / block, { y, target, losses, elements, block })
}

export const meanSquaredErrorGrad: WasmReading<'meanSquaredErrorGrad'> = (
  { inputs: [y, target, scalars], outputs: [dy] },
  { block, call },
) => {
  const elements = sizeOf(y.shape.slice(1))
  call(
    'meanSquaredErrorGrad',
    batchOf(y) / block,
    { y, target, scalars, dy, elements, block, countAt: scalarAt.count },
    { inPlace: [[dy, y]] },
  )
}
