/**
 * What a model can be told when it is opened on a backend: the options of `model.open`, and a part of those of `openInWorker`.
 */
import type { GivenTensors } from './weights.ts'

/** What a model can be told where it is opened, here or in a worker. */
export interface OpenOptions {
  /** Fixes the first weights, and (through `train`) order, dropout and augmentation. Default 0. */
  readonly seed?: number
  /** Passes over the plan: fusion of activations. Default true. */
  readonly fuse?: boolean
  /** A hint: how many images are to be predicted at a time. Their plan is made at once, so that what cannot fit is refused. */
  readonly batch?: number
}

/** What `model.open` can be told. */
export interface OpenHereOptions extends OpenOptions {
  /** All its weights, as `setParameters` takes them, instead of random ones from the seed. */
  readonly weights?: GivenTensors
}
