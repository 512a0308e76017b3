/** Spans of time in words, and an estimate of time that is calm. Numbers without words are those of `striate/figures`. */
import type { Words } from './words.ts'

/** `41 s`, `2 min 05 s`, `3 h 07 min` */
export function span(seconds: number, words: Words): string {
  const all = Math.max(0, Math.round(seconds))
  const two = (n: number) => String(n).padStart(2, '0')
  if (all < 60) return words.seconds(all)
  if (all < 3600) return words.minutes(Math.floor(all / 60), two(all % 60))
  return words.hours(Math.floor(all / 3600), two(Math.floor((all % 3600) / 60)))
}

/** The time that is left, in steps that a long wait deserves: seconds, then fives, then minutes. */
export function spanLeft(seconds: number, words: Words): string {
  const all = Math.max(0, seconds)
  if (all < 55) return words.seconds(Math.ceil(all))
  if (all < 595) return span(5 * Math.round(all / 5), words)
  if (all < 3570) return words.minutes(Math.round(all / 60), undefined)
  return span(60 * Math.round(all / 60), words)
}

/**
 * A countdown that does not jump: between two estimates it counts with the clock, and it follows an estimate only where
 * that is off by more than a tenth (and a second), and then at most once in two seconds. Times in seconds; `now` is the
 * clock's.
 */
export function calmCountdown(): (estimate: number, now: number) => number {
  let end: number | undefined
  let changed = 0
  return (estimate, now) => {
    const off = end === undefined ? 0 : Math.abs(now + estimate - end)
    if (end === undefined || (off > 1 + 0.1 * estimate && now - changed >= 2)) {
      end = now + estimate
      changed = now
    }
    return Math.max(0, end - now)
  }
}
