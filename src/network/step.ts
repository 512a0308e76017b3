/** The step's own numbers (learning rate, count, seed …), written before each run. */
import { counterAt, scalarAt } from '../ops/op.ts'
import type { Prepared } from './prepared.ts'

/** Writes the step's own numbers. */
export function writeStep(
  prepared: Prepared,
  { seed, step = 0, epoch = 0, count, learningRate = 0, adamCorrection1 = 1, adamCorrection2 = 1 }: StepNumbers,
): void {
  prepared.write(prepared.scalars, (data) => {
    data[scalarAt.learningRate] = learningRate
    data[scalarAt.count] = count
    data[scalarAt.adamCorrection1] = adamCorrection1
    data[scalarAt.adamCorrection2] = adamCorrection2
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
  readonly adamCorrection1?: number
  readonly adamCorrection2?: number
}
