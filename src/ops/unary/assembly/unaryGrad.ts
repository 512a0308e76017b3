/** The gradient of the element-wise functions, from the result y: flat loops in both layouts. */
import { In, Out } from '../../shared/assembly/args'
import { activateGrad, TANH } from '../../shared/assembly/elementary'
import { LINE, loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class UnaryGradArgs {
  y: In
  dy: In
  dx: Out
  elements: u32
  fn: u32
  a: f32
  b: f32
}

export function unaryGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<UnaryGradArgs>(args)
  const y = given.y
  const dy = given.dy
  const dx = given.dx
  const fn = given.fn
  const a = given.a
  const b = given.b
  const last = min(end << LINE, given.elements) << 2
  const whole = last & ~15
  let at = begin << (LINE + 2)
  if (fn === TANH) {
    // rate · (amplitude − y² / amplitude)
    const most = f32x4.splat(a * b)
    const less = f32x4.splat(-b / a)
    for (; at < whole; at += 16) {
      const v = v128.load(y + at)
      v128.store(dx + at, f32x4.mul(v128.load(dy + at), madd(f32x4.mul(v, v), less, most)))
    }
    for (; at < last; at += 4) {
      const v = loadLanes(y + at, false)
      storeLanes(dx + at, f32x4.mul(loadLanes(dy + at, false), madd(f32x4.mul(v, v), less, most)), false)
    }
    return
  }
  for (; at < whole; at += 16) v128.store(dx + at, activateGrad(v128.load(y + at), v128.load(dy + at), fn, a, b))
  for (; at < last; at += 4) {
    const gradient = activateGrad(loadLanes(y + at, false), loadLanes(dy + at, false), fn, a, b)
    storeLanes(dx + at, gradient, false)
  }
}
