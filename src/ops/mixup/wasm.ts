/** The Wasm reading of mixup: one item per image, or eight side by side. Not in place: an image is read twice. */
import { batchOf, sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'

export const mixup: WasmReading<'mixup'> = ({ inputs: [x, share], outputs: [y] }, { block, call }) => {
  const batch = batchOf(x)
  const size = sizeOf(x.shape.slice(1))
  call('mixup', batch / block, { x, share, y, groups: batch / block, size, block })
}
