/** dx = dy where x > 0, else its channel's slope times dy. Cut as prelu is. */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors, loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class PreluGradInputArgs {
  /** [items][columns], both */
  x: In
  dy: In
  /** [slopes], or one for each of the columns */
  weight: In
  dx: Out
  columns: u32
  /** After so many planes the first slope comes again; 0: each column has its own. */
  slopes: u32
}

export function preluGradInput(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<PreluGradInputArgs>(args)
  const bytes = a.columns << 2
  const whole = endOfVectors(bytes)
  const own = a.slopes === 0
  const zero = f32x4.splat(0)
  for (let item = begin; item < end; item++) {
    const x = a.x + item * bytes
    const dy = a.dy + item * bytes
    const dx = a.dx + item * bytes
    const one = v128.load32_splat(own ? a.weight : a.weight + ((item % a.slopes) << 2))
    let at: u32 = 0
    while (at < bytes) {
      const four = at < whole
      const value = loadLanes(dy + at, four)
      const slope = own ? loadLanes(a.weight + at, four) : one
      storeLanes(dx + at, v128.bitselect(value, f32x4.mul(value, slope), f32x4.gt(loadLanes(x + at, four), zero)), four)
      at += four ? 16 : 4
    }
  }
}
