/**
 * The two looks of a figure, light and dark, as plain tables of colours. Text and the colours of series (their labels
 * are written in them) stand out from the background by at least 4.5 : 1, and series differ in lightness and hue as
 * colour-blind eyes need it; both are tested. Colours of values are not here: they are the same in both looks (colourMap.ts).
 */

import { choiceOption } from '../errors/options.ts'
import { exp, log } from '../math/elementary.ts'

/** The colours of paper, words, lines and series. */
export interface Theme {
  readonly background: string
  /** Text to be read first. */
  readonly strong: string
  /** Text to be read second: captions, ticks, small print. */
  readonly soft: string
  /** The one colour that says "look here". */
  readonly accent: string
  /** Marks of what is right and what is wrong; always with a tick or a cross, never by colour alone. */
  readonly right: string
  readonly wrong: string
  /** Hairlines: grids and frames. */
  readonly line: string
  /** The axis itself. */
  readonly axis: string
  /** The empty part of a bar. */
  readonly track: string
  /** Lines of a chart, in the order in which they are taken. */
  readonly series: readonly string[]
}

/** For light or for dark paper. */
export type ThemeName = 'light' | 'dark'

/** Both themes. */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: '#ffffff',
    strong: '#1b222c',
    soft: '#5a6573',
    accent: '#0a5ea8',
    right: '#05785a',
    wrong: '#b54708',
    line: '#e3e7ec',
    axis: '#a3adb9',
    track: '#edf0f3',
    series: ['#0a5ea8', '#b84a00', '#00775a', '#9b3d85', '#756000', '#2f3b49'],
  },
  dark: {
    background: '#12161c',
    strong: '#e9edf2',
    soft: '#9ca8b6',
    accent: '#6cb4fa',
    right: '#45c9a0',
    wrong: '#ff9a5a',
    line: '#29303a',
    axis: '#5d6977',
    track: '#222933',
    series: ['#6cb4fa', '#ff9a5a', '#45c9a0', '#e29acb', '#dcc04a', '#c9d2dc'],
  },
}

/** The theme of a name. @throws OptionError for an unknown one. */
export function themeOf(owner: string, name: ThemeName = 'light'): Theme {
  return themes[choiceOption(owner, 'theme', name, ['light', 'dark'])]
}

/** [red, green, blue] from 0 to 255 of '#rrggbb'. */
export function rgbOf(colour: string): [number, number, number] {
  const bits = Number.parseInt(colour.slice(1), 16)
  return [bits >> 16, (bits >> 8) & 255, bits & 255]
}

/** '#rrggbb', `part` of the way from one colour to another (0: the first, 1: the second). */
export function mixed(from: string, to: string, part: number): string {
  const [a, b] = [rgbOf(from), rgbOf(to)]
  return `#${a
    .map((v, i) =>
      Math.round(v + (b[i]! - v) * part)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

/**
 * How far two colours stand apart for a reader, from 1 to 21: (L₁ + 0.05) / (L₂ + 0.05), with L the relative luminance.
 * Source: WCAG 2.2, "contrast ratio".
 */
export function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [r, g, b] = rgbOf(colour).map((v) => (v <= 10 ? v / 255 / 12.92 : exp(2.4 * log((v / 255 + 0.055) / 1.055))))
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
