/** The Wasm reading of transpose: a copy, in the order of the result. */

import { stepsOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'
import { copyLoops, sizesIn } from '../shared/copyLoops.ts'

export const transpose: WasmReading<'transpose'> = ({ attributes: { axes }, inputs: [x], outputs: [y] }, lowering) => {
  const from = stepsOf(sizesIn(x, lowering.block))
  const sizes = sizesIn(y, lowering.block)
  const to = stepsOf(sizes)
  // The blocks of images come first and the images of a block last, in both.
  const order = [0, ...axes.map((axis) => axis + 1), sizes.length - 1]
  const loops = sizes.map((size, i) => ({ size, from: from[order[i]!]!, to: to[i]! }))
  copyLoops(lowering, x, y, loops)
}
