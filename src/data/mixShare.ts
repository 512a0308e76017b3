/**
 * How images are mixed: the share that each keeps of itself, max(λ, 1 − λ) with λ from Beta(α, α), a function of the seed, the
 * epoch and the image. Which of the two is the larger makes no difference to what is learned, since each image is also the next
 * one of another; so an image keeps its own label's face.
 */
import { exp, log } from '../math/elementary.ts'
import { random, streams } from '../math/random.ts'

/** Pairs of numbers that are drawn at most: with α = 1 half of them are taken, with less even more. */
const most = 32

/**
 * Shares in [½, 1], by the image's number in the data set. λ = x / (x + y) with x = u^(1/α) and y = v^(1/α), of the first u and v
 * with x + y ≤ 1 (Jöhnk 1964), worked out in logarithms, since x and y may be too small for a number.
 */
export function mixShare(seed: number, epoch: number, alpha: number): (image: number) => number {
  const source = random(seed, streams.mixup, epoch)
  return (image) => {
    for (let pair = 0; pair < most; pair++) {
      const at = 2 * (most * image + pair)
      // In (0, 1): a logarithm of 0 is none.
      const [x, y] = [log(source.uniform(at) + 2 ** -25) / alpha, log(source.uniform(at + 1) + 2 ** -25) / alpha]
      const larger = Math.max(x, y)
      const rest = exp(Math.min(x, y) - larger)
      if (larger + log(1 + rest) <= 0) return 1 / (1 + rest)
    }
    return 0.5
  }
}
