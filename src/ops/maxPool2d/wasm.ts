/** The Wasm readings of max pooling: one item per channel's plane, of one image or of eight side by side. */
import { sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { planesOf, windowArguments } from '../shared/items.ts'

export const maxPool2d: WasmReading<'maxPool2d'> = ({ attributes, inputs: [x], outputs: [y, argMax] }, lowering) => {
  const { block } = lowering
  lowering.call('maxPool2d', planesOf(x, block), { x, y, argMax, ...windowArguments(attributes, x, y), block })
}

export const maxPool2dGrad: WasmReading<'maxPool2dGrad'> = ({ inputs: [dy, argMax], outputs: [dx] }, lowering) => {
  const { block } = lowering
  lowering.call('maxPool2dGrad', planesOf(dx, block), {
    dy,
    argMax,
    dx,
    pixels: sizeOf(dx.shape.slice(2)),
    outputs: sizeOf(dy.shape.slice(2)),
    block,
  })
}
