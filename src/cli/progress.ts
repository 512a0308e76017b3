/** A line that keeps itself up to date on a terminal, and plain lines where the output is piped. */
import { clearLine, cursorTo } from 'node:readline'

export interface LiveLine {
  /** Shows the text in place of the last one (terminals only). */
  update(text: string): void
  /** Prints a lasting line. */
  print(text: string): void
}

export function liveLine(out: NodeJS.WriteStream): LiveLine {
  const live = out.isTTY === true
  let shown = false
  let last = 0
  const clear = () => {
    if (!shown) return
    cursorTo(out, 0)
    clearLine(out, 0)
    shown = false
  }
  return {
    update(text) {
      const now = performance.now()
      if (!live || now - last < 80) return
      last = now
      clear()
      // One column is left free: a full line would wrap on some terminals.
      out.write(text.slice(0, (out.columns || 80) - 1))
      shown = true
    },
    print(text) {
      clear()
      out.write(`${text}\n`)
    },
  }
}

/** `━━━━━━━╸          ` */
export function bar(share: number, width: number): string {
  const halves = Math.round(share * width * 2)
  return `${'━'.repeat(Math.floor(halves / 2))}${halves % 2 ? '╸' : ''}`.padEnd(width, ' ')
}

/** `41 s`, `2 min 05 s` */
export function showSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`
}
