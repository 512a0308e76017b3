/**
 * Elementary functions in float64 that give the same bits in every engine: JavaScript leaves the last places of
 * Math.exp, log, sin, cos, tanh and pow to the engine, and engines differ. Here only +, −, ·, /, floor and exact changes
 * of the exponent are used: the argument is brought near 0, where a power series is summed. Use these wherever a result
 * reaches a weight, a rate or a pixel. The errors in the docstrings are tested against Math's functions.
 * `sin` and `cos` have a twin in `ops/shared/assembly/elementary.ts`: the same steps in the same order.
 */

const TWO_OVER_PI = 0.6366197723675814
// ln 2 and π/2 in parts; all but the last of each have 33 bits, so that their products with a small whole number are exact.
const LN2_1 = 0.6931471804855391
const LN2_2 = 7.440617110012397e-11
const SQRT_PI = 1.772453850905516
const HALF_PI_1 = 1.5707963267341256
const HALF_PI_2 = 6.077100506303966e-11
const HALF_PI_3 = 2.0222662487111665e-21
const HALF_PI_4 = 8.4784276603689e-32

/** e^r − 1 − r = r²/2! + r³/3! + … for |r| ≤ ln 2 / 2 */
function expSeries(r: number): number {
  let sum = 1 / 479001600 + r * (1 / 6227020800 + r * (1 / 87178291200))
  sum = 1 / 362880 + r * (1 / 3628800 + r * (1 / 39916800 + r * sum))
  sum = 1 / 720 + r * (1 / 5040 + r * (1 / 40320 + r * sum))
  return r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * sum))))
}

/** Reads and writes the exponents of numbers; DataView's byte order is the same on every machine. */
const bits = new DataView(new ArrayBuffer(8))

/** 2ⁿ for n from −1022 to 1023. */
function powerOfTwo(n: number): number {
  bits.setInt32(0, (n + 1023) << 20)
  bits.setInt32(4, 0)
  return bits.getFloat64(0)
}

/** eˣ. Relative error below 3e-16 (subnormal results: half of the smallest number more). */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.79) return Infinity
  if (x < -745.2) return 0
  const n = Math.floor(x * Math.LOG2E + 0.5)
  const high = x - n * LN2_1
  const low = n * LN2_2
  const r = high - low
  const y = 1 + (r + (high - r - low + expSeries(r)))
  // In two steps: 2ⁿ itself may be too large or too small, and the first step is exact.
  const half = Math.floor(n / 2)
  return y * powerOfTwo(half) * powerOfTwo(n - half)
}

/** eˣ − 1. Relative error below 6e-16, also near 0, where exp(x) − 1 has lost every place. */
export function expm1(x: number): number {
  if (!(Math.abs(x) > 0)) return x
  if (x > 709.79) return Infinity
  if (x < -40) return -1
  return expm1Reduced(x)
}

/** 2ⁿ·(e^r − 1) + (2ⁿ − 1), for x from −40 to 709.79. */
function expm1Reduced(x: number): number {
  const n = Math.floor(x * Math.LOG2E + 0.5)
  const high = x - n * LN2_1
  const low = n * LN2_2
  const r = high - low
  const part = r + (high - r - low + expSeries(r))
  // 2¹⁰²⁴ is beyond the numbers.
  if (n > 1023) return 2 * (powerOfTwo(n - 1) * part + powerOfTwo(n - 1))
  const scale = powerOfTwo(n)
  return scale * part + (scale - 1)
}

/** ln x: −∞ at 0, NaN below. Relative error below 4e-16, also near 1. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return x
  // x = 2ⁿ·m with √½ ≤ m < √2; subnormal numbers are made normal first.
  const normal = x < 2 ** -1022 ? x * 2 ** 54 : x
  bits.setFloat64(0, normal)
  const word = bits.getInt32(0)
  let n = (word >> 20) - 1023
  bits.setInt32(0, (word & 0xfffff) | 0x3ff00000)
  let m = bits.getFloat64(0)
  if (m > Math.SQRT2) {
    m /= 2
    n++
  }
  if (normal !== x) n -= 54
  // ln m = 2·artanh(s) = 2·(s + s³/3 + s⁵/5 + …) with s = f / (2 + f), f = m − 1; 2s is f − s·f, which rounds less.
  const f = m - 1
  const s = f / (2 + f)
  const z = s * s
  let sum = 2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21)))
  sum = 2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * (2 / 13 + z * sum)))))
  return n * LN2_1 + (f - (s * (f - z * sum) - n * LN2_2))
}

/** ln(1 + x): −∞ at −1, NaN below. Relative error below 5e-16, also near 0, where 1 + x has lost the places of x. */
export function log1p(x: number): number {
  const sum = 1 + x
  if (!(sum > 0) || sum === Infinity) return log(sum)
  // What the sum lost comes back as a first-order term.
  const lost = Math.abs(x) < 1 ? x - (sum - 1) : 1 - (sum - x)
  return log(sum) + lost / sum
}

/**
 * erfc x = 2/√π · ∫ₓ^∞ e^(−t²) dt: 2 at −∞, 0 at ∞. Relative error below 2e-15 (subnormal results: half of the smallest number
 * more). Below 1 it is 1 − erf x by a series, from there on a continued fraction.
 * Source: Abramowitz, Stegun 1964, Handbook of mathematical functions, 7.1.6 and 7.1.14.
 */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x
  if (x < 0) return 2 - erfc(-x)
  if (x > 27.3) return 0
  // x² in two parts, the first of them exact.
  const near = Math.fround(x)
  const bell = exp(-near * near) * exp((near - x) * (near + x))
  return x < 1 ? 1 - bell * erfSeries(x) : bell / (SQRT_PI * erfcFraction(x))
}

/**
 * erf x = 2/√π · ∫₀ˣ e^(−t²) dt = 1 − erfc x, from −1 to 1. Relative error below 2e-15, also near 0.
 * Source: Abramowitz, Stegun 1964, Handbook of mathematical functions, 7.1.6.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x
  if (x < 0) return -erf(-x)
  return x < 1 ? exp(-x * x) * erfSeries(x) : 1 - erfc(x)
}

/** 2/√π · Σ 2ᵏ·x²ᵏ⁺¹ / (1·3·…·(2k + 1)), whose terms are all positive. */
function erfSeries(x: number): number {
  let [term, sum] = [x, 0]
  for (let odd = 3; term > sum * 2 ** -56; odd += 2) {
    sum += term
    term *= (2 * x * x) / odd
  }
  return (2 / SQRT_PI) * sum
}

/** x + ½/(x + 1/(x + 1½/(x + …))), from the inside out, with as many terms as x wants: few where it is large. */
function erfcFraction(x: number): number {
  let tail = x
  for (let k = Math.ceil(200 / (x * x)) + 12; k > 0; k--) tail = x + k / 2 / tail
  return tail
}

/** tanh x, as m / (m + 2) with m = e^(2|x|) − 1 and the sign of x. Relative error below 6e-16, also near 0. */
export function tanh(x: number): number {
  const t = 2 * Math.abs(x)
  if (!(t > 0)) return x
  if (t > 44) return x < 0 ? -1 : 1
  const m = expm1Reduced(t)
  const y = m / (m + 2)
  return x < 0 ? -y : y
}

/** sin x. Relative error below 3e-16; of x beyond 2²⁰ (1 048 576) as well, but slowly. */
export function sin(x: number): number {
  if (x === 0) return x
  const { quarter, r, rest } = reduced(x)
  const y = quarter & 1 ? cosSeries(r, rest) : sinSeries(r, rest)
  return quarter & 2 ? -y : y
}

/** cos x. Errors as of `sin`. */
export function cos(x: number): number {
  const { quarter, r, rest } = reduced(x)
  const y = quarter & 1 ? sinSeries(r, rest) : cosSeries(r, rest)
  return (quarter + 1) & 2 ? -y : y
}

/** sin(r + rest) for |r| ≤ π/4: r − r³/3! + r⁵/5! − … */
function sinSeries(r: number, rest: number): number {
  const z = r * r
  let sum = 1 / 362880 + z * (-1 / 39916800 + z * (1 / 6227020800 + z * (-1 / 1307674368000 + z * (1 / 355687428096000))))
  sum = -1 / 6 + z * (1 / 120 + z * (-1 / 5040 + z * sum))
  return r + (r * z * sum + rest * (1 - z / 2))
}

/** cos(r + rest) for |r| ≤ π/4: 1 − r²/2! + r⁴/4! − … */
function cosSeries(r: number, rest: number): number {
  const z = r * r
  let sum = -1 / 3628800 + z * (1 / 479001600 + z * (-1 / 87178291200 + z * (1 / 20922789888000)))
  sum = 1 / 24 + z * (-1 / 720 + z * (1 / 40320 + z * sum))
  const half = z / 2
  const first = 1 - half
  return first + (1 - first - half + (z * z * sum - r * rest))
}

/** x = quarter·π/2 + r + rest with |r| ≤ π/4 and a tiny rest; of `quarter` the last two bits count. */
function reduced(x: number): { quarter: number; r: number; rest: number } {
  if (!(Math.abs(x) <= 1048576)) return reducedLarge(x)
  const n = Math.floor(x * TWO_OVER_PI + 0.5)
  // Three exact products are taken off one after the other; what each difference rounds away is kept.
  const a = x - n * HALF_PI_1
  const second = n * HALF_PI_2
  const b = a - second
  const third = n * HALF_PI_3
  const c = b - third
  const lost = differenceError(a, second, b) + (differenceError(b, third, c) - n * HALF_PI_4)
  const r = c + lost
  return { quarter: n & 3, r, rest: c - r + lost }
}

/** What a − b lost when it was rounded to `difference` (Knuth's two-sum). */
function differenceError(a: number, b: number, difference: number): number {
  const virtual = a - difference
  return a - (difference + virtual) + (virtual - b)
}

/** The same for a large x, which is a whole number of 2⁻³²: with integers of as many bits as it takes. */
function reducedLarge(x: number): { quarter: number; r: number; rest: number } {
  if (!Number.isFinite(x)) return { quarter: 0, r: NaN, rest: NaN }
  halfPi ??= 8n * arcCotangent(5n) - 2n * arcCotangent(239n)
  const scaled = (Math.abs(x) < 2 ** 53 ? BigInt(x * 2 ** 32) : BigInt(x) << 32n) << (PLACES - 32n)
  const sign = x < 0 ? -1n : 1n
  const quarter = sign * ((2n * sign * scaled + halfPi) / (2n * halfPi))
  const remainder = scaled - quarter * halfPi
  return { quarter: Number(BigInt.asUintN(2, quarter)), r: Number(remainder >> (PLACES - 300n)) * 2 ** -300, rest: 0 }
}

/** Binary places of these integers: 1024 for the largest x, 62 for the one nearest to a multiple of π/2, and enough. */
const PLACES = 1216n
/** π/2 · 2^PLACES, by Machin's formula π/4 = 4·arccot 5 − arccot 239. */
let halfPi: bigint | undefined

/** arccot n · 2^PLACES = Σ (−1)ᵏ / ((2k + 1)·n²ᵏ⁺¹) */
function arcCotangent(n: bigint): bigint {
  let sum = 0n
  let power = (1n << PLACES) / n
  for (let k = 1n; power !== 0n; k += 2n, power /= -n * n) sum += power / k
  return sum
}

/** base^exponent for a whole exponent, by squaring. Relative error below 2.3e-16 · |exponent| (less in practice). */
export function power(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square
    square *= square
  }
  return exponent < 0 ? 1 / result : result
}

/**
 * base^exponent for any real numbers, with the special cases of C's pow: 1 where the exponent is 0 or the base 1, NaN where the
 * base is negative and the exponent is not whole. Relative error below 5e-16 · (1 + |exponent · ln |base||); whole exponents of
 * up to 64 go by squaring, so that x² is x · x.
 */
export function pow(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1
  if (Number.isNaN(base) || Number.isNaN(exponent)) return NaN
  const whole = Math.floor(exponent) === exponent
  if (whole && Math.abs(exponent) <= 64) return power(base, exponent)
  if (base < 0 && base > -Infinity && !whole) return NaN
  const size = Math.abs(base)
  const result = size === 1 ? 1 : exp(exponent * log(size))
  const odd = Math.abs(exponent % 2) === 1
  return odd && (base < 0 || Object.is(base, -0)) ? -result : result
}
