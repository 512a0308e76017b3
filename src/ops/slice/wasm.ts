/** The Wasm readings of slice: a copy out of the whole; and, back into it, a copy into zeros. */
import { sizeOf, stepsOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import type { Lowering, WasmReading } from '../lowering.ts'
import { copyLoops, sizesIn } from '../shared/copyLoops.ts'
import { linesOf } from '../shared/items.ts'
import type { SliceAttributes } from './op.ts'

/** For each loop over the part its size, its step there, its step in the whole; and where in the whole the part begins. */
function loopsOf({ starts, steps }: SliceAttributes, whole: Value, part: Value, { block }: Lowering) {
  const sizes = sizesIn(part, block)
  const ofPart = stepsOf(sizes)
  const ofWhole = stepsOf(sizesIn(whole, block))
  const loops = sizes.map((size, i) => ({ size, part: ofPart[i]!, whole: ofWhole[i]! * (i > 0 ? (steps[i - 1] ?? 1) : 1) }))
  return { loops, start: starts.reduce((sum, start, axis) => sum + start * ofWhole[axis + 1]!, 0) }
}

export const slice: WasmReading<'slice'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  const { loops, start } = loopsOf(attributes, x, y, lowering)
  const copied = loops.map(({ size, part, whole }) => ({ size, from: whole, to: part }))
  copyLoops(lowering, x, y, copied, { fromStart: start })
}

export const sliceGrad: WasmReading<'sliceGrad'> = ({ attributes, inputs: [dy], outputs: [dx] }, lowering) => {
  const { loops, start } = loopsOf(attributes, dx, dy, lowering)
  const copied = loops.map(({ size, part, whole }) => ({ size, from: part, to: whole }))
  const elements = sizeOf(dx.shape)
  if (sizeOf(dy.shape) < elements) lowering.call('fill', linesOf(dx), { y: dx, elements, value: 0 })
  copyLoops(lowering, dy, dx, copied, { toStart: start })
}
