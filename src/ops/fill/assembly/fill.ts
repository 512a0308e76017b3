/** Sets every element to one number. */
import { Out } from '../../shared/assembly/args'
import { endOfLines, endOfVectors, firstOfLines } from '../../shared/assembly/lanes'

@unmanaged
export class FillArgs {
  y: Out
  elements: u32
  value: f32
}

export function fill(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<FillArgs>(args)
  const y = given.y
  const value = given.value
  const vector = f32x4.splat(value)
  const last = endOfLines(end, given.elements) << 2
  const whole = endOfVectors(last)
  let at = firstOfLines(begin) << 2
  for (; at < whole; at += 16) v128.store(y + at, vector)
  for (; at < last; at += 4) store<f32>(y + at, value)
}
