/** Bars of whole and half characters: how far a training is, how sure a network is. */
import type { Paint } from './paint.ts'

/** `━━━━━━━╸───────`: a share in [0, 1] of so many columns. Without colours the rest is left blank. */
export function bar(share: number, width: number, paint: Paint): string {
  const halves = Math.round(Math.min(1, Math.max(0, share)) * width * 2)
  const done = '━'.repeat(halves >> 1) + (halves % 2 ? '╸' : '')
  return paint.accent(done) + paint.dim('─'.repeat(width - done.length))
}

/** `██████▌   `: a share in [0, 1] of so many columns, to the eighth of a column. */
export function block(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8)
  const part = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8]!
  return ('█'.repeat(eighths >> 3) + part).padEnd(width)
}
