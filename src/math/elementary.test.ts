/**
 * Holds the elementary functions to Math's (whose own errors are below 1e-16 in V8, fdlibm's), over wide ranges and at
 * the edges, and to a few stored bits, which no engine may change.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cos, erf, erfc, exp, expm1, log, log1p, pow, power, sin, tanh } from './elementary.ts'
import { random } from './random.ts'

const draws = random(7, 9)

/** The largest relative error over 20 000 numbers, evenly spread in [from, to] or, with `log`, in their exponents. */
function worst(
  mine: (x: number) => number,
  theirs: (x: number) => number,
  from: number,
  to: number,
  spread: 'even' | 'exponents' = 'even',
): number {
  let largest = 0
  for (let i = 0; i < 20_000; i++) {
    const u = draws.bits(i) / 2 ** 32 + draws.bits(i + 20_000) / 2 ** 64
    const x = spread === 'even' ? from + (to - from) * u : (i % 2 ? -1 : 1) * 2 ** (from + (to - from) * u)
    const wanted = theirs(x)
    const error = Math.abs(mine(x) - wanted) / Math.max(Math.abs(wanted), 2 ** -1022)
    assert.ok(!Number.isNaN(error) || Number.isNaN(wanted) === Number.isNaN(mine(x)), `x = ${x}: ${mine(x)}, wanted ${wanted}`)
    largest = Math.max(largest, error || 0)
  }
  return largest
}

test('exp', () => {
  for (const [from, to] of [
    [-708, 709.7],
    [-1, 1],
    [-1e-6, 1e-6],
  ] as const)
    assert.ok(worst(exp, Math.exp, from, to) < 3e-16)
  assert.deepEqual([0, -0, -Infinity, Infinity, -746, 710, NaN].map(exp), [1, 1, 0, Infinity, 0, Infinity, NaN])
  assert.equal(exp(-745), 5e-324)
  assert.ok(Math.abs(exp(-740) / Math.exp(-740) - 1) < 0.01)
  assert.ok(exp(709.782712893384) > 1.79e308)
})

test('log', () => {
  for (const [from, to] of [
    [0, 10],
    [0.5, 2],
    [0.999, 1.001],
  ] as const)
    assert.ok(worst(log, Math.log, from, to) < 4e-16)
  assert.ok(
    worst(
      (x) => log(Math.abs(x)),
      (x) => Math.log(Math.abs(x)),
      -1074,
      1023,
      'exponents',
    ) < 4e-16,
  )
  assert.deepEqual([0, -0, 1, Infinity, -1, -Infinity, NaN].map(log), [-Infinity, -Infinity, 0, Infinity, NaN, NaN, NaN])
  assert.ok(Math.abs(log(5e-324) / -744.4400719213812 - 1) < 1e-15)
})

test('expm1', () => {
  for (const [from, to] of [
    [-45, 709.7],
    [-1, 1],
    [-0.01, 0.01],
  ] as const)
    assert.ok(worst(expm1, Math.expm1, from, to) < 6e-16)
  assert.ok(worst(expm1, Math.expm1, -1070, 5, 'exponents') < 6e-16)
  assert.deepEqual([0, -0, -Infinity, Infinity, -1000, 710, NaN].map(expm1), [0, -0, -1, Infinity, -1, Infinity, NaN])
  assert.ok(Math.abs(expm1(709.78) / Math.expm1(709.78) - 1) < 6e-16)
})

test('log1p', () => {
  for (const [from, to] of [
    [-0.999, 1],
    [-0.01, 0.01],
    [0, 1e6],
  ] as const)
    assert.ok(worst(log1p, Math.log1p, from, to) < 5e-16)
  assert.ok(worst(log1p, Math.log1p, -1070, -1, 'exponents') < 5e-16)
  assert.ok(
    worst(
      (x) => log1p(Math.abs(x)),
      (x) => Math.log1p(Math.abs(x)),
      -1070,
      1023,
      'exponents',
    ) < 5e-16,
  )
  assert.deepEqual([0, -1, -2, Infinity, -Infinity, NaN].map(log1p), [0, -Infinity, NaN, Infinity, NaN, NaN])
})

test('erf', () => {
  // x, erf x to the nearest double (mpmath)
  const table = [
    [1e-300, 1.1283791670955126e-300],
    [1e-8, 1.1283791670955126e-8],
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [0.99, 0.8385080695553698],
    [1, 0.8427007929497149],
    [2, 0.9953222650189527],
    [6, 1],
  ] as const
  for (const [x, wanted] of table) {
    assert.ok(Math.abs(erf(x) / wanted - 1) < 2e-15, `erf(${x}): ${erf(x)}, wanted ${wanted}`)
    assert.equal(erf(-x), -erf(x))
  }
  assert.deepEqual([erf(0), erf(Number.POSITIVE_INFINITY), erf(Number.NaN)], [0, 1, Number.NaN])
})

test('erfc', () => {
  // x, erfc x to the nearest double (mpmath)
  const table = [
    [-5, 1.9999999999984626],
    [-1, 1.842700792949715],
    [-0.25, 1.276326390168237],
    [1e-10, 0.999999999887162],
    [0.25, 0.7236736098317631],
    [0.5, 0.4795001221869535],
    [0.75, 0.28884436634648486],
    [0.984375, 0.16388712994960353],
    [1, 0.15729920705028513],
    [1.015625, 0.15091396511111246],
    [1.5, 0.033894853524689274],
    [2, 0.004677734981047266],
    [2.5, 0.0004069520174449589],
    [3, 2.209049699858544e-5],
    [4, 1.541725790028002e-8],
    [5, 1.537459794428035e-12],
    [8, 1.1224297172982926e-29],
    [12, 1.3562611692059042e-64],
    [20, 5.395865611607901e-176],
    [26, 5.663192408856143e-296],
  ] as const
  for (const [x, wanted] of table) assert.ok(Math.abs(erfc(x) / wanted - 1) < 2e-15, `erfc(${x}): ${erfc(x)}, wanted ${wanted}`)
  // erfc x + erfc(−x) = 2, and it falls, across the change of method too.
  for (let x = 0; x < 6; x += 1 / 64) {
    assert.ok(Math.abs(erfc(x) + erfc(-x) - 2) <= 2 ** -51)
    assert.ok(erfc(x + 1 / 64) < erfc(x), `${x}`)
  }
  assert.deepEqual([0, -0, Infinity, -Infinity, 28, NaN].map(erfc), [1, 1, 0, 2, 0, NaN])
})

test('tanh', () => {
  for (const [from, to] of [
    [-25, 25],
    [-1, 1],
    [-0.01, 0.01],
  ] as const)
    assert.ok(worst(tanh, Math.tanh, from, to) < 6e-16)
  assert.ok(worst(tanh, Math.tanh, -1070, 6, 'exponents') < 6e-16)
  assert.deepEqual([0, -0, Infinity, -Infinity, 30, -1e300, NaN].map(tanh), [0, -0, 1, -1, 1, -1, NaN])
  assert.equal(tanh(5e-324), 5e-324)
})

test('sin and cos', () => {
  for (const size of [0.8, 7, 1000, 1048576, 1e9]) {
    assert.ok(worst(sin, Math.sin, -size, size) < 3e-16)
    assert.ok(worst(cos, Math.cos, -size, size) < 3e-16)
  }
  assert.ok(worst(sin, Math.sin, -1070, 18, 'exponents') < 3e-16)
  // Beside multiples of π/2, where almost everything cancels.
  for (let k = 1; k < 600_000; k = 2 * k + 1)
    for (const f of [
      [sin, Math.sin],
      [cos, Math.cos],
    ] as const) {
      const x = k * (Math.PI / 2)
      assert.ok(Math.abs(f[0](x) - f[1](x)) <= 3e-16 * Math.abs(f[1](x)), `${f[0].name}(${x})`)
    }
  for (const x of [1e22, -1e22, 2 ** 53 + 2, 6381956970095103 * 2 ** 797, Number.MAX_VALUE]) {
    assert.ok(Math.abs(sin(x) / Math.sin(x) - 1) < 3e-16, `sin(${x})`)
    assert.ok(Math.abs(cos(x) / Math.cos(x) - 1) < 3e-16, `cos(${x})`)
  }
  assert.deepEqual([0, -0, Infinity, -Infinity, NaN].map(sin), [0, -0, NaN, NaN, NaN])
  assert.deepEqual([0, -0, Infinity, -Infinity, NaN].map(cos), [1, 1, NaN, NaN, NaN])
})

test('power', () => {
  for (const exponent of [1, 2, 3, 17, 100])
    assert.ok(Math.abs(power(0.999, exponent) / 0.999 ** exponent - 1) < 2.3e-16 * exponent)
  assert.deepEqual(
    [power(2, 10), power(2, -2), power(-3, 3), power(0.5, 0), power(0, 0), power(0.9, 1e9)],
    [1024, 0.25, -27, 1, 1, 0],
  )
})

test('the same bits everywhere', () => {
  assert.deepEqual(
    [exp(1), log(10), tanh(0.3), sin(1), cos(1), sin(100), cos(1e10), power(0.999, 1000)],
    [
      // biome-ignore lint/suspicious/noApproximativeNumericConstant: these bits, and not the nearest to the constants
      2.7182818284590455, 2.302585092994046, 0.29131261245159085, 0.8414709848078965, 0.5403023058681398, -0.5063656411097588,
      0.8731196226768559, 0.36769542477096695,
    ],
  )
})

test('pow', () => {
  for (const exponent of [0.5, 1.5, -0.75, 3.7, -11.25, 65, 100.5]) {
    const error = worst(
      (x) => pow(x, exponent),
      (x) => x ** exponent,
      0.01,
      30,
    )
    assert.ok(error < 5e-16 * (1 + 4.7 * Math.abs(exponent)), `${exponent}: ${error}`)
  }
  for (const base of [0.3, 7.5])
    assert.ok(
      worst(
        (y) => pow(base, y),
        (y) => base ** y,
        -60,
        60,
      ) < 6e-14,
    )
  assert.deepEqual([pow(-3, 2), pow(-3, 3), pow(-2, -2), pow(1.1, 2)], [9, -27, 0.25, 1.1 * 1.1])
  const specials = [0, -0, 0.5, -0.5, 1, -1, 2, -2, 3, -3, 65, -65, 66, 1e300, Infinity, -Infinity, NaN]
  for (const base of specials)
    for (const exponent of specials) {
      // JavaScript says NaN of 1^NaN and of 1^∞, C and PyTorch 1.
      const wanted =
        Math.abs(base) === 1 && !Number.isFinite(exponent) ? (base === -1 && Number.isNaN(exponent) ? NaN : 1) : base ** exponent
      const got = pow(base, exponent)
      const near = Object.is(got, wanted) || Math.abs(got - wanted) <= 1e-13 * Math.abs(wanted)
      assert.ok(near, `${base}^${exponent} is ${got}, not ${wanted}`)
    }
})
