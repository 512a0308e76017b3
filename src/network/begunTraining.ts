/** What a training has of its network: the mark that it is going on, and copies of what it changes. */
import type { TensorRecord } from './weights.ts'

/** Copies of what a training changes, by name. */
export interface TrainingMemory {
  readonly parameters: TensorRecord
  /** What the optimizer remembers (`velocity`; `m`, `v`), of each parameter. */
  readonly optimizer: Readonly<Record<string, TensorRecord>>
}

/** The mark of a training on its network, from its first step to its end. */
export interface BegunTraining {
  /**
   * Sets what the optimizer remembers to zero; or parameters and memory to those of a moment before, all or nothing. Within the
   * first `use` of the training's plan, which takes the memory for it.
   */
  restart(from?: TrainingMemory): void
  /** Another training may begin. A second time does nothing. */
  end(): void
}
