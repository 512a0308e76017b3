/** How networks that learned ImageNet read images. */
import type { ModelInput } from '../graph/modelInput.ts'
import { imagenetImages, type PublishedImages } from './publishedModels.ts'

/** In the numbers of a data set with this mean and deviation, to the bit: it is then read the same way. */
export function inputOfPublished({ size, crop, mean, std }: PublishedImages, classes: readonly string[] | undefined): ModelInput {
  return {
    stored: [3, size, size],
    dtype: 'u8',
    padding: [0, 0, 0, 0],
    border: 0,
    normalization: { scale: std.map((s) => 1 / (255 * s)), offset: mean.map((m, c) => -m / std[c]!) },
    colours: 'rgb',
    classes,
    fit: 'cover',
    crop,
  }
}

/** What `imagenetInput` can be told. */
export interface ImagenetInputOptions {
  /** Height and width. Default 224. */
  readonly size?: number | undefined
  /** What the outputs are called: `await imagenetNames()`. */
  readonly classes?: readonly string[] | undefined
}

/**
 * The input of a network that learned ImageNet as is usual: 224×224 pixels from the middle of an image whose shorter side is 256,
 * red, green and blue less 0.485, 0.456 and 0.406, over 0.229, 0.224 and 0.225. For models from elsewhere that do not say it.
 * ```ts
 * const { model, weights } = await loadModel('resnet18.onnx')
 * const net = await model.withInput(imagenetInput()).open(await wasm(), { weights })
 * ```
 */
export function imagenetInput({ size = 224, classes }: ImagenetInputOptions = {}): ModelInput {
  return inputOfPublished({ ...imagenetImages, size }, classes)
}
