/** The gradient of the mean squared error: 2·(y − t) / (E · count). Cut as the forward is; the count is read when it runs. */
import { In, Out } from '../../shared/assembly/args'
import { columnsAt, fourColumns, nextColumns, setColumns } from '../../shared/assembly/columns'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class MeanSquaredErrorGradArgs {
  y: In
  target: In
  scalars: In
  dy: Out
  elements: u32
  block: u32
  /** Where in `scalars` the count stands. */
  countAt: u32
}

export function meanSquaredErrorGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<MeanSquaredErrorGradArgs>(args)
  const share = f32x4.splat(<f32>(2 / (<f64>a.elements * <f64>load<f32>(a.scalars + (a.countAt << 2)))))
  const pitch = a.block << 2
  setColumns(begin, end, a.elements, a.block)
  while (nextColumns()) {
    const four = fourColumns
    let at = columnsAt
    for (let i: u32 = 0; i < a.elements; i++) {
      const difference = f32x4.sub(loadLanes(a.y + at, four), loadLanes(a.target + at, four))
      storeLanes(a.dy + at, f32x4.mul(difference, share), four)
      at += pitch
    }
  }
}
