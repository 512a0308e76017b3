/**
 * The mean squared error of each image. One item is one image, or eight side by side of which four are worked out
 * at a time; the sums are kept in float64.
 */
import { In, Out } from '../../shared/assembly/args'
import { columnsAt, columnsNumber, fourColumns, nextColumns, setColumns } from '../../shared/assembly/columns'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class MeanSquaredErrorArgs {
  y: In
  target: In
  losses: Out
  /** Elements of one image. */
  elements: u32
  block: u32
}

export function meanSquaredError(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<MeanSquaredErrorArgs>(args)
  const pitch = a.block << 2
  setColumns(begin, end, a.elements, a.block)
  while (nextColumns()) {
    const four = fourColumns
    let y = a.y + columnsAt
    let t = a.target + columnsAt
    let low = f64x2.splat(0)
    let high = f64x2.splat(0)
    for (let i: u32 = 0; i < a.elements; i++) {
      const d = f32x4.sub(loadLanes(y, four), loadLanes(t, four))
      const d0 = f64x2.promote_low_f32x4(d)
      const d1 = f64x2.promote_low_f32x4(i32x4.shuffle(d, d, 2, 3, 2, 3))
      low = f64x2.add(low, f64x2.mul(d0, d0))
      high = f64x2.add(high, f64x2.mul(d1, d1))
      y += pitch
      t += pitch
    }
    const count = f64x2.splat(<f64>a.elements)
    const l0 = f32x4.demote_f64x2_zero(f64x2.div(low, count))
    const l1 = f32x4.demote_f64x2_zero(f64x2.div(high, count))
    storeLanes(a.losses + (columnsNumber << 2), i32x4.shuffle(l0, l1, 0, 1, 4, 5), four)
  }
}
