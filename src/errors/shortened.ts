/** Texts from anywhere in error texts: long enough to be known again, and no longer. */

/** A text of at most so many letters: what is longer ends with `…`. */
export function shortened(text: string, length: number): string {
  // Not in the middle of a letter of two halves.
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
