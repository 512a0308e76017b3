/**
 * Local response normalization: each number is divided by what the same place holds in the neighbouring channels.
 *
 *   s_c = k + alpha · Σ x_j²   over the channels j from c − ⌊size/2⌋ to c + ⌊(size − 1)/2⌋ that there are
 *   y_c = x_c / s_c^beta
 *   dx_j = dy_j / s_j^beta − 2·alpha·beta · x_j · Σ dy_c·x_c / s_c^(beta + 1)   over the channels c that have j beside them
 *
 *   localResponseNorm      inputs x [N, C, …]    outputs y
 *   localResponseNormGrad  inputs x, dy          outputs dx
 *
 * Here `alpha` is what one square counts; a layer whose alpha is shared by the whole window divides it first. The gradient
 * makes s anew instead of keeping it: a few multiply-adds an element cost less than another value in memory.
 * Cost: 2·size multiply-adds an element, and a power.
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface LocalResponseNormAttributes {
  /** Channels of a whole window. */
  readonly size: number
  readonly alpha: number
  readonly beta: number
  readonly k: number
}

export const localResponseNorm = op<LocalResponseNormAttributes, [x: Value], [y: Value]>('x > x')
export const localResponseNormGrad = op<LocalResponseNormAttributes, [x: Value, dy: Value], [dx: Value]>('x x > x')

/** Whole channels before and after the middle of a window. Of an even size one more lies before, as in PyTorch. */
export function sidesOf(size: number): { readonly before: number; readonly after: number } {
  return { before: Math.floor(size / 2), after: Math.floor((size - 1) / 2) }
}
