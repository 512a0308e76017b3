/**
 * The loss of a batch: one item, so the sum is in the order of the images whatever the threads. [N / 8][8] is the same
 * order as [N]. The sum is kept in float64.
 */
import { In, Out } from '../../shared/assembly/args'

@unmanaged
export class MeanArgs {
  losses: In
  scalars: In
  loss: Out
  batch: u32
  /** Where in `scalars` the count stands. */
  countAt: u32
}

export function mean(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<MeanArgs>(args)
  let sum: f64 = 0
  for (let n: u32 = 0; n < given.batch; n++) sum += <f64>load<f32>(given.losses + (n << 2))
  store<f32>(given.loss, <f32>(sum / <f64>load<f32>(given.scalars + (given.countAt << 2))))
}
