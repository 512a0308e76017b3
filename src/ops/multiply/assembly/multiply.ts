/** The product of two values of one shape: a flat loop in both layouts. */
import { In, Out } from '../../shared/assembly/args'
import { endOfLines, endOfVectors, firstOfLines } from '../../shared/assembly/lanes'

@unmanaged
export class MultiplyArgs {
  a: In
  b: In
  y: Out
  elements: u32
}

export function multiply(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<MultiplyArgs>(args)
  const a = given.a
  const b = given.b
  const y = given.y
  const last = endOfLines(end, given.elements) << 2
  const whole = endOfVectors(last)
  let at = firstOfLines(begin) << 2
  for (; at < whole; at += 16) v128.store(y + at, f32x4.mul(v128.load(a + at), v128.load(b + at)))
  for (; at < last; at += 4) store<f32>(y + at, load<f32>(a + at) * load<f32>(b + at))
}
