/** What a box of the page prints, as JavaScript's own console writes it: a test runs every box and compares. */

/** A list of numbers as `console.log` prints it in Node: `[ 1, 1, 438, 438 ]`. */
export function listText(numbers: readonly number[]): string {
  return numbers.length === 0 ? '[]' : `[ ${numbers.join(', ')} ]`
}
