/**
 * Numbers for readers: round tick positions for an axis and short, exact texts. All by decimal digits as JavaScript
 * writes them, without logarithms, so that the same numbers give the same ticks in every engine.
 */

/** ⌊log₁₀ x⌋ of a positive number, read from its digits. */
export function decade(x: number): number {
  return Number(x.toExponential().split('e')[1])
}

/** The smallest of 1, 2, 5 · 10ⁿ that is at least x. */
export function niceStep(x: number): number {
  const n = decade(x)
  for (const digit of [1, 2, 5]) if (Number(`${digit}e${n}`) >= x) return Number(`${digit}e${n}`)
  return Number(`1e${n + 1}`)
}

/** Multiples of a round step (1, 2, 5 · 10ⁿ; at least `smallest`) in [low, high]: about `count` of them, seldom more. */
export function ticks(low: number, high: number, count: number, smallest = 0): { readonly at: number[]; readonly step: number } {
  const step = Math.max(smallest, niceStep((high - low) / Math.max(1, count)))
  const [digit, exponent] = step.toExponential().split('e').map(Number) as [number, number]
  const at: number[] = []
  // A hair of slack: an end that is a multiple itself must not be lost to rounding.
  for (let i = Math.ceil(low / step - 1e-9); i <= high / step + 1e-9; i++)
    at.push(i === 0 ? 0 : Number(`${i * digit}e${exponent}`))
  return { at, step }
}

/** 1, 2, 5 · 10ⁿ in [low, high] where they are few, otherwise powers of ten, and of those at most `count`. For logarithmic axes. */
export function logTicks(low: number, high: number, count: number): number[] {
  const inside = (digits: readonly number[]) => {
    const at: number[] = []
    for (let n = decade(low); n <= decade(high); n++) for (const d of digits) at.push(Number(`${d}e${n}`))
    return at.filter((x) => x >= low * (1 - 1e-9) && x <= high * (1 + 1e-9))
  }
  for (const digits of [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]) {
    const at = inside(digits)
    if (at.length <= count) return at.length >= 2 ? at : ticks(low, high, 4).at.filter((x) => x > 0)
  }
  const powers = inside([1])
  const each = Math.ceil(powers.length / count)
  return powers.filter((_, i) => i % each === 0)
}

/** A number in `digits` significant digits: −0.42, 1,234, 3.1e−7; with a real minus sign. */
export function numberText(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e9 || size < 1e-4) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string]
    return signed(`${Number(mantissa)}e${Number(exponent)}`)
  }
  if (Number.isInteger(value) || size >= 1000) return signed(grouped(String(Math.round(value))))
  return signed(String(Number(value.toPrecision(digits))))
}

/** A tick's number with just the decimals that its step has: 0.0, 0.5, 1.0. */
export function tickText(value: number, step: number): string {
  const size = Math.abs(value)
  if (size >= 1e6 || (value !== 0 && size < 1e-4)) return numberText(value)
  return signed(grouped(value.toFixed(decimalsOf(step))))
}

/** 0.975 → 97.5%, with the decimals that a step (of the fraction) has. */
export function percentText(value: number, step = 0.001): string {
  return `${signed((100 * value).toFixed(Math.max(0, decimalsOf(step) - 2)))}%`
}

function decimalsOf(step: number): number {
  const [mantissa, exponent] = step.toExponential().split('e') as [string, string]
  return Math.min(12, Math.max(0, Math.max(0, mantissa.length - 2) - Number(exponent)))
}

function grouped(digits: string): string {
  const [whole, ...rest] = digits.split('.') as [string, ...string[]]
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}

function signed(text: string): string {
  return text.replaceAll('-', '−')
}
