/**
 * Images in, in one call: from a path, an address, bytes, or what a page holds, to numbers 0 … 255 in planes. It checks
 * everything that comes from outside (sizes, ends, formats, time) and says what is wrong. It normalises nothing: a model's
 * zoo entry or a data set does that.
 */

import type { ImageTensor } from '../data/dataset.ts'
import { checkPixels, mostPixels } from '../data/mostPixels.ts'
import { booleanOption, choiceOption, knownOptions, pairOption, realOption, wholeOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Fit, fits, type RawImage } from '../graph/modelInput.ts'
import { decode } from './decode.ts'
import { type PageImage, pagePixels } from './decodeInPage.ts'
import { oriented } from './exif.ts'
import type { ImageBytes } from './imageBytes.ts'
import { type BlobLike, imageBytes, notASource } from './imageSource.ts'
import type { Pixels } from './pixels.ts'
import { resize } from './resize.ts'

/**
 * A path or address (http:, https:, data:, file:) as a string or URL; the bytes of a file; a Blob or File; in a page also
 * ImageData, ImageBitmap, a canvas, an image element.
 */
export type ImageSource = string | { readonly href: string } | Uint8Array | ArrayBuffer | BlobLike | PageImage

/** Grey or colour, the size, and the limits of what is accepted. */
export interface LoadImageOptions {
  /**
   * One plane of luma Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, as OpenCV; not rounded) in place of three. Default false.
   */
  grey?: boolean | undefined
  /** The size to bring it to: [height, width], or one number for both. Default: as it is. */
  size?: number | readonly [number, number] | undefined
  /** What happens where its sides have another ratio: see `resize`. Default 'cover', the centre of it. */
  fit?: Fit | undefined
  /**
   * What transparent parts lie on, and what surrounds an image that is 'contain'ed: grey, or [red, green, blue], 0 … 255;
   * 'contrast': black where most of the image is transparent and what is drawn is light, else white. Default white.
   */
  background?: number | readonly [number, number, number] | 'contrast' | undefined
  /**
   * The most pixels an image may have, as it is and as `size` makes it: looked at in the header, before it is decoded.
   * Default 50 million: no camera in a telephone makes larger ones as a rule, and as numbers they already take 600 MB, and
   * another 200 MB while they are read.
   */
  pixels?: number | undefined
  /** The most bytes a file or download may have. Default 64 MiB. */
  bytes?: number | undefined
  /** For a download as a whole, in milliseconds. Default 15,000. */
  timeout?: number | undefined
  /** Stops a download; `loadImage` then throws the signal's reason. */
  signal?: AbortSignal | undefined
}

export interface LoadedImage extends ImageTensor {
  /** [3, height, width]: the red, the green and the blue plane; [1, height, width] where `grey` was asked for. */
  readonly shape: readonly [channels: number, height: number, width: number]
  /** 0 (black) … 255. */
  readonly data: Float32Array
  /** The order of the planes. */
  readonly colours: 'rgb' | 'grey'
}

const known = ['grey', 'size', 'fit', 'background', 'pixels', 'bytes', 'timeout', 'signal'] as const

/**
 * Reads a PNG, JPEG or WebP image. Whatever its form (16 bits, palette, grey, CMYK), it becomes red, green and blue of 8
 * bits; the camera's orientation is applied, alpha is laid on the background, of an animation the first image is taken, a
 * colour profile is not applied. JPEG and WebP need the package `sharp` in Node.
 *
 * A PNG gives the same numbers in Node and in every browser, to the bit. JPEG decoders may differ by a few units a pixel,
 * transparent WebP images by rounding; and a browser draws a JPEG that is damaged inside as far as it comes, where sharp
 * refuses it.
 *
 * An address is followed through at most five redirects. In Node they never lead from the public web to this machine or into a
 * private network, unless that address is given itself; in a page the browser's own rules hold.
 *
 * @throws FormatError 'missing-file', 'not-a-file', 'file-refused', 'too-large', 'empty', 'foreign', 'web-page', 'truncated',
 *   'damaged', 'too-many-pixels'; RunError 'timed-out', 'unreachable', 'too-many-redirects', 'redirect-refused', 'http-status';
 *   OptionError;
 *   UnsupportedError 'no-package' where sharp is needed and missing.
 */
export async function loadImage(source: ImageSource, options?: LoadImageOptions): Promise<LoadedImage> {
  const owner = 'loadImage'
  const given = knownOptions(owner, options, known)
  const { grey = false, size, fit = 'cover', background = 255, pixels: limit = mostPixels } = given
  const { bytes = 64 * 2 ** 20, timeout = 15_000, signal } = given
  booleanOption(owner, 'grey', grey)
  choiceOption(owner, 'fit', fit, fits)
  wholeOption(owner, 'pixels', limit)
  wholeOption(owner, 'bytes', bytes)
  realOption(owner, 'timeout', timeout, { min: 0, open: true, max: 2 ** 31 - 1 })
  const wanted = size === undefined ? undefined : pairOption(owner, 'size', size)
  if (wanted)
    checkPixels(owner, 'size', wanted, say('use a smaller size, or raise the limit with loadImage(…, { pixels }).'), limit)
  const white = [255, 255, 255] as const
  let ground = background === 'contrast' ? white : colour(owner, background)

  const { pixels, orientation } = isPageImage(source)
    ? { pixels: await pagePixels(source, limit, ground), orientation: 1 }
    : await decode(await imageBytes(source, { bytes, timeout, signal }), limit, ground)
  if (background === 'contrast' && isLightOnNothing(pixels)) ground = [0, 0, 0]
  const turned = oriented(orientation, pixels.height, pixels.width)
  const shape = [3, turned.height, turned.width] as const
  const count = 3 * turned.height * turned.width
  // As real numbers the planes are four times as large: those that are worked on further are bytes.
  if (!wanted && !grey) return { shape, data: planesOf(pixels, turned, ground, new Float32Array(count)), colours: 'rgb' }
  const planes = { shape, data: planesOf(pixels, turned, ground, new Uint8Array(count)) }
  if (!wanted) return { shape: [1, turned.height, turned.width], data: luma(planes.data, 3), colours: 'grey' }
  const { data } = resize(planes, wanted, { fit, background: ground, pixels: limit })
  const [height, width] = wanted
  return grey
    ? { shape: [1, height, width], data: luma(data, 3), colours: 'grey' }
    : { shape: [3, height, width], data, colours: 'rgb' }
}

/** The planes of a file's image as bytes, in a quarter of the memory of `loadImage`'s real numbers. Throws as `decode` does. */
export async function bytePlanes(
  file: ImageBytes,
  ground: readonly [number, number, number],
): Promise<RawImage & { readonly data: Uint8Array }> {
  const { pixels, orientation } = await decode(file, mostPixels, ground)
  const turned = oriented(orientation, pixels.height, pixels.width)
  const { height, width } = turned
  const data = planesOf(pixels, turned, ground, new Uint8Array(3 * height * width))
  return { shape: [3, height, width], data, colours: 'rgb' }
}

/** Luma (ITU-R BT.601) of the planes red, green, blue; of one plane, that plane. Not rounded. */
export function luma(data: ArrayLike<number>, channels: number): Float32Array {
  if (channels === 1) return Float32Array.from(data)
  const size = data.length / 3
  const grey = new Float32Array(size)
  for (let i = 0; i < size; i++) grey[i] = 0.299 * data[i]! + 0.587 * data[size + i]! + 0.114 * data[2 * size + i]!
  return grey
}

function colour(owner: string, background: unknown): readonly [number, number, number] {
  const three = typeof background === 'number' ? [background, background, background] : background
  const isByte = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255
  if (Array.isArray(three) && three.length === 3 && three.every(isByte)) return three as [number, number, number]
  throw wrongOption(
    owner,
    'background',
    background,
    say("a whole number from 0 to 255, three of them [red, green, blue], or 'contrast'"),
  )
}

/** Whether what is drawn is light, and most of the image is transparent. */
function isLightOnNothing({ channels, data }: Pixels): boolean {
  if (channels === 1 || channels === 3) return false
  let [light, drawn] = [0, 0]
  for (let i = 0; i < data.length; i += channels) {
    const opacity = data[i + channels - 1]!
    const grey = channels === 2 ? data[i]! : 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!
    light += grey * opacity
    drawn += opacity
  }
  return drawn < (255 * data.length) / channels / 2 && light > 127.5 * drawn
}

function isPageImage(source: unknown): source is PageImage {
  const { width, height } = (source ?? {}) as PageImage
  if (typeof width !== 'number' || typeof height !== 'number' || ArrayBuffer.isView(source)) return false
  if (typeof createImageBitmap !== 'function') throw notASource(source)
  return true
}

/** Decoded pixels as planes, turned as the camera was held, and laid on the background (rounded, as 8-bit images are). */
function planesOf<T extends Uint8Array | Float32Array>(
  { channels, data }: Pixels,
  { height, width, start, down, right }: ReturnType<typeof oriented>,
  ground: readonly [number, number, number],
  planes: T,
): T {
  const size = width * height
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2]
  const alpha = channels === 2 || channels === 4 ? channels - 1 : undefined
  const laid = (value: number, opacity: number, under: number) => Math.round((value * opacity + under * (255 - opacity)) / 255)
  for (let h = 0, to = 0; h < height; h++) {
    let at = (start + h * down) * channels
    if (alpha === undefined) {
      for (let w = 0; w < width; w++, to++, at += right * channels) {
        planes[to] = data[at]!
        planes[to + size] = data[at + green]!
        planes[to + 2 * size] = data[at + blue]!
      }
      continue
    }
    for (let w = 0; w < width; w++, to++, at += right * channels) {
      const opacity = data[at + alpha]!
      const [r, g, b] = [data[at]!, data[at + green]!, data[at + blue]!]
      planes[to] = opacity === 255 ? r : laid(r, opacity, ground[0])
      planes[to + size] = opacity === 255 ? g : laid(g, opacity, ground[1])
      planes[to + 2 * size] = opacity === 255 ? b : laid(b, opacity, ground[2])
    }
  }
  return planes
}
