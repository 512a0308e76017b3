/** The Wasm reading of biasGrad: one item per channel. */
import { channelSizes, sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'

export const biasGrad: WasmReading<'biasGrad'> = ({ inputs: [dy], outputs: [dbias] }, lowering) => {
  const [batch, channels, ...places] = channelSizes(dy.shape)
  lowering.call('biasGrad', channels, { dy, dbias, batch, channels, pixels: sizeOf(places), block: lowering.block })
}
