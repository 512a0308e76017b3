/** The element-wise functions: flat loops in both layouts. The costly ones have a loop of their own. */
import { In, Out } from '../../shared/assembly/args'
import { activate, SIGMOID, sigmoid4, TANH, tanh4 } from '../../shared/assembly/elementary'
import { LINE, loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class UnaryArgs {
  x: In
  y: Out
  elements: u32
  /** As `ops/unary/encode.ts` writes them. */
  fn: u32
  a: f32
  b: f32
}

export function unary(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<UnaryArgs>(args)
  const x = given.x
  const y = given.y
  const fn = given.fn
  const a = given.a
  const b = given.b
  const last = min(end << LINE, given.elements) << 2
  const whole = last & ~15
  let at = begin << (LINE + 2)
  if (fn === TANH) {
    const amplitude = f32x4.splat(a)
    const rate = f32x4.splat(b)
    for (; at < whole; at += 16) v128.store(y + at, f32x4.mul(tanh4(f32x4.mul(v128.load(x + at), rate)), amplitude))
  } else if (fn === SIGMOID) {
    for (; at < whole; at += 16) v128.store(y + at, sigmoid4(v128.load(x + at)))
  } else {
    for (; at < whole; at += 16) v128.store(y + at, activate(v128.load(x + at), fn, a, b))
  }
  for (; at < last; at += 4) storeLanes(y + at, activate(loadLanes(x + at, false), fn, a, b), false)
}
