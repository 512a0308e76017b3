/**
 * Text in columns of a terminal: a Korean syllable takes two, a colour code none. Everything that is lined up or cut goes
 * through here.
 */
import stringWidth from 'string-width'

/** The columns that a text takes (its widest line). */
export function textWidth(text: string): number {
  return Math.max(0, ...text.split('\n').map((line) => stringWidth(line)))
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text
}

/** A plain text in at most so many columns: what is too long ends with `…`. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let [short, columns, letters] = ['', 0, 0]
  for (const letter of text) {
    columns += stringWidth(letter)
    // Some letters take no room: of these, too, a line has only so many.
    if (columns > width - 1 || ++letters > 8 * width) break
    short += letter
  }
  return width > 0 ? `${short}…` : ''
}

/**
 * Lines of at most so many columns, broken at spaces, with a paragraph's own indent before each of its lines. A word that is
 * longer than a line is broken after commas; where it has none it keeps a line of its own, whole.
 */
export function wrap(text: string, width: number, indent = ''): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const [spaces] = /^ */.exec(paragraph)!
    const start = indent + spaces
    const lines: string[] = []
    let line = ''
    for (const { word, space } of wordsOf(paragraph.slice(spaces.length), width - textWidth(start))) {
      const longer = line === '' ? start + word : line + space + word
      if (line !== '' && textWidth(longer) > width) {
        lines.push(line)
        line = start + word
      } else line = longer
    }
    return [...lines, line]
  })
}

/** The words of a text with the space before each; a word wider than `width` in pieces that belong together. */
function wordsOf(text: string, width: number): { word: string; space: string }[] {
  return text
    .split(' ')
    .flatMap((word) =>
      (textWidth(word) > width ? word.split(/(?<=,)/) : [word]).map((piece, i) => ({ word: piece, space: i ? '' : ' ' })),
    )
}
