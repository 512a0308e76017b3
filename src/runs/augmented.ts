/** A few training images as they are, and as the network saw them, epoch by epoch: what augmentation came to. */
import { inputAugmentation } from '../data/augmentation.ts'
import type { Dataset } from '../data/dataset.ts'
import type { Network } from '../network/network.ts'
import { augmentedImages } from '../training/augmentedImages.ts'
import { type ExampleImage, shownImage } from './exampleImage.ts'
import type { TrainingSettings } from './settings.ts'

export interface AugmentedLook {
  /** Each as it is, and in the first epochs. */
  readonly images: readonly { readonly original: ExampleImage; readonly epochs: readonly ExampleImage[] }[]
  /** What black and white are. */
  readonly range: readonly [low: number, high: number]
}

const mostImages = 3
const mostEpochs = 6

/** After so many epochs. Undefined where the images were not augmented, or are neither grey nor in colour. */
export async function lookAtAugmented(
  net: Network,
  data: Dataset,
  { augmentation, batch, epochs, seed, shuffle = true }: TrainingSettings,
  done: number,
): Promise<AugmentedLook | undefined> {
  const [channels, ...sides] = data.shape
  if (!augmentation || done === 0 || sides.length !== 2 || (channels !== 1 && channels !== 3)) return undefined
  if (Object.keys(inputAugmentation(augmentation, data)).length === 0) return undefined
  const count = Math.min(mostImages, data.length)
  // Far from each other: in a folder, those of one class lie together.
  const images = Array.from({ length: count }, (_, k) => Math.floor((k * data.length) / count))
  const originals = await data.loaded(images)
  const augmenting = { augmentation, batch, epochs, seed, shuffle }
  const seen = await augmentedImages(net, data, augmenting, { images, most: Math.min(mostEpochs, done) })
  const look = images.map((_, k) => ({
    // With its border, as the others.
    original: picture(data, originals.image(k).data),
    epochs: seen[k]!.map((numbers) => picture(data, numbers)),
  }))
  return { images: look, range: data.dtype === 'u8' ? [0, 255] : rangeOf(look.map(({ original }) => original)) }
}

/** The numbers that a network reads, as they were before they were normalised. */
function picture(data: Dataset, numbers: ArrayLike<number>): ExampleImage {
  const { shape, normalization } = data
  const plane = shape[1]! * shape[2]!
  const of = (list: readonly number[], i: number) => list[Math.floor(i / plane) % list.length]!
  const raw = Float32Array.from(numbers, (x, i) => (x - of(normalization.offset, i)) / of(normalization.scale, i))
  return shownImage({ shape, data: raw }, data.colours)
}

function rangeOf(images: readonly ExampleImage[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const { data } of images)
    for (let i = 0; i < data.length; i++) [low, high] = [Math.min(low, data[i]!), Math.max(high, data[i]!)]
  return low < high ? [low, high] : [low, low + 1]
}
