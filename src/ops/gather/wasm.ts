/** The Wasm readings of gather: a table of places in the call itself; one item is some places of one outer part. */
import { RUN } from '../constants.generated.ts'
import type { WasmReading } from '../lowering.ts'
import { sidesOf } from './op.ts'

/** How many places an item takes. */
const stepOf = (columns: number) => Math.max(1, Math.floor(RUN / columns))

export const gather: WasmReading<'gather'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  const { outer, size, inner } = sidesOf(attributes, x)
  const { indices } = attributes
  const columns = inner * lowering.block
  const [count, countStep] = [indices.length, stepOf(columns)]
  const items = (outer / lowering.block) * Math.ceil(count / countStep)
  lowering.call('gather', items, { x, y, size, count, countStep, columns, indices })
}

export const gatherGrad: WasmReading<'gatherGrad'> = ({ attributes, inputs: [dy], outputs: [dx] }, lowering) => {
  const { outer, size, inner } = sidesOf(attributes, dx)
  const { indices } = attributes
  const columns = inner * lowering.block
  const sizeStep = stepOf(columns)
  const items = (outer / lowering.block) * Math.ceil(size / sizeStep)
  lowering.call('gatherGrad', items, { dy, dx, size, count: indices.length, sizeStep, columns, places: placesOf(indices, size) })
}

/**
 * For each place of the axis, where its indices begin in the list behind; then that list: the i of each place, in their order.
 */
function placesOf(indices: readonly number[], size: number): number[] {
  const starts = new Array<number>(size + 1).fill(0)
  for (const index of indices) starts[index + 1]!++
  for (let a = 0; a < size; a++) starts[a + 1]! += starts[a]!
  const next = starts.slice()
  const list = new Array<number>(indices.length)
  for (const [i, index] of indices.entries()) list[next[index]!++] = i
  return [...starts, ...list]
}
