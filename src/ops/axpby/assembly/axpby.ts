/** y = b·y + a·x: a flat loop in both layouts. */
import { Both, In } from '../../shared/assembly/args'
import { endOfLines, endOfVectors, firstOfLines } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class AxpbyArgs {
  x: In
  y: Both
  elements: u32
  a: f32
  b: f32
}

export function axpby(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<AxpbyArgs>(args)
  const x = given.x
  const y = given.y
  const a = f32x4.splat(given.a)
  const b = f32x4.splat(given.b)
  const last = endOfLines(end, given.elements) << 2
  const whole = endOfVectors(last)
  let at = firstOfLines(begin) << 2
  for (; at < whole; at += 16) v128.store(y + at, madd(v128.load(x + at), a, f32x4.mul(v128.load(y + at), b)))
  // One number in all lanes, so that every element is rounded alike.
  for (; at < last; at += 4) {
    const next = madd(v128.load32_splat(x + at), a, f32x4.mul(v128.load32_splat(y + at), b))
    v128.store32_lane(y + at, next, 0)
  }
}
