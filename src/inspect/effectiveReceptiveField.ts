/**
 * The effective receptive field: how much each pixel really moves a unit, ∂(unit)/∂(pixel), averaged over images and
 * networks. It is exact, through the layers' own backward passes. In the middle of the theoretical box it is large, and it
 * falls off about like a Gaussian; fieldMeasures.ts says how large it is.
 */

import type { Backend } from '../backends/backend.ts'
import { OptionError, RunError } from '../errors/errors.ts'
import { knownOptions, wholeOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { Model } from '../model/model.ts'
import { sizeOf } from '../values/shape.ts'
import { type FieldMeasures, measureField } from './fieldMeasures.ts'
import { type InspectedImage, type InspectedNetwork, imagesOf, mapShape } from './lookedAt.ts'
import { normalNoise } from './noise.ts'
import { checkUnit, type PixelBox, receptiveField } from './receptiveField.ts'

/** What `effectiveReceptiveField` can be told. */
export interface EffectiveFieldOptions {
  /** [row, column] in the layer's map; its middle by default. A layer without places has none. */
  readonly unit?: readonly [number, number]
  /** A channel (of a flat layer, a feature), or 'all' (usual): the gradient of the sum of all channels at this place. */
  readonly channel?: number | 'all'
  /** Images as the network reads them, or 'noise' (usual): N(0, 1). */
  readonly inputs?: 'noise' | readonly InspectedImage[]
  /** How many images of noise; 8 by default. */
  readonly samples?: number
  /** Of the noise, and of the first network; 0 by default. */
  readonly seed?: number
  /** Of a model on a backend: how many networks of different first weights (seed, seed + 1 …); 1 by default. */
  readonly seeds?: number
}

/** How strongly each pixel moves a unit. Maps are [height, width] of the image. */
export interface EffectiveField extends FieldMeasures {
  readonly layer: string
  readonly unit: readonly [number, number]
  readonly channel: number | 'all'
  /** [height, width] */
  readonly shape: readonly [number, number]
  /** The mean of ∂unit/∂pixel over networks, images and the input's channels. */
  readonly gradient: Float64Array
  /** The mean of |∂unit/∂pixel|. */
  readonly absolute: Float64Array
  /** The mean of (∂unit/∂pixel)². */
  readonly squared: Float64Array
  /** The box that the unit can see at all, and the part of it in the image. */
  readonly theoretical: { readonly size: readonly [number, number]; readonly box: PixelBox; readonly clipped: PixelBox }
  /** How many images and networks went into the means. */
  readonly images: number
  readonly networks: number
}

/** A model that is opened anew for each seed, with its first weights. */
export interface UntrainedModel {
  readonly model: Model
  readonly backend: Backend
}

/**
 * The effective receptive field of a unit of a layer, of a network as it is, or of a model's first weights on a backend. The
 * layer's own output counts, before the activation that follows it; random layers are at rest.
 *
 * For n equal k×k layers of equal weights, one channel, no padding and no activation, `gradient` is the n-fold box, and its
 * standard deviation √(n(k² − 1)/12) in each direction. Cost: a forward and a backward pass an image and network.
 * @throws OptionError for unknown layers, units outside and channels that are not there; ShapeError for images of another
 * size; RunError where the gradient is 0 everywhere or not finite
 * Source: Luo, Li, Urtasun, Zemel 2016, Understanding the effective receptive field in deep convolutional neural networks.
 */
export async function effectiveReceptiveField(
  subject: InspectedNetwork | UntrainedModel,
  layer: string,
  options?: EffectiveFieldOptions,
): Promise<EffectiveField> {
  const owner = 'effectiveReceptiveField'
  const known = ['unit', 'channel', 'inputs', 'samples', 'seed', 'seeds'] as const
  const { inputs = 'noise', samples = 8, seed = 0, seeds, channel = 'all', ...rest } = knownOptions(owner, options, known)
  const { model } = subject
  const field = receptiveField(model, layer)
  const { shape } = model.nodes[model.find(layer)]!
  const [channels] = mapShape(shape)
  const unit = rest.unit ?? ([(field.units[0] - 1) >> 1, (field.units[1] - 1) >> 1] as const)
  checkUnit(model, layer, field.units, unit)
  if (channel !== 'all') checkChannel(model, layer, channels, channel)
  wholeOption(owner, 'samples', samples)
  wholeOption(owner, 'seed', seed, { min: 0, max: 2 ** 32 - 1 })
  if (seeds !== undefined) wholeOption(owner, 'seeds', seeds)
  if (inputs !== 'noise' && !Array.isArray(inputs))
    throw wrongOption(owner, 'inputs', inputs, say("a list of images, or 'noise'"))
  const untrained = 'inputGradient' in subject ? undefined : subject
  if (untrained === undefined && seeds !== undefined)
    throw wrongOption(
      owner,
      'seeds',
      seeds,
      say('left out for a network, which has its weights'),
      say('pass { model, backend } instead.'),
    )

  const size = sizeOf(model.inputShape)
  const reader = { model, input: untrained ? model.input : (subject as InspectedNetwork).input }
  const given = inputs === 'noise' ? undefined : imagesOf(owner, reader, inputs)
  const count = given ? given.length / size : samples
  const dy = unitGradient(shape, field.units, unit, channel, count)
  const sums = new Sums(model)
  const networks = untrained ? (seeds ?? 1) : 1
  for (let k = 0; k < networks; k++) {
    const images = given ?? noiseImages(size, count, seed + k)
    const opened = untrained ? await untrained.model.open(untrained.backend, { seed: (seed + k) % 2 ** 32 }) : undefined
    try {
      sums.add(await (opened ?? (subject as InspectedNetwork)).inputGradient(images, layer, dy, { batch: 8 }))
    } finally {
      opened?.dispose()
    }
  }
  const maps = sums.means(networks * count)
  refuseNothing(model, layer, unit, maps.squared)
  const box = field.unit(...unit)
  return {
    layer,
    unit,
    channel,
    shape: field.input,
    ...maps,
    ...measureField(maps.absolute, maps.squared, field.input, box),
    theoretical: { size: field.size, box, clipped: field.unit(...unit, { clipped: true }) },
    images: count,
    networks,
  }
}

/** 1 at the unit, in one channel or in all, for each image; 0 elsewhere: [count, …shape]. */
function unitGradient(
  shape: readonly number[],
  [rows, columns]: readonly [number, number],
  [y, x]: readonly [number, number],
  channel: number | 'all',
  count: number,
): Float32Array {
  const [channels] = mapShape(shape)
  const dy = new Float32Array(count * channels * rows * columns)
  for (let n = 0; n < count; n++)
    for (let c = 0; c < channels; c++)
      if (channel === 'all' || c === channel) dy[((n * channels + c) * rows + y) * columns + x] = 1
  return dy
}

function noiseImages(size: number, count: number, seed: number): Float64Array {
  const images = new Float64Array(count * size)
  for (let n = 0; n < count; n++) images.set(normalNoise(size, seed, n), n * size)
  return images
}

/** Sums of gradients [N, C, H, W] over images and channels, place by place. */
class Sums {
  readonly #channels: number
  readonly #gradient: Float64Array
  readonly #absolute: Float64Array
  readonly #squared: Float64Array

  constructor({ inputShape }: ModelGraph) {
    const [channels, height, width] = mapShape(inputShape)
    this.#channels = channels
    this.#gradient = new Float64Array(height * width)
    this.#absolute = new Float64Array(height * width)
    this.#squared = new Float64Array(height * width)
  }

  add(gradients: ArrayLike<number>): void {
    const places = this.#gradient.length
    for (let i = 0; i < gradients.length; i++) {
      const [g, at] = [gradients[i]!, i % places]
      this.#gradient[at]! += g
      this.#absolute[at]! += Math.abs(g)
      this.#squared[at]! += g * g
    }
  }

  means(images: number): Pick<EffectiveField, 'gradient' | 'absolute' | 'squared'> {
    const mean = (sum: Float64Array) => sum.map((value) => value / (images * this.#channels))
    return { gradient: mean(this.#gradient), absolute: mean(this.#absolute), squared: mean(this.#squared) }
  }
}

function checkChannel(model: ModelGraph, layer: string, channels: number, channel: unknown): void {
  if (Number.isInteger(channel) && (channel as number) >= 0 && (channel as number) < channels) return
  throw new OptionError({
    code: 'channel-outside',
    message: say('"{layer}" of "{name}" has no channel {channel}.', { layer, name: model.name, channel: String(channel) }),
    numbers: [say('it has {channels}: 0 to {last}', { channels, last: channels - 1 })],
    fix: say("choose one of these, or 'all'."),
  })
}

function refuseNothing(model: ModelGraph, layer: string, unit: readonly [number, number], squared: Float64Array): void {
  const total = squared.reduce((a, b) => a + b, 0)
  if (!Number.isFinite(total))
    throw new RunError({
      code: 'not-finite',
      message: say('the gradient of unit [{unit}] of "{layer}" in "{name}" is not finite.', {
        unit: unit.join(', '),
        layer,
        name: model.name,
      }),
      fix: say('check the weights: one of them is NaN or far too large.'),
    })
  if (total === 0)
    throw new RunError({
      code: 'no-gradient',
      message: say('no pixel affects unit [{unit}] of "{layer}" in "{name}": its gradient is 0 everywhere.', {
        unit: unit.join(', '),
        layer,
        name: model.name,
      }),
      fix: say('use more images, another unit, or all channels; a relu that is off lets nothing through.'),
    })
}
