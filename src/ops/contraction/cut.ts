/** How the work of contractions is cut into parts; never by how many threads there are, so any number gives the same bits. */
import type { Value } from '../../values/value.ts'
import type { Lowering } from '../lowering.ts'
import type { EncodedActivation } from '../unary/facts.ts'

/** Enough items for any sensible number of threads to share evenly. */
export const enough = 32

/** How many of `size` go together so that there are about `chunks` parts, in multiples of `unit`. */
export function stepFor(size: number, chunks: number, unit = 1): number {
  return Math.max(1, Math.ceil(size / Math.max(1, chunks) / unit)) * unit
}

/** What a contraction reads and writes forwards. */
export interface Forward {
  readonly x: Value
  readonly weight: Value
  readonly bias: Value | null
  readonly y: Value
  readonly activation: EncodedActivation
}

/** Partial sums: each chunk of [groups][rowsPadded][sizePadded], as the routines write whole tiles. */
export interface Partials {
  readonly partials: Value
  readonly chunks: number
  readonly groups: number
  readonly rows: number
  readonly rowsPadded: number
  readonly size: number
  readonly sizePadded: number
}

/** Adds the chunks' partial sums to the gradient `target`, [groups · rows][size]. */
export function reduce(lowering: Lowering, sums: Partials, target: Value): void {
  lowering.call('reducePartials', sums.groups * sums.rows, { ...sums, target })
}
