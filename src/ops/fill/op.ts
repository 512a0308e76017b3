/**
 * Sets every element to one number; the 'zero' segment clears all gradients with it.
 *
 *   fill   no inputs   outputs y
 */
export interface FillAttributes {
  readonly value: number
}
