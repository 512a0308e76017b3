/**
 * The channels of a picture [channels, height, width]: taken apart, one alone, put together. Red, green and blue are
 * channels 0, 1 and 2, as `loadImage` gives them. The planes are copied, never shared.
 */

import type { Picture } from '../data/dataset.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { show, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { showShape } from '../values/shape.ts'
import { type AnyPicture, checkPicture } from './resize.ts'

/** [C, H, W] → C pictures [1, H, W]: each channel as a grey picture. @throws ShapeError where it is no picture. */
export function splitChannels(image: AnyPicture): Picture[] {
  const [C, H, W] = checkPicture('splitChannels', image)
  return Array.from({ length: C }, (_, c) => ({ shape: [1, H, W], data: plane(image, c, H * W) }))
}

/**
 * [C, H, W] → [C, H, W] with every channel but `channel` 0: of red, green, blue 0 is a picture in red alone.
 * @throws ShapeError where it is no picture. @throws OptionError where it has no such channel.
 */
export function onlyChannel(image: AnyPicture, channel: number): Picture {
  const [C, H, W] = checkPicture('onlyChannel', image)
  wholeOption('onlyChannel', 'channel', channel, { min: 0, max: C - 1 })
  const data = new Float32Array(C * H * W)
  data.set(plane(image, channel, H * W), channel * H * W)
  return { shape: [C, H, W], data }
}

/**
 * Pictures [1, H, W], or of more channels, → one of all their channels, in order: the inverse of `splitChannels`.
 * @throws OptionError where there is no list of pictures. @throws ShapeError where their sizes differ.
 */
export function mergeChannels(pictures: readonly AnyPicture[]): Picture {
  if (!Array.isArray(pictures) || pictures.length === 0)
    throw new OptionError({
      code: 'no-pictures',
      message: say('mergeChannels takes a list of images. Received: {received}.', { received: show(pictures) }),
    })
  const shapes = pictures.map((picture) => checkPicture('mergeChannels', picture))
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
  for (const picture of pictures) {
    data.set(picture.data, at)
    at += picture.data.length
  }
  return { shape: [C, H, W], data }
}

function plane({ data }: AnyPicture, channel: number, size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => data[channel * size + i]!)
}
