/** What a training makes of single images, epoch by epoch: the numbers that the first layer reads. */
import type { RealArray } from '../backends/backend.ts'
import { inputAugmentation, lastAugmented } from '../data/augmentation.ts'
import type { Dataset } from '../data/dataset.ts'
import { mixShare } from '../data/mixShare.ts'
import { epochOrder } from '../data/order.ts'
import type { Network } from '../network/network.ts'
import { sizeOf } from '../values/shape.ts'
import { inputForm } from './checkData.ts'
import type { TrainOptions } from './trainOptions.ts'

/** What of a training decides how it augments. */
export type Augmenting = Required<Pick<TrainOptions, 'batch' | 'epochs' | 'seed' | 'shuffle'>> & {
  readonly augmentation: NonNullable<TrainOptions['augmentation']>
}

/** Of one image of an epoch: itself, the one that it is mixed with, and how much it keeps of itself. */
interface Wanted {
  readonly epoch: number
  readonly image: number
  readonly partner: number
  readonly share: number
}

/**
 * The chosen images of a data set (all of it is trained on) as the network reads them in each of the first `most` epochs that
 * are augmented: [image][epoch] → the numbers of `data.shape`, copies. An image that is mixed has the partner of its batch.
 * @throws OptionError, as `train`; FormatError where an image of a streamed set cannot be read
 */
export async function augmentedImages(
  net: Network,
  data: Dataset,
  augmenting: Augmenting,
  { images, most }: { readonly images: readonly number[]; readonly most: number },
): Promise<RealArray[][]> {
  const epochs = Math.min(most, lastAugmented(augmenting.augmentation, augmenting.epochs))
  const augmentation = inputAugmentation(augmenting.augmentation, data)
  const count = augmentation.mixup ? 2 : 1
  const wanted = Array.from({ length: epochs }, (_, epoch) => pairsOf(data, augmenting, images, epoch)).flat()
  // In memory, in pairs, also where the set is streamed.
  const pairs = await data.loaded(wanted.flatMap(({ image, partner }) => [image, partner].slice(0, count)))
  const input = inputForm(data)
  const use = { kind: 'inspect', batch: count, input, augmentation, keep: [], keepImage: true, layout: 'plain' } as const
  const size = sizeOf(data.shape)
  const read = await net.use(use, async (plan) => {
    const { raw, image, indices, share } = plan.values
    const made: RealArray[] = []
    for (const [i, pair] of wanted.entries()) {
      const rows = Uint32Array.from({ length: count }, (_, n) => count * i + n)
      plan.write(raw, (place) => pairs.fill(rows, { images: place as Uint8Array | RealArray }, 0, count))
      if (indices)
        plan.write(indices, (place) => {
          for (let n = 0; n < count; n++) place[n] = data.row(n === 0 ? pair.image : pair.partner)
        })
      // Only the first of the two is looked at.
      if (share) plan.write(share, (place) => (place as RealArray).fill(Math.fround(pair.share)))
      plan.writeStep({ seed: augmenting.seed, epoch: pair.epoch })
      await plan.run('forward')
      made.push((await plan.read(image!)).slice(0, size) as RealArray)
    }
    return made
  })
  return images.map((_, k) => Array.from({ length: epochs }, (_, epoch) => read[epoch * images.length + k]!))
}

/** The images of one epoch (from 0), each with the next of its batch. */
function pairsOf(data: Dataset, augmenting: Augmenting, images: readonly number[], epoch: number): Wanted[] {
  const { augmentation, batch, seed, shuffle } = augmenting
  if (!augmentation.mixup) return images.map((image) => ({ epoch, image, partner: image, share: 1 }))
  const order = epochOrder(data.length, { seed, epoch, shuffle })
  const shareOf = mixShare(seed, epoch, augmentation.mixup)
  return images.map((image) => {
    const place = order.indexOf(image)
    const first = place - (place % batch)
    const next = place + 1 < Math.min(data.length, first + batch) ? place + 1 : first
    return { epoch, image, partner: order[next]!, share: shareOf(data.row(image)) }
  })
}
