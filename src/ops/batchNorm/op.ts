/**
 * Batch normalisation in its parts: x̂ = (x − μ) / √(σ² + ε), y = γ·x̂ + β, with a mean μ and a variance σ² a channel. In
 * training they are those of the batch, over its images and places; M = N·H·W numbers a channel.
 *
 *   channelMoments    inputs x [N, C, …]                      outputs mean [C], variance [C]
 *                     μ = Σ x / M;  σ² = Σ (x − μ)² / M, around the mean that was found: exact also where μ is far from 0
 *   channelNorm       inputs x, mean, variance, weight?, bias?   outputs y
 *   channelNormSums   inputs dy, x, mean, variance            outputs dySum [C] = Σ dy, dyXSum [C] = Σ dy·x̂
 *                     the gradients of bias and weight
 *   channelNormGrad   inputs dy, x, mean, variance, dySum, dyXSum, weight?   outputs dx
 *                     dx = γ/√(σ² + ε) · (dy − dySum/M − x̂·dyXSum/M): mean and variance depend on x, too
 *   channelScale      inputs dy, variance, weight?            outputs dx = γ/√(σ² + ε) · dy
 *                     the gradient where mean and variance are constants
 *
 * Cost: moments two passes over x; each of the others one pass with one or two multiply-adds an element.
 * Source: Ioffe, Szegedy 2015, Batch normalization.
 */
import { say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export interface ChannelNormAttributes {
  /** Added to the variance; above 0. */
  readonly epsilon: number
}

/** Whether there is one number for each channel. */
const fits = ({ shape: [, channels] }: Value, { shape }: Value) =>
  shape.length === 1 && shape[0] === channels ? undefined : say('there is not one number per channel.')

export const channelMoments = op<NoAttributes, [x: Value], [mean: Value, variance: Value]>('x > mean mean', {
  check: (_, [x], [mean]) => fits(x, mean),
})

export const channelNorm = op<
  ChannelNormAttributes,
  | [x: Value, mean: Value, variance: Value]
  | [x: Value, mean: Value, variance: Value, weight: Value]
  | [x: Value, mean: Value, variance: Value, weight: Value, bias: Value],
  [y: Value]
>('x mean mean mean? mean? > x', { check: (_, [x, mean]) => fits(x, mean) })

export const channelNormSums = op<
  ChannelNormAttributes,
  [dy: Value, x: Value, mean: Value, variance: Value],
  [dySum: Value, dyXSum: Value]
>('x x mean mean > mean mean', { check: (_, [x, , mean]) => fits(x, mean) })

export const channelNormGrad = op<
  ChannelNormAttributes,
  | [dy: Value, x: Value, mean: Value, variance: Value, dySum: Value, dyXSum: Value]
  | [dy: Value, x: Value, mean: Value, variance: Value, dySum: Value, dyXSum: Value, weight: Value],
  [dx: Value]
>('x x mean mean mean mean mean? > x', { check: (_, [x, , mean]) => fits(x, mean) })

export const channelScale = op<
  ChannelNormAttributes,
  [dy: Value, variance: Value] | [dy: Value, variance: Value, weight: Value],
  [dx: Value]
>('x mean mean? > x', { check: (_, [x, variance]) => fits(x, variance) })
