/**
 * The loss of a batch: loss = Σ_n losses[n] / count, with the count given in `scalars`, so that short batches,
 * accumulation and several processes are exact. Summed in the order of n.
 *
 *   mean   inputs losses [N], scalars   outputs loss [1]
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const mean = op<NoAttributes, [losses: Value, scalars: Value], [loss: Value]>('losses scalars > loss')
