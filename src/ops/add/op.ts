/**
 * The sum of two values of one shape: y = a + b. Joins branches, and sums the gradients of a value that several
 * layers read.
 *
 *   add   inputs a, b   outputs y, all of one shape
 */
export type AddAttributes = Record<never, never>
