/**
 * Which of the known names someone probably meant: for error texts. Names may come from anywhere, so neither the time nor the
 * text grows with them: no one means a word by a name of a thousand letters.
 */
import { type Sentence, say } from './say.ts'
import { shortened } from './shortened.ts'

/** Longer names are compared with nothing. */
const longestName = 64
/** So many of the known names are compared, and so many are listed. */
const [mostCompared, mostListed] = [1000, 24]

/**
 * The number of single-letter insertions, deletions, replacements and swaps of two neighbours from a to b, ignoring case (the
 * distance of optimal string alignment): `rleu` is one swap from relu.
 */
function distance(first: string, second: string): number {
  const [a, b] = [first.toLowerCase(), second.toLowerCase()]
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = swapped ? Math.min(least, before[j - 2]! + 1) : least
    }
    before = row
    row = next
  }
  return row[b.length]!
}

/** `batchSize` begins with `batch`, and `kernelSize` with `kernel`: the same thing under a longer name. */
function begins(long: string, short: string): boolean {
  return short.length >= 4 && long.toLowerCase().startsWith(short.toLowerCase())
}

/** The nearest known name, or undefined where none is near enough to be meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > longestName) return undefined
  let best: { readonly word: string; readonly far: number } | undefined
  for (const word of known.slice(0, mostCompared)) {
    if (word.length > longestName) continue
    const far = begins(name, word) || begins(word, name) ? Math.min(1, distance(name, word)) : distance(name, word)
    if (!best || far < best.far) best = { word, far }
  }
  // Where every letter would have to change, the two have nothing in common.
  if (best && best.far >= name.length) return undefined
  return best && best.far <= Math.max(2, Math.floor(best.word.length / 2)) ? best.word : undefined
}

/** `did you mean "sgd"? Known: adam, adamW, sgd.` */
export function suggest(name: string, known: readonly string[]): Sentence {
  const near = nearest(name, known)
  const listed = known.slice(0, mostListed).map((word) => shortened(word, 40))
  const more = known.length - mostListed
  const names = more > 0 ? `${listed.join(', ')} … (+${more})` : listed.join(', ')
  if (!names) return say('leave it out: there are none.')
  return near ? say('did you mean "{near}"? Known: {names}.', { near, names }) : say('use one of: {names}.', { names })
}
