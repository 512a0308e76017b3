/**
 * The digits of an image of the user's own, for a run of handwritten digits: each in the bytes and the size that the run's
 * images are stored in, and where it lies. For any other run, or as it is, the image is one.
 */
import { findDigits, loadImage } from '../image.ts'
import type { RawImage } from '../index.ts'
import { isHandwriting, type Reader, rawImage } from './rawImage.ts'

/** One thing that is read on an image. */
export interface FoundDigit {
  readonly raw: RawImage & { readonly data: Uint8Array }
  /** [top, left, bottom, right] in the image's pixels; undefined where all of it was taken. */
  readonly box: readonly [top: number, left: number, bottom: number, right: number] | undefined
}

/** At least one; rows from the top, each from the left. */
export async function digitsIn(path: string, reader: Reader, asIs: boolean): Promise<FoundDigit[]> {
  if (asIs || !isHandwriting(reader)) return [{ raw: await rawImage(path, reader, asIs), box: undefined }]
  const digits = findDigits(await loadImage(path, { grey: true, background: 'contrast' }))
  return digits.map(({ shape, data, box: [top, left, bottom, right] }) => ({
    raw: { shape, data, colours: 'grey' },
    box: [Math.round(top), Math.round(left), Math.round(bottom), Math.round(right)],
  }))
}
