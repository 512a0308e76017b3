/** The Wasm reading of cutout: one item per plane, of one image or of eight side by side; a call for each border. */
import { streams } from '../../math/random.ts'
import { imageSizes } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { counterAt } from '../stepNumbers.ts'

export const cutout: WasmReading<'cutout'> = (
  { attributes: { side, border }, inputs: [x, indices, counters], outputs: [y] },
  { block, call },
) => {
  const [batch, channels, height, width] = imageSizes(x.shape)
  const shared = border.length === 1
  for (const [channel, value] of border.entries())
    call(
      'cutout',
      (batch / block) * (shared ? channels : 1),
      {
        ...{ x, indices, counters, y, channels, height, width, block, side, border: value },
        ...{ firstChannel: channel, channelCount: shared ? channels : 1 },
        ...{ stream: streams.cutout, seedAt: counterAt.seed, epochAt: counterAt.epoch },
      },
      { inPlace: [[y, x]] },
    )
}
