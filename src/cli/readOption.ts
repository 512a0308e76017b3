/** The values of options as numbers and choices; what cannot be meant is wrong usage, said in the words of the screen. */
import { nearest } from '../plumbing.ts'
import { UsageError } from './usageError.ts'
import type { Words } from './words.ts'

/** A whole number of at least `min`; undefined where the option was not given. */
export function wholeOf(words: Words, option: string, given: string | undefined, min = 1): number | undefined {
  if (given === undefined) return undefined
  const value = plainNumber(given)
  const max = 2 ** 31 - 1
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw wrong(value > max ? words.usage.atMost(option, max, given) : words.usage.whole(option, min, given))
}

/** A number of at least 0. */
export function realOf(words: Words, option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const value = plainNumber(given)
  if (Number.isFinite(value) && value >= 0) return value
  throw wrong(words.usage.real(option, given))
}

/** A number above 0, and below 1 where it is a share. */
export function aboveZeroOf(words: Words, option: string, given: string | undefined, { share = false } = {}): number | undefined {
  if (given === undefined) return undefined
  const value = plainNumber(given)
  if (value > 0 && Number.isFinite(value) && !(share && value >= 1)) return value
  throw wrong(share ? words.usage.share(option, given) : words.usage.positive(option, given))
}

export function threadsOf(words: Words, given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const value = plainNumber(given)
  if (Number.isInteger(value) && value >= 1 && value <= 64) return value
  throw wrong(words.usage.threads(given))
}

export function seedOf(words: Words, given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const value = plainNumber(given)
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value
  throw wrong(words.usage.seed(given))
}

export function choiceOf<const T extends string>(
  words: Words,
  option: string,
  given: string | undefined,
  choices: readonly T[],
): T | undefined {
  if (given === undefined || choices.includes(given as T)) return given as T | undefined
  const meant = nearest(given, choices)
  throw wrong(words.usage.choice(option, choices.join(', '), given), meant && words.usage.meant(meant).trim())
}

export function wrong(message: string, fix?: string): UsageError {
  return new UsageError({ code: 'wrong-value', message, fix })
}

/** Digits, a point, an exponent: not '', '0x10' or 'Infinity', which Number would take. */
export function plainNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN
}
