/** The Wasm reading of dropout: one item per line of 16 elements. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { linesOf } from '../shared/items.ts'
import { counterAt } from '../stepNumbers.ts'

export const dropout: WasmReading<'dropout'> = (
  { attributes: { rate, stream }, inputs: [x, counters], outputs: [y] },
  lowering,
) => {
  lowering.call(
    'dropout',
    linesOf(y),
    {
      x,
      y,
      counters,
      stream,
      elements: sizeOf(y.shape),
      size: sizeOf(y.shape.slice(1)),
      block: lowering.block,
      seedAt: counterAt.seed,
      stepAt: counterAt.step,
      // For a whole k and any rate: k · 2⁻²⁴ < rate exactly where k < ⌈rate · 2²⁴⌉.
      threshold: Math.ceil(rate * 2 ** 24),
      scale: 1 / (1 - rate),
    },
    { inPlace: [[y, x]] },
  )
}
