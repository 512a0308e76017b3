/**
 * The channels of an image [channels, height, width]: taken apart, one alone, put together. Red, green and blue are
 * channels 0, 1 and 2, as `loadImage` gives them. The planes are copied, never shared.
 */

import type { ImageTensor } from '../data/dataset.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { show, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { showShape } from '../values/shape.ts'
import { type AnyImage, checkImage } from './resize.ts'

/** [C, H, W] → C images [1, H, W]: each channel as a grey image. @throws ShapeError where it is not an image. */
export function splitChannels(image: AnyImage): ImageTensor[] {
  const [C, H, W] = checkImage('splitChannels', image)
  return Array.from({ length: C }, (_, c) => ({ shape: [1, H, W], data: plane(image, c, H * W) }))
}

/**
 * [C, H, W] → [C, H, W] with every channel but `channel` 0: of red, green, blue 0 is an image in red alone.
 * @throws ShapeError where it is not an image. @throws OptionError where it has no such channel.
 */
export function onlyChannel(image: AnyImage, channel: number): ImageTensor {
  const [C, H, W] = checkImage('onlyChannel', image)
  wholeOption('onlyChannel', 'channel', channel, { min: 0, max: C - 1 })
  const data = new Float32Array(C * H * W)
  data.set(plane(image, channel, H * W), channel * H * W)
  return { shape: [C, H, W], data }
}

/**
 * Images [1, H, W], or of more channels, → one of all their channels, in order: the inverse of `splitChannels`.
 * @throws OptionError where there is no list of images. @throws ShapeError where their sizes differ.
 */
export function mergeChannels(images: readonly AnyImage[]): ImageTensor {
  if (!Array.isArray(images) || images.length === 0)
    throw new OptionError({
      code: 'no-images',
      message: say('mergeChannels takes a list of images. Received: {received}.', { received: show(images) }),
    })
  const shapes = images.map((image) => checkImage('mergeChannels', image))
  const [, H, W] = shapes[0]!
  const other = shapes.findIndex((shape) => shape[1] !== H || shape[2] !== W)
  if (other >= 0)
    throw new ShapeError({
      code: 'unequal',
      message: say('mergeChannels: the images differ in size.'),
      numbers: [
        say('image 1: {first}, image {position}: {other}', {
          first: showShape(shapes[0]!),
          position: other + 1,
          other: showShape(shapes[other]!),
        }),
      ],
      fix: say('resize them to {height}×{width}.', { height: H, width: W }),
      details: { shapes },
    })
  const C = shapes.reduce((sum, [channels]) => sum + channels, 0)
  const data = new Float32Array(C * H * W)
  let at = 0
  for (const image of images) {
    data.set(image.data, at)
    at += image.data.length
  }
  return { shape: [C, H, W], data }
}

function plane({ data }: AnyImage, channel: number, size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => data[channel * size + i]!)
}
