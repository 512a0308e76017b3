/** The Wasm readings of a border: one item per channel's plane, of one image or of eight side by side. */
import type { Value } from '../../values/value.ts'
import type { WasmReading } from '../lowering.ts'
import { planesOf } from '../shared/items.ts'
import type { Pad2dGradAttributes, PadMode } from './op.ts'

const numberOf: Readonly<Record<PadMode, number>> = { constant: 0, reflect: 1, edge: 2 }

function sizesOf({ padding: [top, left, bottom, right], mode }: Pad2dGradAttributes, { shape }: Value, block: number) {
  return { height: shape[2]!, width: shape[3]!, top, left, bottom, right, mode: numberOf[mode], block }
}

export const pad2d: WasmReading<'pad2d'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  const { block } = lowering
  lowering.call('pad2d', planesOf(x, block), { x, y, ...sizesOf(attributes, x, block), value: attributes.value })
}

export const pad2dGrad: WasmReading<'pad2dGrad'> = ({ attributes, inputs: [dy], outputs: [dx] }, lowering) => {
  const { block } = lowering
  lowering.call('pad2dGrad', planesOf(dx, block), { dy, dx, ...sizesOf(attributes, dx, block) })
}
