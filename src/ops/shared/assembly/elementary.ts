/**
 * Elementary functions of the routines. Four float32 lanes at a time: `exp4`, `expm1Below0`, `log4`, `tanh4`, `sigmoid4`,
 * within 3 units in the last place, and `pow4`, within one; without a branch on a lane; a NaN stays a NaN. In float64, one at a
 * time: `sin` and `cos`, the twins of `math/elementary.ts` (the definition: the same steps in the same order, so the same bits).
 */
import { madd } from './math'

// V8 builds a vector constant anew wherever it is used, in three instructions on the busiest port; a broadcast from
// memory is one load. So the constants lie in a table.
const TABLE: usize = memory.data<f32>([
  1.4426950408889634, // 0: 1 / ln 2
  -0.693359375, // 4: −ln 2 in two parts; the first has 9 bits, so that n times it is exact
  2.12194440054690583e-4, // 8
  12582912, // 12: adding 1.5 · 2²³ rounds to a whole number, which then stands in the low bits
  0.0013926213141530752, // 16: P of e^r − 1 = r + r²·P(r), fitted at the Chebyshev nodes (relative error 2.3e-8)
  0.008363203145563602, // 20
  0.041666556149721146, // 24
  0.16666576266288757, // 28
  0.5, // 32
  1, // 36
  2, // 40
  20, // 44
])
const ROUND_BITS: i32 = 0x4b400000

/** The number at this byte of the table, in all lanes. @inline */
function constant(at: usize): v128 {
  return v128.load32_splat(TABLE + at)
}

/** e^r − 1 for |r| ≤ ln 2 / 2 @inline */
function expm1Part(r: v128): v128 {
  const r2 = f32x4.mul(r, r)
  const high = madd(constant(16), r2, madd(constant(20), r, constant(24)))
  const low = madd(constant(28), r, constant(32))
  return madd(r2, madd(r2, high, low), r)
}

/** 1.5 · 2²³ + the whole number nearest to x / ln 2. @inline */
function halvings(x: v128): v128 {
  return madd(x, constant(0), constant(12))
}

/** x − n·ln 2 @inline */
function remainder(x: v128, shifted: v128): v128 {
  const n = f32x4.sub(shifted, constant(12))
  return madd(n, constant(8), madd(n, constant(4), x))
}

/** e^x: 0 below −104, ∞ above 88.73, subnormal results too. @inline */
export function exp4(x: v128): v128 {
  const clipped = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-105)), f32x4.splat(89))
  const shifted = halvings(clipped)
  const y = f32x4.add(constant(36), expm1Part(remainder(clipped, shifted)))
  // 2ⁿ in two factors, as it may be beyond the normal numbers; the first product is exact.
  const n = i32x4.sub(shifted, i32x4.splat(ROUND_BITS))
  const half = i32x4.shr_s(n, 1)
  const scale1 = i32x4.add(i32x4.shl(half, 23), constant(36))
  const scale2 = i32x4.add(i32x4.shl(i32x4.sub(n, half), 23), constant(36))
  return f32x4.mul(f32x4.mul(y, scale1), scale2)
}

/** e^x − 1 for x ≤ 0, relatively exact near 0 as well; −1 below −50. Above 0 its value means nothing. @inline */
export function expm1Below0(x: v128): v128 {
  const clipped = f32x4.pmax(x, f32x4.splat(-50))
  return expm1Of(clipped, halvings(clipped))
}

/** e^x − 1 = 2ⁿ·(e^r − 1) + (2ⁿ − 1), where 2ⁿ and e^x are normal numbers. @inline */
function expm1Of(x: v128, shifted: v128): v128 {
  const one = constant(36)
  const scale = i32x4.add(i32x4.shl(shifted, 23), one)
  return madd(scale, expm1Part(remainder(x, shifted)), f32x4.sub(scale, one))
}

/** ln x: −∞ at 0, NaN below. x = 2ⁿ·m, √½ ≤ m < √2, ln m = 2·artanh(s) with s = (m − 1) / (m + 1). @inline */
export function log4(x: v128): v128 {
  // Subnormal numbers are made normal first.
  const tiny = f32x4.lt(x, f32x4.splat(1.1754943508222875e-38))
  const bits = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, tiny)
  const above = i32x4.sub(bits, i32x4.splat(0x3f3504f3))
  const n = i32x4.sub(i32x4.shr_s(above, 23), v128.and(tiny, i32x4.splat(23)))
  const m = i32x4.add(v128.and(above, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3))
  const f = f32x4.sub(m, constant(36))
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)))
  const z = f32x4.mul(s, s)
  let p = f32x4.splat(2.0 / 9.0)
  p = madd(p, z, f32x4.splat(2.0 / 7.0))
  p = madd(p, z, f32x4.splat(2.0 / 5.0))
  p = madd(p, z, f32x4.splat(2.0 / 3.0))
  // 2s + s³·P, written as f − s·(f − s²·P): the rounding of s then counts little.
  const n4 = f32x4.convert_i32x4_s(n)
  const small = madd(n4, constant(8), f32x4.mul(s, f32x4.sub(f, f32x4.mul(z, p))))
  const y = f32x4.sub(f32x4.sub(f, f32x4.mul(n4, constant(4))), small)
  const finite = v128.bitselect(y, x, f32x4.lt(x, f32x4.splat(Infinity)))
  const positive = v128.bitselect(f32x4.splat(-Infinity), finite, f32x4.eq(x, f32x4.splat(0)))
  return v128.bitselect(f32x4.splat(NaN), positive, f32x4.lt(x, f32x4.splat(0)))
}

/** tanh x = m / (m + 2) with m = e^(2|x|) − 1, and the sign of x: relatively exact near 0 as well, ±1 from 9.02 on. @inline */
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x)
  const t = f32x4.pmin(f32x4.add(size, size), constant(44))
  const m = expm1Of(t, halvings(t))
  return v128.or(f32x4.div(m, f32x4.add(m, constant(40))), v128.xor(x, size))
}

/** 1 / (1 + e⁻ˣ) @inline */
export function sigmoid4(x: v128): v128 {
  return f32x4.div(constant(36), f32x4.add(constant(36), exp4(f32x4.neg(x))))
}

/**
 * x^y with the special cases of `pow` in `math/elementary.ts`: e^(y · ln |x|), worked out in double precision, two lanes at a
 * time, as a product of y and a logarithm in single precision would lose what the exponential then makes large.
 */
export function pow4(x: v128, y: v128): v128 {
  const one = constant(36)
  const size = f32x4.abs(x)
  const low = powerOf(f64x2.promote_low_f32x4(size), f64x2.promote_low_f32x4(y))
  const upper = i32x4.shuffle(size, size, 2, 3, 2, 3)
  const high = powerOf(f64x2.promote_low_f32x4(upper), f64x2.promote_low_f32x4(i32x4.shuffle(y, y, 2, 3, 2, 3)))
  const power = i32x4.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5)
  const result = v128.bitselect(one, power, f32x4.eq(size, one))
  const half = f32x4.mul(y, f32x4.splat(0.5))
  const whole = f32x4.eq(f32x4.floor(y), y)
  const odd = v128.and(whole, f32x4.ne(f32x4.floor(half), half))
  const signed = v128.xor(result, v128.and(odd, v128.xor(x, size)))
  // A negative x, but not −∞, to what is not whole; and what is no number on either side.
  const negative = v128.and(f32x4.lt(x, f32x4.splat(0)), f32x4.gt(x, f32x4.splat(-Infinity)))
  const none = v128.or(v128.andnot(negative, whole), v128.or(f32x4.ne(x, x), f32x4.ne(y, y)))
  const known = v128.bitselect(f32x4.splat(NaN), signed, none)
  return v128.bitselect(one, known, v128.or(f32x4.eq(y, f32x4.splat(0)), f32x4.eq(x, one)))
}

/** e^(y · ln x) of two numbers for x ≥ 0, to 1e-11: what is beyond float32 becomes 0 or ∞ when it is rounded. */
function powerOf(x: v128, y: v128): v128 {
  const product = f64x2.mul(y, logPair(x))
  return expPair(f64x2.pmin(f64x2.pmax(product, f64x2.splat(-110)), f64x2.splat(110)))
}

/** ln x of two numbers that float32 has, none below 0; the steps of `log4`. @inline */
function logPair(x: v128): v128 {
  const above = i64x2.sub(x, i64x2.splat(0x3fe6a09e667f3bcd))
  const n = i64x2.shr_s(above, 52)
  const m = i64x2.sub(x, i64x2.shl(n, 52))
  const f = f64x2.sub(m, f64x2.splat(1))
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)))
  const z = f64x2.mul(s, s)
  let p = f64x2.splat(2.0 / 17.0)
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 15.0))
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 13.0))
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 11.0))
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 9.0))
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 7.0))
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 5.0))
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2.0 / 3.0))
  p = f64x2.add(f64x2.mul(p, z), f64x2.splat(2))
  // n as a number: 1.5 · 2⁵² and n, less 1.5 · 2⁵².
  const whole = f64x2.sub(i64x2.add(n, i64x2.splat(0x4338000000000000)), f64x2.splat(6755399441055744))
  const y = f64x2.add(f64x2.mul(whole, f64x2.splat(0.6931471805599453)), f64x2.mul(s, p))
  const finite = v128.bitselect(x, y, f64x2.eq(x, f64x2.splat(Infinity)))
  return v128.bitselect(f64x2.splat(-Infinity), finite, f64x2.eq(x, f64x2.splat(0)))
}

/** e^x of two numbers from −110 to 110: x = n·ln 2 + r, and the series of e^r. @inline */
function expPair(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), f64x2.splat(6755399441055744))
  const n = f64x2.sub(shifted, f64x2.splat(6755399441055744))
  const r = f64x2.sub(x, f64x2.mul(n, f64x2.splat(0.6931471805599453)))
  let p = f64x2.splat(1.0 / 3628800.0)
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 362880.0))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 40320.0))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 5040.0))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 720.0))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 120.0))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 24.0))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1.0 / 6.0))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(0.5))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1))
  p = f64x2.add(f64x2.mul(p, r), f64x2.splat(1))
  // n stands in the low bits of the shifted number.
  return f64x2.mul(p, i64x2.add(i64x2.shl(shifted, 52), f64x2.splat(1)))
}

/** sin x (or, with `ahead` 1, cos x) for |x| ≤ 2²⁰: x = quarter·π/2 + r + rest, and a series of r. */
function sinAhead(x: f64, ahead: u32): f64 {
  if (x === 0 && ahead === 0) return x
  const n = Math.floor(x * 0.6366197723675814 + 0.5)
  // Three exact products are taken off one after the other; what each difference rounds away is kept.
  const a = x - n * 1.5707963267341256
  const second = n * 6.077100506303966e-11
  const b = a - second
  const third = n * 2.0222662487111665e-21
  const c = b - third
  const lost = differenceError(a, second, b) + (differenceError(b, third, c) - n * 8.4784276603689e-32)
  const r = c + lost
  const rest = c - r + lost
  const quarter = <u32>(<i32>n) + ahead
  const y = quarter & 1 ? cosSeries(r, rest) : sinSeries(r, rest)
  return quarter & 2 ? -y : y
}

export function sin(x: f64): f64 {
  return sinAhead(x, 0)
}

export function cos(x: f64): f64 {
  return sinAhead(x, 1)
}

function differenceError(a: f64, b: f64, difference: f64): f64 {
  const virtual = a - difference
  return a - (difference + virtual) + (virtual - b)
}

function sinSeries(r: f64, rest: f64): f64 {
  const z = r * r
  let sum = 1.0 / 6227020800.0 + z * (-1.0 / 1307674368000.0 + z * (1.0 / 355687428096000.0))
  sum = 1.0 / 362880.0 + z * (-1.0 / 39916800.0 + z * sum)
  sum = -1.0 / 6.0 + z * (1.0 / 120.0 + z * (-1.0 / 5040.0 + z * sum))
  return r + (r * z * sum + rest * (1 - z / 2))
}

function cosSeries(r: f64, rest: f64): f64 {
  const z = r * r
  let sum = -1.0 / 3628800.0 + z * (1.0 / 479001600.0 + z * (-1.0 / 87178291200.0 + z * (1.0 / 20922789888000.0)))
  sum = 1.0 / 24.0 + z * (-1.0 / 720.0 + z * (1.0 / 40320.0 + z * sum))
  const half = z / 2
  const first = 1 - half
  return first + (1 - first - half + (z * z * sum - r * rest))
}
