/** What is said of a picture that is larger than the limits allow: in bytes, or in pixels (known before it is decoded). */

import { FormatError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'

/** Bytes: of a file, a download, an array. */
export function tooLarge(name: string, size: string, limit: number): FormatError {
  return new FormatError({
    code: 'too-large',
    message: say('{name}: the file is too large to be read as a picture.', { name }),
    numbers: [say('{size}; the limit is {limit} bytes', { size, limit })],
    fix: say('raise it with loadImage(…, { bytes }), if the source is to be trusted.'),
    details: { name, limit },
  })
}

/** Pixels: a small file can claim, and unpack to, more than the memory holds. */
export function tooManyPixels(name: string, height: number, width: number, limit: number): FormatError {
  return new FormatError({
    code: 'too-many-pixels',
    message: say('{name}: the picture is too large.', { name }),
    numbers: [
      say('{width} wide × {height} high = {value} pixels; the limit is {limit}', { width, height, value: width * height, limit }),
    ],
    fix: say('make it smaller, or raise the limit with loadImage(…, { pixels }), if the source is to be trusted.'),
    details: { name, height, width, limit },
  })
}
