/**
 * Occlusion: a patch is laid over the image, place by place, and the score of a class is looked at again. Where it falls, the
 * network needed what was covered. It is a plain experiment with predictions, and knows nothing of gradients.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { knownOptions, pairOption, wholeOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { showShape } from '../values/shape.ts'
import { classOf } from './classScore.ts'
import { type InspectedImage, type InspectedNetwork, imageOf, mapShape } from './lookedAt.ts'
import type { PixelBox } from './receptiveField.ts'

/** What `occlusionMap` can be told. */
export interface OcclusionOptions {
  /** By default the class with the largest score. */
  readonly class?: number
  /** The patch's size in pixels: a number, or [height, width]; by default an eighth of the image's shorter side. */
  readonly patch?: number | readonly [number, number]
  /** How far apart patches lie: a number, or [vertical, horizontal]; by default half a patch. */
  readonly stride?: number | readonly [number, number]
  /** What the patch is filled with, as the network reads images: a number, or one a channel; 0 by default. */
  readonly value?: number | readonly number[]
  /** How many images are predicted at once; 32 by default. */
  readonly batch?: number
  /** Is told after each batch how many patches are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void
}

/** How much a class' score falls where the image is covered. */
export interface OcclusionMap {
  readonly class: number
  /** The score of the whole image: the model's output, a probability where it ends with a softmax. */
  readonly score: number
  /** [patch rows, patch columns]: the score minus the score with this patch; positive where the class needed what it covers. */
  readonly shape: readonly [number, number]
  readonly data: Float64Array
  /** What each patch covers, in the map's order. */
  readonly boxes: readonly PixelBox[]
  /**
   * [height, width] of the image: the mean of the patches that cover a pixel, 0 where none does (a stride larger than the
   * patch).
   */
  readonly upsampled: { readonly shape: readonly [number, number]; readonly data: Float64Array }
}

/**
 * Lays a patch over every place of the image and predicts again. Patches begin at 0, stride, 2·stride …, and the last one of
 * each direction stands at the edge, so that every pixel is covered (if the stride is not larger than the patch). Cost: one
 * prediction a patch.
 * @throws OptionError for classes that are not there and patches larger than the image; ShapeError for an image of another
 * size, and for a model that reads none
 * Source: Zeiler, Fergus 2014, Visualizing and understanding convolutional networks, §4.2.
 */
export async function occlusionMap(
  network: Pick<InspectedNetwork, 'model' | 'input' | 'predict'>,
  image: InspectedImage,
  options?: OcclusionOptions,
): Promise<OcclusionMap> {
  const owner = 'occlusionMap'
  const given = knownOptions(owner, options, ['class', 'patch', 'stride', 'value', 'batch', 'onProgress'])
  const { model } = network
  const [channels, height, width] = mapShape(model.inputShape)
  if (model.inputShape.length !== 3)
    throw new ShapeError({
      code: 'no-image',
      message: say('{owner}: "{name}" does not read images, so nothing can be covered.', { owner, name: model.name }),
      numbers: [say('its input is {shape}, a list of features', { shape: showShape(model.inputShape) })],
      fix: say('use a model whose input shape is [channels, height, width].'),
    })
  const patch = pairOption(owner, 'patch', given.patch ?? Math.max(1, Math.round(Math.min(height, width) / 8)))
  const stride = pairOption(owner, 'stride', given.stride ?? [Math.max(1, patch[0] >> 1), Math.max(1, patch[1] >> 1)])
  const values = valuesOf(owner, given.value ?? 0, channels)
  const batch = wholeOption(owner, 'batch', given.batch ?? 32)
  if (given.onProgress !== undefined && typeof given.onProgress !== 'function')
    throw wrongOption(owner, 'onProgress', given.onProgress, say('a function'))
  if (patch[0] > height || patch[1] > width)
    throw new OptionError({
      code: 'patch-too-large',
      message: say('{owner}: the patch is larger than the image.', { owner }),
      numbers: [
        say('patch {patchHeight}×{patchWidth}, image {height}×{width}', {
          patchHeight: patch[0],
          patchWidth: patch[1],
          height,
          width,
        }),
      ],
      fix: say('use a smaller patch: an eighth of the image’s side is usual.'),
    })
  const data = imageOf(owner, network, image)
  const whole = await network.predict(data)
  const chosen = classOf(owner, given.class, whole)
  const [tops, lefts] = [places(height, patch[0], stride[0]), places(width, patch[1], stride[1])]
  const boxes = tops.flatMap((top) => lefts.map((left): PixelBox => [top, left, top + patch[0], left + patch[1]]))
  const falls = new Float64Array(boxes.length)
  for (let from = 0; from < boxes.length; from += batch) {
    const here = boxes.slice(from, from + batch)
    const images = new Float64Array(here.length * data.length)
    for (const [i, box] of here.entries()) {
      const covered = images.subarray(i * data.length, (i + 1) * data.length)
      covered.set(data)
      cover(covered, [height, width], box, values)
    }
    const scores = await network.predict(images, { batch: here.length })
    for (let i = 0; i < here.length; i++) falls[from + i] = whole[chosen]! - scores[i * whole.length + chosen]!
    given.onProgress?.(from + here.length, boxes.length)
  }
  return {
    class: chosen,
    score: whole[chosen]!,
    shape: [tops.length, lefts.length],
    data: falls,
    boxes,
    upsampled: { shape: [height, width], data: spread(falls, boxes, [height, width]) },
  }
}

/** 0, stride, 2·stride … and, in any case, the last place that there is. */
function places(size: number, patch: number, stride: number): number[] {
  const last = size - patch
  const all = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride)
  return all.at(-1) === last ? all : [...all, last]
}

function cover(
  image: Float64Array,
  [height, width]: readonly [number, number],
  [top, left, bottom, right]: PixelBox,
  values: readonly number[],
): void {
  for (const [c, value] of values.entries())
    for (let y = top; y < bottom; y++) {
      const line = (c * height + y) * width
      image.fill(value, line + left, line + right)
    }
}

function spread(falls: Float64Array, boxes: readonly PixelBox[], [height, width]: readonly [number, number]): Float64Array {
  const sums = new Float64Array(height * width)
  const counts = new Int32Array(height * width)
  for (const [i, [top, left, bottom, right]] of boxes.entries())
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        sums[y * width + x]! += falls[i]!
        counts[y * width + x]!++
      }
  return sums.map((sum, i) => (counts[i]! > 0 ? sum / counts[i]! : 0))
}

function valuesOf(owner: string, value: number | readonly number[], channels: number): number[] {
  const values = typeof value === 'number' ? new Array<number>(channels).fill(value) : value
  if (Array.isArray(values) && values.length === channels && values.every((one) => Number.isFinite(one))) return values
  throw wrongOption(
    owner,
    'value',
    value,
    channels === 1 ? say('a finite number') : say('a finite number, or {channels} of them, one per channel', { channels }),
  )
}
