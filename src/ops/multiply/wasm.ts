/**
 * The Wasm readings of multiply and channelDots: values of one shape are flat, one item per line of 16 elements; with one number
 * a channel an item is a channel's plane, of one image or of eight side by side.
 */
import { sameShape, sizeOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { columnsOf, linesOf, planesOf } from '../shared/items.ts'

export const multiply: WasmReading<'multiply'> = ({ inputs: [a, b], outputs: [y] }, lowering) => {
  if (sameShape(a.shape, b.shape)) {
    const inPlace = [[y, a] as const, [y, b] as const]
    lowering.call('multiply', linesOf(y), { a, b, y, elements: sizeOf(y.shape) }, { inPlace })
    return
  }
  const { block } = lowering
  const { columns } = columnsOf(a, block)
  lowering.call('multiplyChannels', planesOf(a, block), { a, b, y, columns, block }, { inPlace: [[y, a]] })
}

export const channelDots: WasmReading<'channelDots'> = ({ inputs: [a, b], outputs: [y] }, lowering) => {
  const { block } = lowering
  const { columns } = columnsOf(a, block)
  lowering.call('channelDots', planesOf(a, block), { a, b, y, columns, block })
}
