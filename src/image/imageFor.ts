/**
 * An image made ready for a network: brought to the size and the colours of those that it was trained on. What follows, the
 * scaling of its numbers, the network does itself.
 */

import { OptionError } from '../errors/errors.ts'
import { booleanOption, choiceOption, knownOptions, show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Colours, type Fit, fits, type ModelInput, type RawImage } from '../graph/modelInput.ts'
import { digitImage } from './digitImage.ts'
import { luma } from './loadImage.ts'
import { type AnyImage, resize } from './resize.ts'

/** How an image is made ready. */
export interface ImageForOptions {
  /**
   * What happens where its sides have another ratio: see `resize`. Default: as the network's own images were made (`fit` of
   * its input, with its `crop`); where that is not known 'contain', with the border of its data.
   */
  readonly fit?: Fit | undefined
  /** Handwriting too is only resized, and not cut out and centred as the digits of MNIST were. Default false. */
  readonly asIs?: boolean | undefined
}

/**
 * An image in the size and colours that a network (or a run) reads; handwriting is prepared by `digitImage`, if the network was
 * trained on such.
 * ```ts
 * const image = imageFor(net, await loadImage('cat.jpg'))
 * const scores = await net.predict(image)
 * ```
 * @throws OptionError 'no-input' where nothing is known of the network's images, or they were none; FormatError 'no-ink' where
 *   nothing is written on an image of handwriting
 */
export function imageFor(
  network: { readonly input: ModelInput | undefined },
  image: RawImage,
  options?: ImageForOptions,
): RawImage & { readonly data: Uint8Array } {
  const given = knownOptions('imageFor', options, ['fit', 'asIs'])
  const { fit = network.input?.fit ?? 'contain', asIs = false } = given
  choiceOption('imageFor', 'fit', fit, fits)
  booleanOption('imageFor', 'asIs', asIs)
  const { input } = network
  if (input?.dtype !== 'u8' || !input.colours)
    throw new OptionError({
      code: 'no-input',
      message: input
        ? say('imageFor: the network was not trained on 8-bit images.')
        : say('imageFor: it is not known which images the network reads.'),
      fix: input
        ? say('pass the numbers that it reads.')
        : say('train it, load it with its weights, or declare it: model.withInput(data.input).'),
    })
  const { stored, colours, border } = input
  const [, height, width] = stored as [number, number, number]
  if (input.handwriting && !asIs) return { ...digitImage(image), colours }
  const { data } = resize(inColours(image, colours), [height, width], {
    fit,
    crop: fit === 'cover' ? input.crop : undefined,
    background: border,
  })
  // By hand: `Uint8Array.from` with a function takes longer than the resampling.
  const bytes = new Uint8Array(data.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(Math.min(255, Math.max(0, data[i]!)))
  return { shape: stored, data: bytes, colours }
}

/** The same image with its planes in another order, in luma, or with the grey plane three times. */
function inColours({ shape, data, colours }: RawImage, wanted: Colours): AnyImage {
  const [channels, height, width] = shape
  const size = height! * width!
  if (shape.length !== 3 || data.length !== channels! * size || channels !== (colours === 'grey' ? 1 : 3))
    throw new OptionError({
      code: 'wrong-image',
      message: say('imageFor: this is not an image of {colours} planes. Received: shape {shape}, {length} numbers.', {
        colours,
        shape: show(shape),
        length: data.length,
      }),
      fix: say('load it with loadImage(…).'),
    })
  // Red, green and blue first: where each comes from.
  const from = colours === 'grey' ? [0, 0, 0] : colours === 'rgb' ? [0, 1, 2] : [2, 1, 0]
  if (wanted === colours) return { shape, data }
  if (wanted === 'grey' && colours === 'rgb') return { shape: [1, height!, width!], data: luma(data, 3) }
  const planes = new Float32Array(3 * size)
  const order = wanted === 'bgr' ? from.reverse() : from
  for (const [c, plane] of order.entries()) for (let i = 0; i < size; i++) planes[c * size + i] = data[plane * size + i]!
  return wanted === 'grey'
    ? { shape: [1, height!, width!], data: luma(planes, 3) }
    : { shape: [3, height!, width!], data: planes }
}
