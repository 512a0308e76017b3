/** The step's numbers with another learning rate; one item. */
import { In, Out } from '../../shared/assembly/args'

@unmanaged
export class ScaleRateArgs {
  scalars: In
  scaled: Out
  /** Of the numbers. */
  count: u32
  /** Which of them is the learning rate. */
  rateAt: u32
  factor: f32
}

export function scaleRate(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ScaleRateArgs>(args)
  memory.copy(given.scaled, given.scalars, given.count << 2)
  const at = given.scaled + (given.rateAt << 2)
  store<f32>(at, load<f32>(at) * given.factor)
}
