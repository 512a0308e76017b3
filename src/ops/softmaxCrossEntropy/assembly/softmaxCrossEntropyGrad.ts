/** The gradient of softmax and cross-entropy: (p − t) / count. Cut as the forward is; the count is read when it runs. */
import { In, Out } from '../../shared/assembly/args'
import { columnsAt, columnsNumber, fourColumns, nextColumns, setColumns } from '../../shared/assembly/columns'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class SoftmaxCrossEntropyGradArgs {
  probabilities: In
  /** i32 */
  labels: In
  scalars: In
  dlogits: Out
  classes: u32
  block: u32
  /** Where in `scalars` the count stands. */
  countAt: u32
  smoothing: f32
}

export function softmaxCrossEntropyGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<SoftmaxCrossEntropyGradArgs>(args)
  const share = f32x4.splat(<f32>1 / load<f32>(a.scalars + (a.countAt << 2)))
  const others = f32x4.splat(a.smoothing / <f32>a.classes)
  const own = f32x4.splat(1 - a.smoothing)
  const pitch = a.block << 2
  setColumns(begin, end, a.classes, a.block)
  while (nextColumns()) {
    const four = fourColumns
    const label = loadLanes(a.labels + (columnsNumber << 2), four)
    let at = columnsAt
    for (let c: u32 = 0; c < a.classes; c++, at += pitch) {
      const target = f32x4.add(others, v128.and(own, i32x4.eq(label, i32x4.splat(c))))
      storeLanes(a.dlogits + at, f32x4.mul(f32x4.sub(loadLanes(a.probabilities + at, four), target), share), four)
    }
  }
}
