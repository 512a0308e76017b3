/**
 * Saliency: which pixels move a class' score, ∂score/∂pixel, as it is, times the image, or averaged over noisy copies. It says
 * where the network is sensitive at this image, not what it would take to change its mind: occlusion.ts asks that.
 */
import { choiceOption, knownOptions, realOption, wholeOption } from '../errors/options.ts'
import type { Shape } from '../values/shape.ts'
import { classOf, scoreLayer } from './classScore.ts'
import { type InspectedImage, type InspectedNetwork, imageOf, mapShape } from './lookedAt.ts'
import { normalNoise } from './noise.ts'

/** ∂score/∂pixel as it is, times the image, or averaged over noisy copies of the image. */
export type SaliencyKind = 'gradient' | 'gradient × input' | 'smooth'

/** What `saliency` can be told. */
export interface SaliencyOptions {
  /** By default the class with the largest score. */
  readonly class?: number
  /** 'gradient' by default. */
  readonly kind?: SaliencyKind
  /** Of 'smooth': how many noisy copies; 32 by default. */
  readonly copies?: number
  /** Of 'smooth': the noise's standard deviation as a part of the image's range, max − min; 0.15 by default. */
  readonly noise?: number
  /** Of 'smooth': of the noise; 0 by default. */
  readonly seed?: number
}

/** Which pixels move a class' score. */
export interface Saliency {
  readonly kind: SaliencyKind
  readonly class: number
  /** The class' score for the image itself, before a softmax. */
  readonly score: number
  /** The input's shape, and ∂score/∂input (for 'gradient × input' times the input), signed. */
  readonly shape: Shape
  readonly gradient: Float64Array
  /**
   * One number a pixel, [height, width]: the largest |gradient| of its channels; for 'gradient × input' the sum over its
   * channels, signed: what pushed the score up or down, to first order. A list of features is one row.
   */
  readonly map: { readonly shape: readonly [number, number]; readonly data: Float64Array }
}

/**
 * The saliency of an image for a class. Cost: one forward and one backward pass; 'smooth' one a copy.
 * @throws OptionError for classes that are not there and images that are not finite; ShapeError for an image of another size
 * Source: Simonyan, Vedaldi, Zisserman 2014, Deep inside convolutional networks ('gradient'); Shrikumar, Greenside, Kundaje 2017
 * ('gradient × input'); Smilkov et al. 2017, SmoothGrad ('smooth').
 */
export async function saliency(network: InspectedNetwork, image: InspectedImage, options?: SaliencyOptions): Promise<Saliency> {
  const given = knownOptions('saliency', options, ['class', 'kind', 'copies', 'noise', 'seed'])
  const { kind = 'gradient', copies = 32, noise = 0.15, seed = 0 } = given
  choiceOption('saliency', 'kind', kind, ['gradient', 'gradient × input', 'smooth'])
  wholeOption('saliency', 'copies', copies)
  realOption('saliency', 'noise', noise, { min: 0 })
  wholeOption('saliency', 'seed', seed, { min: 0, max: 2 ** 32 - 1 })
  const { model } = network
  const data = imageOf('saliency', network, image)
  const { layer, classes } = scoreLayer(model)
  const [scores] = await network.featureMaps(data, [layer])
  const chosen = classOf('saliency', given.class, scores!.data)
  const count = kind === 'smooth' ? copies : 1
  const images = kind === 'smooth' ? noisyCopies(data, count, noise, seed) : data
  const dy = new Float32Array(count * classes)
  for (let n = 0; n < count; n++) dy[n * classes + chosen] = 1
  const gradients = await network.inputGradient(images, layer, dy, { batch: 8 })
  const gradient = new Float64Array(data.length)
  for (let i = 0; i < gradients.length; i++) gradient[i % data.length]! += gradients[i]! / count
  if (kind === 'gradient × input') for (let i = 0; i < data.length; i++) gradient[i]! *= data[i]!
  const shape = model.inputShape
  return {
    kind,
    class: chosen,
    score: scores!.data[chosen]!,
    shape,
    gradient,
    map: pixelMap(gradient, shape, kind === 'gradient × input'),
  }
}

/** The image with noise of its own for each copy; its deviation follows the image's range. */
function noisyCopies(data: ArrayLike<number>, count: number, noise: number, seed: number): Float64Array {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < data.length; i++) {
    low = Math.min(low, data[i]!)
    high = Math.max(high, data[i]!)
  }
  const deviation = noise * (high - low)
  const images = new Float64Array(count * data.length)
  for (let n = 0; n < count; n++) {
    const drawn = normalNoise(data.length, seed, n)
    for (let i = 0; i < data.length; i++) images[n * data.length + i] = data[i]! + deviation * drawn[i]!
  }
  return images
}

/** One number a pixel: the signed sum of its channels, or the largest of them, without sign. */
function pixelMap(gradient: Float64Array, shape: Shape, signed: boolean): Saliency['map'] {
  const [channels, height, width] = shape.length === 3 ? mapShape(shape) : [1, 1, gradient.length]
  const data = new Float64Array(height * width)
  for (let c = 0; c < channels; c++)
    for (let i = 0; i < data.length; i++) {
      const g = gradient[c * data.length + i]!
      data[i] = signed ? data[i]! + g : Math.max(data[i]!, Math.abs(g))
    }
  return { shape: [height, width], data }
}
