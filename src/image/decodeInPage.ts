/**
 * Pixels in a page: what the browser decodes (JPEG, WebP), and what a canvas draws (ImageBitmap, canvas, image element,
 * ImageData). A canvas multiplies alpha into the colours, so transparent images are laid on their background here, before
 * they are read back; only ImageData needs no canvas. Not for Node.
 */

import { FormatError, UnsupportedError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import type { Pixels } from './pixels.ts'
import { tooManyPixels } from './tooLarge.ts'

/** What a page holds as an image: ImageData, ImageBitmap, HTMLCanvasElement, OffscreenCanvas, HTMLImageElement, video frames. */
export interface PageImage {
  readonly width: number
  readonly height: number
}

/** By the browser's own decoder, without its colour management. */
export async function decodeInPage(bytes: Uint8Array, background: readonly number[]): Promise<Pixels> {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>])
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' })
  try {
    return drawn(bitmap, bitmap.width, bitmap.height, background)
  } finally {
    bitmap.close()
  }
}

/** Of what the page already holds. */
export async function pagePixels(image: PageImage, limit: number, background: readonly number[]): Promise<Pixels> {
  const name = say('the given image')
  const drawable = image as Partial<HTMLImageElement> & Partial<ImageData> & Partial<VideoFrame>
  try {
    await drawable.decode?.()
  } catch (cause) {
    throw new FormatError({ code: 'damaged', message: say('{name}: the page could not load it.', { name }) }, { cause })
  }
  const width = drawable.naturalWidth ?? drawable.displayWidth ?? image.width
  const height = drawable.naturalHeight ?? drawable.displayHeight ?? image.height
  if (!(width > 0 && height > 0))
    throw new FormatError({
      code: 'empty',
      message: say('{name}: it is empty ({width} wide × {height} high).', { name, width, height }),
    })
  if (width * height > limit) throw tooManyPixels(name, height, width, limit)
  if (drawable.data instanceof Uint8ClampedArray) return { width, height, channels: 4, data: drawable.data }
  return drawn(image as CanvasImageSource, width, height, background)
}

function drawn(source: CanvasImageSource, width: number, height: number, [r, g, b]: readonly number[]): Pixels {
  if (typeof OffscreenCanvas !== 'function')
    throw new UnsupportedError({
      code: 'no-canvas',
      message: say('cannot read images here: there is no canvas.'),
      fix: say('pass the bytes of a PNG, which need no canvas, or use a newer browser.'),
    })
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  context.fillStyle = `rgb(${r}, ${g}, ${b})`
  context.fillRect(0, 0, width, height)
  context.drawImage(source, 0, 0, width, height)
  try {
    return { width, height, channels: 4, data: context.getImageData(0, 0, width, height).data }
  } catch (cause) {
    throw new UnsupportedError(
      {
        code: 'other-origin',
        message: say('the image comes from another server, which does not allow this page to read its pixels.'),
        fix: say('set crossOrigin on the image element before its src, or pass the image itself (bytes or a Blob).'),
      },
      { cause },
    )
  }
}
