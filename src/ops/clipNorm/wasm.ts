/**
 * The Wasm reading of clipNorm, in two calls: the sums of squares of parts of 4,096 elements, one item each; then the same
 * parts, each of which adds up all sums. However many threads there are, every sum has one order.
 */
import { sizeOf } from '../../values/shape.ts'
import { PART } from '../constants.generated.ts'
import type { WasmReading } from '../lowering.ts'

export const clipNorm: WasmReading<'clipNorm'> = ({ attributes: { most }, outputs: [x] }, lowering) => {
  const elements = sizeOf(x.shape)
  const parts = Math.ceil(elements / PART)
  // In float64: a sum of squares that float32 cannot hold would clip everything to nothing.
  const sums = lowering.workspace('sums', 2 * parts)
  lowering.call('squareSums', parts, { x, sums, elements })
  lowering.call('shorten', parts, { x, sums, parts, elements, most })
}
