/**
 * Normalization by the statistics of each image: its channels are parted into G groups of neighbours, and the values of a group
 * get mean 0 and variance 1, then each channel (or each place) a weight and a bias of its own.
 *
 *   μ = mean of x over the group,  σ² = mean of (x − μ)²,  x̂ = (x − μ) / √(σ² + ε),  y = weight · x̂ + bias
 *
 * With M values in a group and g = dy · weight:
 *
 *   dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε),  the means over the group;  dweight = Σ_n dy · x̂;  dbias: biasGrad
 *
 *   groupMoments           inputs x [N, C, …]                          outputs mean, inverseStd [N, G] (1 / √(σ² + ε))
 *   standardize            inputs x, mean, inverseStd, weight, bias    outputs y, of the shape of x
 *   standardizeGradWeight  inputs x, mean, inverseStd, dy              outputs dweight (added to)
 *   groupNormGradInput     inputs x, mean, inverseStd, dy, weight      outputs dx
 *
 * weight and bias, which may be left out, have one number a channel, [C], or one a value of an image, [C, …]. The sums behind
 * the moments are in double precision, about the mean of their part: a mean far from 0 costs no digits of the variance. The
 * mean itself is kept as a real, so in float32 y is that of an image moved by at most half a unit in the mean's last place.
 * The gradients are of y without the activation. Cost: about 3, 1, 2 and 5 multiply-adds a value.
 * Source: Wu, He 2018, Group normalization; one group: Ba, Kiros, Hinton 2016, Layer normalization; one channel a group:
 * Ulyanov, Vedaldi, Lempitsky 2016, Instance normalization.
 */
import { type Sentence, say } from '../../errors/say.ts'
import { sameShape } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'
import type { Activation } from '../unary/op.ts'

export interface GroupMomentsAttributes {
  /** Added to the variance, so that a group of equal values is not divided by 0. */
  readonly epsilon: number
}
export interface StandardizeAttributes {
  /** A fused activation, or null. */
  readonly activation: Activation | null
}

type Moments = [x: Value, mean: Value, inverseStd: Value]

export const groupMoments = op<GroupMomentsAttributes, [x: Value], [mean: Value, inverseStd: Value]>('x > mean inverseStd', {
  check: (_, [x], [mean, inverseStd]) => wrongMoments(x, mean, inverseStd),
})
export const standardize = op<
  StandardizeAttributes,
  Moments | [...Moments, weight: Value] | [...Moments, weight: Value, bias: Value],
  [y: Value]
>('x mean inverseStd weight? bias? > x', {
  fusesActivation: true,
  check: (_, [x, mean, inverseStd, ...parameters]) => wrongMoments(x, mean, inverseStd) ?? wrongParameters(x, parameters),
})
export const standardizeGradWeight = op<NoAttributes, [...Moments, dy: Value], [dweight: Value]>(
  'x mean inverseStd x > dweight',
  {
    outputs: 'updated',
    check: (_, [x, mean, inverseStd], [dweight]) => wrongMoments(x, mean, inverseStd) ?? wrongParameters(x, [dweight]),
  },
)
export const groupNormGradInput = op<NoAttributes, [...Moments, dy: Value] | [...Moments, dy: Value, weight: Value], [dx: Value]>(
  'x mean inverseStd x weight? > x',
  { check: (_, [x, mean, inverseStd, , ...weights]) => wrongMoments(x, mean, inverseStd) ?? wrongParameters(x, weights) },
)

/** One mean and one deviation for each group of each image, and groups of equally many channels. */
function wrongMoments({ shape: [N, C] }: Value, mean: Value, inverseStd: Value): Sentence | undefined {
  const [images, groups] = mean.shape
  return sameShape(mean.shape, inverseStd.shape) &&
    mean.batched &&
    inverseStd.batched &&
    mean.shape.length === 2 &&
    images === N &&
    C! % groups! === 0
    ? undefined
    : say('mean and inverseStd do not have one number per group of channels.')
}

function wrongParameters({ shape: [, ...image] }: Value, parameters: readonly Value[]): Sentence | undefined {
  return parameters.every(({ shape, batched }) => !batched && (sameShape(shape, image) || sameShape(shape, image.slice(0, 1)))) &&
    parameters.every(({ shape }) => sameShape(shape, parameters[0]!.shape))
    ? undefined
    : say('weight and bias have neither one number per channel nor one per value of an image.')
}
