/** The few colours of the command: the terminal's own sixteen, so that they suit its theme; plain text without colours. */

export interface Paint {
  bold(text: string): string
  dim(text: string): string
  /** Bars, and what is going on now. */
  accent(text: string): string
  good(text: string): string
  warn(text: string): string
  bad(text: string): string
}

const codes = { bold: [1, 22], dim: [2, 22], accent: [36, 39], good: [32, 39], warn: [33, 39], bad: [31, 39] } as const

export function paintWith(colour: boolean): Paint {
  const wrap =
    ([on, off]: readonly [number, number]) =>
    (text: string) =>
      colour && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text
  return Object.fromEntries(Object.entries(codes).map(([name, pair]) => [name, wrap(pair)])) as unknown as Paint
}
