/** Which of the known names somebody probably meant: for error texts. */

/** The number of single-letter insertions, deletions and replacements from a to b (Levenshtein), ignoring case. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase()
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
    }
    row = next
  }
  return row[b.length]!
}

/** The nearest known name, or undefined where none is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((word) => ({ word, far: distance(name, word) })).sort((a, b) => a.far - b.far)
  const best = ranked[0]
  return best && best.far <= Math.max(2, Math.floor(best.word.length / 2)) ? best.word : undefined
}

/** `Did you mean "sgd"? Known: adam, adamW, sgd.` */
export function suggest(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return `${near ? `did you mean "${near}"? ` : ''}Known: ${known.length ? [...known].join(', ') : 'none'}.`
}
