/**
 * The Wasm reading of warp: the images' transforms first, then the pixels; one item per row of the result. One call for
 * all channels where they share the border, else one for each channel.
 */
import { streams } from '../../math/random.ts'
import { imageSizes } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { counterAt } from '../stepNumbers.ts'

export const warp: WasmReading<'warp'> = ({ attributes, inputs: [x, indices, counters], outputs: [y] }, lowering) => {
  const { shift, rotate, scale, shear, flip = 0, crop = 0, border } = attributes
  const { block } = lowering
  const [batch, channels, height, width] = imageSizes(x.shape)
  const transforms = lowering.workspace('transforms', batch * 6)
  lowering.call('warpTransforms', batch, {
    indices,
    counters,
    transforms,
    height,
    width,
    block,
    stream: streams.augmentation,
    cropStream: streams.crop,
    seedAt: counterAt.seed,
    epochAt: counterAt.epoch,
    shift,
    rotate,
    scale,
    shear,
    flip,
    crop,
  })
  for (const [channel, value] of border.entries())
    lowering.call('warp', (batch / block) * height, {
      x,
      y,
      transforms,
      channels,
      firstChannel: channel,
      channelCount: border.length === 1 ? channels : 1,
      height,
      width,
      block,
      border: value,
    })
}
