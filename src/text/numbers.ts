/**
 * Numbers as readers see them: on screens, in figures, pages and messages. Short, exact texts of decimal digits as JavaScript
 * writes them, so that a number is the same text in every engine. What is written in words (`2분`) belongs to whoever speaks.
 */
import type { Language } from './language.ts'

/** A whole number with its thousands apart: 60000 → 60,000. What is not whole is rounded. */
export function wholeText(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** `5`, `0.5`, or `5×3` where the two differ: sizes and distances [vertical, horizontal], with two decimals at most. */
export function pairText([v, h]: readonly [number, number]): string {
  const [down, across] = [v, h].map((value) => String(Number(value.toFixed(2)))) as [string, string]
  return down === across ? down : `${down}×${across}`
}

/** `(1, 10, 438, 438)`: a shape as NumPy prints it. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
}

/** 0.0049 → 0.49 %: a share with two decimals, as errors and probabilities are compared; a dash where there is none. */
export function shareText(share: number | undefined): string {
  return share === undefined || Number.isNaN(share) ? '–' : `${(100 * share).toFixed(2)} %`
}

/** As `shareText`, but what is not quite all is not said to be: 0.99999 → > 99.99 %. */
export function cautiousShareText(share: number | undefined): string {
  return share !== undefined && share < 1 && share > 0.99995 ? '> 99.99 %' : shareText(share)
}

/** A loss, as tables have it: 0.0412, 12.3046; what is too large for that 7.26e17. */
export function lossText(loss: number): string {
  return Math.abs(loss) < 1e5 ? loss.toFixed(4) : numberText(loss)
}

/** 41.2 → 41 s; 125 → 2 min 5 s; 7380 → 2 h 3 min; in Korean 41초, 2분 5초, 2시간 3분. */
export function secondsText(seconds: number, lang: Language = 'en'): string {
  const [s, min, h] = lang === 'en' ? [' s', ' min', ' h'] : ['초', '분', '시간']
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole}${s}`
  if (whole < 3600) return `${Math.floor(whole / 60)}${min} ${whole % 60}${s}`
  // 59.6 minutes are an hour more.
  const minutes = Math.round(whole / 60)
  return `${Math.floor(minutes / 60)}${h} ${minutes % 60}${min}`
}

/** `1,234.5 MiB`, `16 KiB`, `12 bytes`. `aligned`, for a column of them: always one decimal, and `B` for bytes. */
export function bytesText(bytes: number, aligned = false): string {
  const [unit, size] =
    bytes >= 2 ** 20
      ? (['MiB', 2 ** 20] as const)
      : bytes >= 2 ** 10
        ? (['KiB', 2 ** 10] as const)
        : ([aligned ? 'B' : 'bytes', 1] as const)
  const decimals = size === 1 ? 0 : 1
  const digits = { maximumFractionDigits: decimals, minimumFractionDigits: aligned ? decimals : 0 }
  return `${(bytes / size).toLocaleString('en-US', digits)} ${unit}`
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

/** An end of a range, in three significant digits; what is nothing beside the range's span is 0. */
export function endText(value: number, [low, high]: readonly [number, number]): string {
  return numberText(Math.abs(value) < (high - low) / 2000 ? 0 : Number(value.toPrecision(3)))
}

/** A tick's number with just the decimals that its step has: 0, 0.5, 1.0. */
export function tickText(value: number, step: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e6 || size < 1e-4) return numberText(value)
  return signed(grouped(value.toFixed(decimalsOf(step))))
}

/** 0.975 → 97.5%, with the decimals that a step (of the fraction) has. */
export function percentText(value: number, step = 0.001): string {
  if (value === 0) return '0%'
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
