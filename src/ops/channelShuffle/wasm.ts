/** The Wasm reading of channelShuffle: one item per plane, a channel of one image or of eight side by side. */
import type { WasmReading } from '../lowering.ts'
import { columnsOf, planesOf } from '../shared/items.ts'

export const channelShuffle: WasmReading<'channelShuffle'> = (
  { attributes: { groups }, inputs: [x], outputs: [y] },
  lowering,
) => {
  const { channels, columns } = columnsOf(x, lowering.block)
  lowering.call('channelShuffle', planesOf(x, lowering.block), { x, y, channels, columns, groups })
}
