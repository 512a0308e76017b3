/** The step's own numbers (learning rate, count, seed …), written before each run. */
import { counterAt, scalarAt } from '../ops/stepNumbers.ts'
import type { Prepared } from './prepared.ts'

/** Writes the step's own numbers. */
export function writeStep(
  prepared: Prepared,
  { seed, step = 0, epoch = 0, count, learningRate = 0, optimizer = [] }: StepNumbers,
): void {
  prepared.write(prepared.scalars, (data) => {
    data[scalarAt.learningRate] = learningRate
    data[scalarAt.count] = count
    for (const [i, number] of optimizer.entries()) data[scalarAt.optimizer + i] = number
  })
  prepared.write(prepared.counters, (data) => {
    data[counterAt.seed] = seed
    data[counterAt.step] = step
    data[counterAt.epoch] = epoch
  })
}

export interface StepNumbers {
  readonly seed: number
  readonly step?: number
  readonly epoch?: number
  /** What the loss is divided by. */
  readonly count: number
  readonly learningRate?: number
  /** What the optimizer says of this update. */
  readonly optimizer?: readonly number[]
}
