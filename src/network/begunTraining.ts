/** What a training has of its network: the mark that it is going on, and copies of what it changes. */
import type { TensorRecord } from './weights.ts'

/** Copies of what a training changes, by name. */
export interface TrainingMemory {
  readonly parameters: TensorRecord
  /** What the optimizer remembers (`velocity`; `m`, `v`), of each parameter. */
  readonly optimizer: Readonly<Record<string, TensorRecord>>
  /** The best that a validation has found so far, where one is watched. */
  readonly best?: BestParameters | undefined
}

/** The epoch with the lowest validation loss so far. */
export interface BestParameters {
  readonly epoch: number
  readonly loss: number
  /** A copy of the parameters at its end, where they are to be kept. */
  readonly parameters?: TensorRecord | undefined
}

/** The mark of a training on its network, from its first step to its end. */
export interface BegunTraining {
  /**
   * Sets what the optimizer remembers to zero; or parameters and memory to those of a moment before, all or nothing. Within the
   * first `use` of the training's plan, which takes the memory for it.
   */
  restart(from?: TrainingMemory): void
  /** The best so far; undefined before the first was kept. */
  readonly best: BestParameters | undefined
  /** Says that the epoch that just ended is the best so far, and keeps a copy of the parameters if asked to. */
  keepBest(epoch: number, loss: number, copy: boolean): Promise<void>
  /** Sets the parameters to the best so far, where they were kept. */
  restoreBest(): Promise<void>
  /** Another training may begin. A second time does nothing. */
  end(): void
}
