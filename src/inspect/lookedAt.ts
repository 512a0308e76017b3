/**
 * What this room looks at: a network as far as it needs one, and images, checked. An image comes as plain numbers or as a
 * data set hands it out; one that is of another size or not finite is refused here, for all of the room.
 */

import type { RealArray } from '../backends/backend.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type ModelInput, type RawImage, readImages } from '../graph/modelInput.ts'
import { refuseNotFinite } from '../network/checkImages.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import { type Shape, sameShape, showShape, sizeOf } from '../values/shape.ts'

/** What is asked of a network that one looks into; a `Network` has it all. */
export interface InspectedNetwork {
  readonly model: ModelGraph
  /** What raw images are read by. */
  readonly input?: ModelInput | undefined
  /** The model's output for any number of images. */
  predict(images: ArrayLike<number>, options?: { readonly batch?: number }): Promise<RealArray>
  /** What the named layers output for one image. */
  featureMaps(image: ArrayLike<number>, layers: readonly string[]): Promise<FeatureMap[]>
  /** What a gradient at a layer's own output becomes at the images. */
  inputGradient(
    images: ArrayLike<number>,
    layer: string,
    dy: ArrayLike<number>,
    options?: { readonly batch?: number },
  ): Promise<RealArray>
}

/** An image: numbers as the network reads them, numbers with a shape (`data.image(0)`), or a raw image (`loadImage`). */
export type InspectedImage = ArrayLike<number> | RawImage | { readonly shape?: Shape; readonly data: ArrayLike<number> }

/**
 * The numbers of one image of the model. @throws ShapeError 'image-size', OptionError 'not-finite' and for what is no
 * image
 */
export function imageOf(
  owner: string,
  { model, input }: Pick<InspectedNetwork, 'model' | 'input'>,
  given: InspectedImage,
): ArrayLike<number> {
  const image = typeof given === 'object' && given && 'colours' in given ? readImages(owner, model, input, given) : given
  if (typeof image !== 'object' || image === null)
    throw wrongOption(owner, say('the image'), image, say('numbers, or { shape, data }'))
  const { data, shape } = 'data' in image ? image : { data: image, shape: undefined }
  if (typeof data?.length !== 'number') throw wrongOption(owner, say('the image'), image, say('numbers, or { shape, data }'))
  const wanted = model.inputShape
  const one = { wanted: showShape(wanted), size: sizeOf(wanted), found: data.length }
  if (data.length !== sizeOf(wanted) || (shape && !sameShape(shape, wanted)))
    throw new ShapeError({
      code: 'image-size',
      message: say('{owner} takes one image of "{name}".', { owner, name: model.name }),
      numbers: [
        shape
          ? say('one image is {wanted} = {size} numbers; received {shape}, {found} numbers', { ...one, shape: showShape(shape) })
          : say('one image is {wanted} = {size} numbers; received {found} numbers', one),
      ],
      fix: say('bring the image to the model’s input shape first.'),
    })
  refuseNotFinite(owner, 'image', model.inputShape, data)
  return data
}

/** The numbers of many images, one after the other. @throws as `imageOf` */
export function imagesOf(
  owner: string,
  network: Pick<InspectedNetwork, 'model' | 'input'>,
  images: readonly InspectedImage[],
): Float64Array {
  const { model } = network
  if (images.length === 0)
    throw new OptionError({
      code: 'empty',
      message: say('{owner}: there are no images.', { owner }),
      fix: say('pass at least one.'),
    })
  const size = sizeOf(model.inputShape)
  const all = new Float64Array(images.length * size)
  for (const [i, image] of images.entries()) {
    const data = imageOf(owner, network, image)
    for (let k = 0; k < size; k++) all[i * size + k] = data[k]!
  }
  return all
}

/** The layer's [channels, rows, columns]; a flat layer is one place with as many channels as it has features. */
export function mapShape(shape: Shape): readonly [channels: number, rows: number, columns: number] {
  return shape.length === 3 ? [shape[0]!, shape[1]!, shape[2]!] : [sizeOf(shape), 1, 1]
}
