/**
 * The Wasm readings of average pooling to a given size: one item per channel's plane, of one image or of eight side by side.
 * Window i of n pixels and o outputs is what the i-th of o equal parts touches of n equal parts; so the windows of the gradient
 * are those of the way back, o pixels and n outputs, and one routine makes both.
 */
import type { Value } from '../../values/value.ts'
import type { Lowering, WasmReading } from '../lowering.ts'
import { planesOf } from '../shared/items.ts'

function lowerEither(from: Value, to: Value, spread: 0 | 1, lowering: Lowering): void {
  const { block, threads } = lowering
  const [, , height, width] = from.shape as readonly [number, number, number, number]
  const [, , outHeight, outWidth] = to.shape as readonly [number, number, number, number]
  const scratch = lowering.workspace('row', threads * width * block)
  const sizes = { height, width, outHeight, outWidth, spread, block }
  lowering.call('adaptiveAvgPool2d', planesOf(from, block), { from, to, scratch, ...sizes })
}

export const adaptiveAvgPool2d: WasmReading<'adaptiveAvgPool2d'> = ({ inputs: [x], outputs: [y] }, lowering) =>
  lowerEither(x, y, 0, lowering)

export const adaptiveAvgPool2dGrad: WasmReading<'adaptiveAvgPool2dGrad'> = ({ inputs: [dy], outputs: [dx] }, lowering) =>
  lowerEither(dy, dx, 1, lowering)
