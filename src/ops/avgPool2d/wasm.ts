/** The Wasm readings of average pooling: one item per channel's plane, of one image or of eight side by side. */
import type { Value } from '../../values/value.ts'
import type { WasmReading } from '../lowering.ts'
import { planesOf, windowArguments } from '../shared/items.ts'
import type { AvgPool2dAttributes } from './op.ts'

export const avgPool2d: WasmReading<'avgPool2d'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  const { block } = lowering
  const items = planesOf(x, block)
  lowering.call('avgPool2d', items, { x, y, ...averages(attributes, x, y), block })
}

export const avgPool2dGrad: WasmReading<'avgPool2dGrad'> = ({ attributes, inputs: [dy], outputs: [dx] }, lowering) => {
  const { block } = lowering
  const items = planesOf(dx, block)
  const tiled = tiles(attributes, dx, dy) ? 1 : 0
  lowering.call('avgPool2dGrad', items, { dy, dx, ...averages(attributes, dx, dy), tiled, block })
}

function averages(attributes: AvgPool2dAttributes, image: Value, output: Value) {
  const [, , bottom, right] = attributes.padding
  return { ...windowArguments(attributes, image, output), bottom, right, countPadding: attributes.countPadding ? 1 : 0 }
}

/** Does every pixel lie in exactly one window, and every window inside the image? */
function tiles({ kernelSize: kernel, stride, dilation, padding }: AvgPool2dAttributes, image: Value, output: Value): boolean {
  return (
    padding.every((side) => side === 0) &&
    [0, 1].every(
      (axis) =>
        stride[axis] === kernel[axis] &&
        (dilation[axis] === 1 || kernel[axis] === 1) &&
        output.shape[axis + 2]! * kernel[axis]! === image.shape[axis + 2],
    )
  )
}
