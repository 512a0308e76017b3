/** Where the numbers of one item of a reduction lie: what is kept makes the items, what is reduced is gone over in each. */
import { ReductionArgs } from '../../shared/assembly/args'

// Each thread has its own instance and so its own globals.
/** Where the first number of the item is in x, in bytes from its start; and its result in y. */
export let placeOfX: usize = 0
export let placeOfY: usize = 0
/** Of a kept run, the numbers of the item side by side. */
export let placeCount: u32 = 0

export function findPlace(item: u32, a: ReductionArgs): void {
  const parts = a.runKept ? (a.run + a.part - 1) / a.part : 1
  const row = item / parts
  const before = (item - row * parts) * a.part
  const outer = row / a.keptSize
  const inner = row - outer * a.keptSize
  placeOfX = (outer * a.keptStride0 + inner * a.keptStride1 + before) << 2
  placeOfY = (a.runKept ? row * a.run + before : row) << 2
  placeCount = min(a.part, a.run - before)
}
