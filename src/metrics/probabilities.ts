/** Probabilities of scores, in double precision: for reports and pages that have the scores already and no network at hand. */
import { exp } from '../math/elementary.ts'
import { extent } from '../math/extent.ts'

/** softmax: exp(sₖ − max) / Σ exp(s − max) of the scores of image n, [n, classes]. */
export function probabilitiesOf(scores: ArrayLike<number>, n: number, classes: number): number[] {
  const own = Array.from({ length: classes }, (_, k) => scores[n * classes + k]!)
  const [, largest] = extent(own)
  const powers = own.map((score) => exp(score - largest))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / sum)
}
