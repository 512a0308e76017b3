/** What is said of a picture that is larger than the limits allow: in bytes, or in pixels (known before it is decoded). */
import { FormatError } from '../errors/errors.ts'

/** Bytes: of a file, a download, an array. */
export function tooLarge(name: string, size: string, limit: number): FormatError {
  return new FormatError({
    code: 'too-large',
    message: `${name}: the file is too large to be read as a picture.`,
    numbers: [`${size}; the limit is ${limit} bytes`],
    fix: 'raise it with loadImage(…, { bytes }), if the source is to be trusted.',
    details: { name, limit },
  })
}

/** Pixels: a small file can claim, and unpack to, more than the memory holds. */
export function tooManyPixels(name: string, height: number, width: number, limit: number): FormatError {
  return new FormatError({
    code: 'too-many-pixels',
    message: `${name}: the picture is too large.`,
    numbers: [`${width} wide × ${height} high = ${width * height} pixels; the limit is ${limit}`],
    fix: 'make it smaller, or raise the limit with loadImage(…, { pixels }), if the source is to be trusted.',
    details: { name, height, width, limit },
  })
}
