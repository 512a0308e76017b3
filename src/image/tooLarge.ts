/** What is said of an image that is larger than the limits allow: in bytes, or in pixels (known before it is decoded). */

import { FormatError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import { type ImageName, nameText } from './imageBytes.ts'

/** Bytes: of a file, a download, an array. `numbers` says how many there are, and the limit. */
export function tooLarge(name: ImageName, limit: number, numbers: Sentence): FormatError {
  return new FormatError({
    code: 'too-large',
    message: say('{name}: the file is too large to read as an image.', { name }),
    numbers: [numbers],
    fix: say('if you trust the source, raise the limit with loadImage(…, { bytes }).'),
    details: { name: nameText(name), limit },
  })
}

/** Pixels: a small file can claim, and unpack to, more than the memory holds. */
export function tooManyPixels(name: ImageName, height: number, width: number, limit: number): FormatError {
  return new FormatError({
    code: 'too-many-pixels',
    message: say('{name}: the image is too large.', { name }),
    numbers: [
      say('{width} wide × {height} high = {pixels} pixels; the limit is {limit}', {
        width,
        height,
        pixels: width * height,
        limit,
      }),
    ],
    fix: say('make it smaller or, if you trust the source, raise the limit with loadImage(…, { pixels }).'),
    details: { name: nameText(name), height, width, limit },
  })
}
