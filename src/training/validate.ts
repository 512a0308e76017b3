/**
 * The look at images that are not learned from, after each epoch: how the network does on them, and whether it is the best so
 * far.
 */
import type { BegunTraining, Network } from '../network/network.ts'
import { evaluate } from './evaluate.ts'
import type { Run } from './trainOptions.ts'

/** How a network did on the images of a validation, at the end of an epoch. */
export interface Validation {
  readonly loss: number
  /** Undefined for data without labels. */
  readonly accuracy: number | undefined
  /** Whether no epoch before had a loss as low. */
  readonly best: boolean
  /** The epoch with the lowest loss so far. */
  readonly bestEpoch: number
  /**
   * Whether the training stops here, because the best epoch lies as far back as `patience` says. Pull on: it then ends by itself,
   * with the best weights; after a `break` here the network has the last ones.
   */
  readonly stops: boolean
  /** How long it took; the speed of training does not count it. */
  readonly seconds: number
}

/** Looks at the validation's images, where there are any; with `patience`, keeps the parameters of the best epoch. */
export async function validated(
  net: Network,
  { validation, patience, loss }: Run,
  epoch: number,
  training: BegunTraining,
): Promise<Validation | undefined> {
  if (!validation) return undefined
  const found = await evaluate(net, validation, { loss })
  const best = found.loss! < (training.best?.loss ?? Number.POSITIVE_INFINITY)
  if (best) await training.keepBest(epoch, found.loss!, Number.isFinite(patience))
  const bestEpoch = training.best?.epoch ?? epoch
  const { seconds } = found
  const accuracy = validation.labels ? found.accuracy : undefined
  return { loss: found.loss!, accuracy, best, bestEpoch, stops: epoch - bestEpoch >= patience, seconds }
}
