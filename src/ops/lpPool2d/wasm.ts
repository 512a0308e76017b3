/** The Wasm readings of pooling by p-norms: one item per channel's plane, of one image or of eight side by side. */
import type { WasmReading } from '../lowering.ts'
import { planesOf, windowArguments } from '../shared/items.ts'

export const lpPool2d: WasmReading<'lpPool2d'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  const { block } = lowering
  lowering.call('lpPool2d', planesOf(x, block), { x, y, ...windowArguments(attributes, x, y), p: attributes.p, block })
}

export const lpPool2dGrad: WasmReading<'lpPool2dGrad'> = ({ attributes, inputs: [x, y, dy], outputs: [dx] }, lowering) => {
  const { block } = lowering
  const window = windowArguments(attributes, x, y)
  lowering.call('lpPool2dGrad', planesOf(x, block), { x, y, dy, dx, ...window, p: attributes.p, block })
}
