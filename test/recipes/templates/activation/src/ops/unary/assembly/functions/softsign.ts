/** The argument, divided by one more than its size. */

/** @inline */
export function softsign(x: v128): v128 {
  const size = f32x4.abs(x)
  const y = f32x4.div(x, f32x4.add(size, f32x4.splat(1)))
  const one = v128.or(f32x4.splat(1), v128.xor(x, size))
  return v128.bitselect(one, y, f32x4.eq(size, f32x4.splat(Infinity)))
}

/** @inline */
export function softsignGrad(y: v128, dy: v128): v128 {
  const rest = f32x4.sub(f32x4.splat(1), f32x4.abs(y))
  return f32x4.mul(dy, f32x4.mul(rest, rest))
}
