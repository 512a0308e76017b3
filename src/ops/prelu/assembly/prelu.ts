/** y = x where x > 0, else its channel's slope times x. One item is one plane, or a list of numbers with a slope for each. */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors, loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class PreluArgs {
  /** [items][columns] */
  x: In
  /** [slopes], or one for each of the columns */
  weight: In
  y: Out
  columns: u32
  /** After so many planes the first slope comes again; 0: each column has its own. */
  slopes: u32
}

export function prelu(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<PreluArgs>(args)
  const bytes = a.columns << 2
  const whole = endOfVectors(bytes)
  const own = a.slopes === 0
  const zero = f32x4.splat(0)
  for (let item = begin; item < end; item++) {
    const x = a.x + item * bytes
    const y = a.y + item * bytes
    const one = v128.load32_splat(own ? a.weight : a.weight + ((item % a.slopes) << 2))
    let at: u32 = 0
    while (at < bytes) {
      const four = at < whole
      const value = loadLanes(x + at, four)
      const slope = own ? loadLanes(a.weight + at, four) : one
      storeLanes(y + at, v128.bitselect(value, f32x4.mul(value, slope), f32x4.gt(value, zero)), four)
      at += four ? 16 : 4
    }
  }
}
