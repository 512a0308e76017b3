/** The Wasm reading of colourJitter: one item per image, or eight side by side; one call for images in grey, one for colour. */
import { streams } from '../../math/random.ts'
import { imageSizes, sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { counterAt } from '../stepNumbers.ts'

export const colourJitter: WasmReading<'colourJitter'> = (
  { attributes, inputs: [x, indices, counters], outputs: [y] },
  { block, call },
) => {
  const { brightness, contrast, saturation, hue, bgr, scale, offset } = attributes
  const [batch, channels, height, width] = imageSizes(x.shape)
  // Of planes in the order red, green, blue; where there is one, it is all three.
  const order = channels === 1 ? [0, 0, 0] : bgr ? [2, 1, 0] : [0, 1, 2]
  const [red, green, blue] = order as [number, number, number]
  call(
    'colourJitter',
    batch / block,
    {
      ...{ x, indices, counters, y, channels, places: height * width, block, red, green, blue },
      ...{ stream: streams.jitter, seedAt: counterAt.seed, epochAt: counterAt.epoch },
      ...{ brightness, contrast, saturation, hue: channels === 1 ? 0 : hue },
      ...{ scaleRed: scale[red]!, scaleGreen: scale[green]!, scaleBlue: scale[blue]! },
      ...{ offsetRed: offset[red]!, offsetGreen: offset[green]!, offsetBlue: offset[blue]! },
      mean: 1 / sizeOf([height, width]),
    },
    { inPlace: [[y, x]] },
  )
}
