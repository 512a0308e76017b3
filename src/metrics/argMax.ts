/**
 * The place of the largest score: which class an output means. Everybody who turns scores into an answer asks here, so that
 * ties go one way.
 */

/**
 * The class of the highest score among `length` scores from `begin` on, counted from `begin`. Of equal scores the first counts;
 * a score that is not a number is never the highest, unless it is the first. Cost: one comparison a score.
 */
export function argMax(scores: ArrayLike<number>, begin = 0, length = scores.length - begin): number {
  let best = 0
  for (let k = 1; k < length; k++) if (scores[begin + k]! > scores[begin + best]!) best = k
  return best
}
