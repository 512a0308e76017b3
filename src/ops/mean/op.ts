/**
 * The loss of a batch: loss = Σ_n losses[n] / count, with the count given in `scalars`, so that short batches,
 * accumulation and several processes are exact. Summed in the order of n.
 *
 *   mean   inputs losses [N], scalars   outputs loss [1]
 */
export type MeanAttributes = Record<never, never>
