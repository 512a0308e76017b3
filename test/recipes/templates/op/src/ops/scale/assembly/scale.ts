/** Every element times one number: a flat loop in both layouts. */
import { In, Out } from '../../shared/assembly/args'
import { endOfLines, endOfVectors, firstOfLines } from '../../shared/assembly/lanes'

@unmanaged
export class ScaleArgs {
  x: In
  y: Out
  elements: u32
  factor: f32
}

export function scale(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ScaleArgs>(args)
  const x = given.x
  const y = given.y
  const factor = f32x4.splat(given.factor)
  const last = endOfLines(end, given.elements) << 2
  const whole = endOfVectors(last)
  let at = firstOfLines(begin) << 2
  for (; at < whole; at += 16) v128.store(y + at, f32x4.mul(v128.load(x + at), factor))
  for (; at < last; at += 4) store<f32>(y + at, load<f32>(x + at) * given.factor)
}
