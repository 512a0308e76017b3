/**
 * How large an image may be made because an option asks for it. Images that come from outside have the same limit in
 * `loadImage`; what is larger takes all memory or all time, and is a slip of the keyboard far more often than meant.
 */

import { OptionError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'

/** Of one image, each with all its channels. */
export const mostPixels = 50_000_000

/** @throws OptionError where `option` of `owner` asks for more pixels than `limit`. */
export function checkPixels(
  owner: string,
  option: string,
  [height, width]: readonly [number, number],
  fix: Sentence,
  limit = mostPixels,
): void {
  if (height * width <= limit) return
  throw new OptionError({
    code: 'too-many-pixels',
    message: say('{owner}: {option} makes the image too large.', { owner, option }),
    numbers: [
      say('height {height} × width {width} = {pixels} pixels; the limit is {limit}', {
        height,
        width,
        pixels: height * width,
        limit,
      }),
    ],
    fix,
    details: { owner, option, height, width, limit },
  })
}
