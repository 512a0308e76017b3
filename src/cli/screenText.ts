/**
 * The last gate before the terminal: whatever comes this way, it obeys nothing but line feeds and our own colours. Names from
 * outside are made visible where they are put into a line (`visibleText`), so that widths are right; here nothing gets past.
 */
import { visibleLines } from '../plumbing.ts'

/** The sequences that `paintWith` and halfBlocks write, and no others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const ours = /\x1b\[(?:0|1|2|22|3[1236]|39|38;(?:5;\d+|2;\d+;\d+;\d+)(?:;48;(?:5;\d+|2;\d+;\d+;\d+))?)m/g

/** A text as it may go to a screen, with our colours where it has any. */
export function screenText(text: string, colour: boolean): string {
  if (!colour) return visibleLines(text)
  let [shown, from] = ['', 0]
  for (const { 0: sequence, index } of text.matchAll(ours)) {
    shown += visibleLines(text.slice(from, index)) + sequence
    from = index + sequence.length
  }
  return shown + visibleLines(text.slice(from))
}
