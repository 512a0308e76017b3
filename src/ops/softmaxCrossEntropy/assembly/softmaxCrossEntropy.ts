/**
 * Softmax and cross-entropy in one. One item is one image, or eight side by side of which four are worked out at a
 * time. With d_c = logit_c − max the loss is log Σ e^d − (1 − ε)·d_label − ε/C · Σ d: never the logarithm of a 0.
 */
import { In, Out } from '../../shared/assembly/args'
import { columnsAt, columnsNumber, fourColumns, nextColumns, setColumns } from '../../shared/assembly/columns'
import { exp4, log4 } from '../../shared/assembly/elementary'
import { loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class SoftmaxCrossEntropyArgs {
  logits: In
  /** i32 */
  labels: In
  losses: Out
  probabilities: Out
  classes: u32
  block: u32
  smoothing: f32
}

export function softmaxCrossEntropy(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<SoftmaxCrossEntropyArgs>(args)
  setColumns(begin, end, a.classes, a.block)
  while (nextColumns()) imagesOf(a, a.logits + columnsAt, a.probabilities + columnsAt, columnsNumber << 2, fourColumns)
}

function imagesOf(a: SoftmaxCrossEntropyArgs, x: usize, p: usize, image: usize, four: bool): void {
  const pitch = a.block << 2
  const end = pitch * a.classes
  const label = loadLanes(a.labels + image, four)
  let highest = loadLanes(x, four)
  for (let at: usize = pitch; at < end; at += pitch) highest = f32x4.max(highest, loadLanes(x + at, four))
  let sum = f32x4.splat(0)
  let total = f32x4.splat(0)
  let picked = f32x4.splat(0)
  let c: i32 = 0
  for (let at: usize = 0; at < end; at += pitch, c++) {
    const d = f32x4.sub(loadLanes(x + at, four), highest)
    const power = exp4(d)
    sum = f32x4.add(sum, power)
    total = f32x4.add(total, d)
    picked = v128.bitselect(d, picked, i32x4.eq(label, i32x4.splat(c)))
    storeLanes(p + at, power, four)
  }
  let loss = f32x4.sub(log4(sum), f32x4.mul(picked, f32x4.splat(1 - a.smoothing)))
  // Only where there is smoothing: a logit of −∞ would make 0 · −∞.
  if (a.smoothing > 0) loss = f32x4.sub(loss, f32x4.mul(total, f32x4.splat(a.smoothing / <f32>a.classes)))
  storeLanes(a.losses + image, loss, four)
  const share = f32x4.div(f32x4.splat(1), sum)
  for (let at: usize = 0; at < end; at += pitch) storeLanes(p + at, f32x4.mul(loadLanes(p + at, four), share), four)
}
