/**
 * Dropout: y = x / (1 − rate) where kept, 0 where dropped; an element of image n at place i (of `size` per image)
 * is dropped where uniform(n · size + i) < rate, drawn from (seed, streams.dropout + 256 · layer, step). The gradient is the
 * same op on dy: the mask is drawn again, not stored.
 *
 *   dropout   inputs x [N, …], counters   outputs y
 *
 * Source: Srivastava et al. 2014.
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
export interface DropoutAttributes {
  /** The share that is dropped, in [0, 1). */
  readonly rate: number
  /** The stream of the random generator: one a dropout layer. */
  readonly stream: number
}

export const dropout = op<DropoutAttributes, [x: Value, counters: Value], [y: Value]>('x counters > x')
