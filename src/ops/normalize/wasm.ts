/**
 * The Wasm reading of normalize: one item per row of the result. One call where all channels share their numbers, else
 * one for each run of channels that do.
 */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'

export const normalize: WasmReading<'normalize'> = ({ attributes, inputs: [raw], outputs: [x] }, { block, call }) => {
  const { padding, border } = attributes
  const [top, left] = padding
  // Features [N, F] with shared numbers are one row of pixels; with numbers of their own, F channels of one pixel.
  const flat = raw.shape.length === 2
  const shared = attributes.scale.length === 1 && attributes.offset.length === 1
  const image = ([, channels = 1, height = 1, ...row]: readonly number[]) =>
    flat && shared ? { channels: 1, height: 1, width: channels } : { channels, height, width: sizeOf(row) }
  const { channels, height, width } = image(raw.shape)
  const { height: outHeight, width: outWidth } = image(x.shape)
  const numberOf = (numbers: readonly number[], c: number) => numbers[numbers.length === 1 ? 0 : c]!

  for (let firstChannel = 0, channelCount: number; firstChannel < channels; firstChannel += channelCount) {
    const scale = numberOf(attributes.scale, firstChannel)
    const offset = numberOf(attributes.offset, firstChannel)
    const shares = (c: number) => numberOf(attributes.scale, c) === scale && numberOf(attributes.offset, c) === offset
    channelCount = 1
    while (firstChannel + channelCount < channels && shares(firstChannel + channelCount)) channelCount++
    call('normalize', (raw.shape[0]! / block) * channelCount * outHeight, {
      raw,
      x,
      channels,
      firstChannel,
      channelCount,
      height,
      width,
      outHeight,
      outWidth,
      top,
      left,
      block,
      bytes: raw.dtype === 'u8' ? 1 : 4,
      scale,
      offset,
      border: border * scale + offset,
    })
  }
}
