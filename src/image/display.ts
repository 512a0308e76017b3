/**
 * From signed numbers of any size to the 0 … 255 of a screen, as a step of its own: the result of a filter stays what it is.
 * Each way treats both ends alike. (To cut at 255 and not at 0, or to let bytes wrap around, shows edges that are not there.)
 */

import { RunError } from '../errors/errors.ts'
import { choiceOption, knownOptions } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type AnyImage, checkImage } from './resize.ts'

/** The ways of `display`. */
export const displays = ['clip', 'absolute', 'rescale'] as const
/** 'clip': below 0 is 0, above 255 is 255. 'absolute': |x|, then clipped. 'rescale': the smallest becomes 0, the largest 255. */
export type Display = (typeof displays)[number]

/**
 * A map or image [C, H, W] of any numbers → the same shape with whole numbers 0 … 255. 'rescale' takes the smallest and
 * the largest of all channels together, or with `{ scale: 'each' }` of each channel by itself; where all are equal, they
 * become 128. The image that is given is not changed.
 * @throws OptionError for another way. @throws ShapeError where it is not an image.
 * @throws RunError where a number is not finite.
 */
export function display(
  image: AnyImage,
  how: Display,
  options?: { readonly scale?: 'shared' | 'each' | undefined },
): { readonly shape: readonly [number, number, number]; readonly data: Float32Array } {
  const shape = checkImage('display', image)
  choiceOption('display', 'how', how, displays)
  const { scale = 'shared' } = knownOptions('display', options, ['scale'])
  choiceOption('display', 'scale', scale, ['shared', 'each'])
  const { data: source } = image
  const data = new Float32Array(source.length)
  const [C, H, W] = shape
  const part = scale === 'each' ? H * W : C * H * W
  for (let start = 0; start < source.length; start += part) {
    let [least, most] = [Infinity, -Infinity]
    for (let i = start; i < start + part; i++) {
      const value = source[i]!
      if (!Number.isFinite(value)) throw notFinite(value, i, shape)
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
    for (let i = start; i < start + part; i++) {
      const value = source[i]!
      const shown = how === 'clip' ? value : how === 'absolute' ? Math.abs(value) : rescaled(value, least, most)
      data[i] = Math.min(255, Math.max(0, Math.round(shown)))
    }
  }
  return { shape, data }
}

function rescaled(value: number, least: number, most: number): number {
  return most === least ? 128 : ((value - least) / (most - least)) * 255
}

function notFinite(value: number, at: number, [, H, W]: readonly [number, number, number]): RunError {
  const place = [Math.floor(at / (H * W)), Math.floor(at / W) % H, at % W]
  return new RunError({
    code: 'not-finite',
    message: say('display: the image contains {value} at [{place}].', { value, place: place.join(', ') }),
    fix: say('look for the cause: an image, a kernel or a bias that is too large, or a division by 0.'),
    details: { value, place },
  })
}
