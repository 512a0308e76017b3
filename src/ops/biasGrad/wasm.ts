/** The Wasm reading of biasGrad: one item a channel. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'

export const biasGrad: WasmReading<'biasGrad'> = ({ inputs: [dy], outputs: [dbias] }, lowering) => {
  const [batch, channels, ...rest] = dy.shape
  lowering.call(
    'biasGrad',
    channels,
    { dy, dbias, batch, channels, pixels: sizeOf(rest), block: lowering.block },
    { reads: [dy, dbias], writes: [dbias] },
  )
}
