/**
 * Where the ticks of an axis stand: at round numbers, as many as have room. All by decimal digits as JavaScript writes them,
 * without logarithms, so that the same ends give the same ticks in every engine. How a tick's number is written is the axis' to
 * say.
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

export interface Tick {
  readonly value: number
  readonly label: string
}

export interface TickWishes {
  /** How a tick's number is written, given the step between ticks. */
  readonly write: (value: number, step: number) => string
  /** Whether these labels have room when neighbours are `apart` of the axis' length from each other. */
  readonly fits: (labels: readonly string[], apart: number) => boolean
  /** No step below this one; 1 for whole numbers only. */
  readonly smallest?: number
}

/** The multiples of a round step (1, 2, 5 · 10ⁿ) in [low, high]: as many as have room. */
export function ticks(low: number, high: number, { write, fits, smallest = 0 }: TickWishes): Tick[] {
  const span = Math.min(high - low, Number.MAX_VALUE)
  for (let step = Math.max(smallest, niceStep(span / 60)); ; step = niceStep(step * 1.5)) {
    const [digit, exponent] = step.toExponential().split('e').map(Number) as [number, number]
    // So far from zero that neighbouring multiples are the same number: only a longer step can be counted.
    if (Math.max(Math.abs(low), Math.abs(high)) / step > 2 ** 50) continue
    const found: Tick[] = []
    // A hair of slack: an end that is a multiple itself must not be lost to rounding.
    for (let i = Math.ceil(low / step - 1e-9); i <= high / step + 1e-9; i++) {
      const value = i === 0 ? 0 : Number(`${i * digit}e${exponent}`)
      found.push({ value, label: write(value, step) })
    }
    const labels = found.map(({ label }) => label)
    if (found.length <= 2 || fits(labels, step / span)) return found
  }
}

/** 1, 2, 5 · 10ⁿ in [low, high] where they are few enough, otherwise 1 and 3, otherwise powers of ten, not more than `count`. */
export function logTicks(low: number, high: number, count: number): number[] {
  const inside = (digits: readonly number[]) => {
    const at: number[] = []
    for (let n = decade(low); n <= decade(high); n++) for (const d of digits) at.push(Number(`${d}e${n}`))
    return at.filter((x) => x >= low * (1 - 1e-9) && x <= high * (1 + 1e-9))
  }
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const at = inside(digits)
    if (at.length <= count) return at
  }
  const powers = inside([1])
  return powers.filter((_, i) => i % Math.ceil(powers.length / count) === 0)
}
