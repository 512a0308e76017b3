/**
 * The books of a run that is trained: it counts steps, closes lines of metrics and epochs, tests at their ends, and writes
 * checkpoints. trainRun.ts pulls the steps and says when; what is on the disk after each call is decided here.
 */
import type { RealArray } from '../backends/backend.ts'
import type { Network } from '../network/network.ts'
import { type Evaluation, evaluate } from '../training/evaluate.ts'
import { trainingState } from '../training/state.ts'
import type { TrainStep, Validation } from '../training/train.ts'
import { type Checkpoint, checkpointBytes } from './checkpoint.ts'
import { isTestedAtEnd, type RunData } from './data.ts'
import {
  addStep,
  type EpochMetrics,
  lastEpoch,
  type MetricsLine,
  meansOf,
  newTally,
  type Tally,
  type TestMetrics,
} from './metrics.ts'
import { type Run, runFiles } from './run.ts'

/** Lines of metrics within an epoch, and the longest time between two checkpoints. */
const linesAnEpoch = 20
const checkpointSeconds = 600
/** Lines wait at most so long for their way to the disk. */
const flushSeconds = 2

/** What is trained, and on what: `made` is written into each checkpoint. */
export interface Training {
  readonly run: Run
  readonly net: Network
  /** In its parts. */
  readonly data: RunData
  readonly made: Pick<Checkpoint, 'striate' | 'machine' | 'routines'>
}

/** Where a training stands after a step, as its caller is told. */
export interface StepProgress {
  /** Means over the epoch so far. */
  readonly epochLoss: number
  readonly epochError: number | undefined
  /** Of training, over all sittings. */
  readonly seconds: number
  /** The share of the epoch's time so far that was spent waiting for images, 0 … 1; only of streamed data. */
  readonly waitedShare: number | undefined
  /** Estimated, until the end, testing included. */
  readonly left: number
}

/** Counts steps, closes lines and epochs, writes checkpoints. */
export class Bookkeeper {
  readonly #training: Training
  readonly #write: (lines: readonly MetricsLine[]) => Promise<void>
  readonly #labels: boolean
  #epoch: Tally
  #line: Tally
  #seconds: number
  #waiting: MetricsLine[] = []
  #flushed = performance.now()
  #saved: { readonly step: number; readonly time: number }
  #step: number
  #scores: RealArray | undefined
  /** For the estimate: this sitting's steps and tests. */
  readonly #sitting = { steps: 0, seconds: 0, tests: 0, testSeconds: 0, validations: 0, validationSeconds: 0 }

  /** Goes on from the checkpoint that was found, or from the beginning. `write` takes lines of metrics to the disk. */
  constructor(training: Training, found: Checkpoint | undefined, write: (lines: readonly MetricsLine[]) => Promise<void>) {
    this.#training = training
    this.#write = write
    this.#labels = training.data.training.labels !== undefined
    this.#epoch = { ...this.#newTally(), ...found?.progress.epoch }
    this.#line = { ...this.#newTally(), ...found?.progress.line }
    this.#seconds = found?.progress.seconds ?? 0
    this.#step = found?.state.step ?? 0
    this.#saved = { step: this.#step, time: performance.now() }
  }

  /** The last step that is in the books. */
  get step(): number {
    return this.#step
  }

  /** What the network said of the test images at the last test of this sitting, where that was the final one. */
  get scores(): RealArray | undefined {
    return this.#scores
  }

  #newTally(): Tally {
    return newTally(this.#training.data.training)
  }

  /** Takes a step into the books; it took so many seconds. */
  count(step: TrainStep, took: number): void {
    this.#step = step.step
    this.#seconds += took
    this.#sitting.steps++
    if (step.validation) {
      this.#sitting.validations++
      this.#sitting.validationSeconds += step.validation.seconds
    }
    this.#sitting.seconds += took
    addStep(this.#epoch, step, took)
    addStep(this.#line, step, took)
    const every = Math.max(1, Math.round(step.stepsAnEpoch / linesAnEpoch))
    if (step.endOfEpoch || (step.step - (step.epoch - 1) * step.stepsAnEpoch) % every !== 0) return
    this.#waiting.push({ kind: 'steps', ...this.#lineOf(step, this.#line) })
    this.#line = this.#newTally()
  }

  /** Where it stands after the step that was counted last. */
  progress(step: TrainStep): StepProgress {
    const { steps, seconds } = this.#sitting
    const { trainLoss, trainError } = meansOf(this.#epoch)
    const { waited } = this.#epoch
    return {
      epochLoss: trainLoss,
      epochError: trainError,
      seconds: this.#seconds,
      waitedShare: waited === undefined ? undefined : waited / Math.max(1e-9, this.#epoch.seconds),
      left: ((step.steps - step.step) * seconds) / steps + this.#looksLeft(step),
    }
  }

  /** The seconds that validations and tests will take, as long as those before; a test is met at the validation's speed. */
  #looksLeft(step: TrainStep): number {
    const { tests, testSeconds, validations, validationSeconds } = this.#sitting
    const { validation, test } = this.#training.data
    const epochsLeft = this.#training.run.config.training.epochs - step.epoch + (step.endOfEpoch ? 0 : 1)
    if (!validation) return tests ? (epochsLeft * testSeconds) / tests : 0
    if (!validations) return 0
    const each = validationSeconds / validations
    return epochsLeft * each + (each * (test?.length ?? 0)) / validation.length
  }

  /** After a step within an epoch: writes what has waited long enough. */
  async inBetween(): Promise<undefined> {
    if (performance.now() - this.#flushed > 1000 * flushSeconds) await this.#flush()
    if (performance.now() - this.#saved.time > 1000 * checkpointSeconds) await this.checkpoint()
  }

  /** After the last step of an epoch: tests, closes its line and writes a checkpoint. */
  async endEpoch(step: TrainStep): Promise<{ metrics: EpochMetrics; test: Evaluation | undefined }> {
    const { run, net, data } = this.#training
    const began = performance.now()
    const final = step.step === step.steps
    const { loss } = run.config.training
    const test = isTestedAtEnd(data) ? undefined : data.test && (await evaluate(net, data.test, { loss, scores: final }))
    this.#scores = test?.scores
    if (test) {
      this.#sitting.tests++
      this.#sitting.testSeconds += (performance.now() - began) / 1000
    }
    const tested = test ? { testLoss: test.loss, ...(this.#labels ? { testError: test.error } : {}) } : {}
    const metrics: EpochMetrics = {
      kind: 'epoch',
      ...this.#lineOf(step, this.#epoch),
      ...(step.validation ? validationOf(step, step.validation) : {}),
      ...tested,
    }
    this.#waiting.push(metrics)
    this.#epoch = this.#newTally()
    this.#line = this.#newTally()
    await this.checkpoint()
    return { metrics, test }
  }

  /** After the last step of a training whose test images wait for it: meets them with the weights that it ends with. */
  async test(): Promise<Evaluation | undefined> {
    const { run, net, data } = this.#training
    if (!isTestedAtEnd(data) || !data.test) return undefined
    const lines = await run.metrics()
    const best = lines.filter((line) => line.kind === 'epoch' && line.best).at(-1) ?? lastEpoch(lines)
    const test = await evaluate(net, data.test, { loss: run.config.training.loss, scores: true })
    this.#scores = test.scores
    const found = { testLoss: test.loss!, ...(this.#labels ? { testError: test.error } : {}) }
    const { patience } = run.config.training
    const epoch = (patience === undefined ? lastEpoch(lines) : best)?.epoch ?? 1
    const line: TestMetrics = { kind: 'test', epoch, step: this.#step, ...found, time: Date.now() }
    // A sitting that was killed just after it has said so already.
    if (!lines.some(({ kind }) => kind === 'test')) await this.#write([line])
    return test
  }

  /** Writes where the training stands, unless nothing was done since it was written last. */
  async checkpoint(): Promise<void> {
    if (this.#saved.step === this.#step) return
    // Lines first: those that a checkpoint knows are there.
    await this.#flush()
    const { run, net, made } = this.#training
    const state = await trainingState(net, this.#step)
    const progress = { epoch: this.#epoch, line: this.#line, seconds: this.#seconds }
    await run.storage.write(runFiles.checkpoint, checkpointBytes({ state, progress, model: run.modelText(), ...made }))
    this.#saved = { step: this.#step, time: performance.now() }
  }

  async #flush(): Promise<void> {
    const lines = this.#waiting
    this.#waiting = []
    this.#flushed = performance.now()
    await this.#write(lines)
  }

  #lineOf(step: TrainStep, tally: Tally) {
    return {
      epoch: step.epoch,
      step: step.step,
      ...meansOf(tally),
      learningRate: step.learningRate,
      seconds: Math.round(this.#seconds * 1000) / 1000,
      time: Date.now(),
    }
  }
}

/** What a line of an epoch says of its validation. */
function validationOf({ step, steps }: TrainStep, { loss, accuracy, best, stops }: Validation) {
  return {
    validationLoss: loss,
    ...(accuracy === undefined ? {} : { validationError: Math.round((1 - accuracy) * 1e12) / 1e12 }),
    ...(best ? { best } : {}),
    ...(stops && step < steps ? { stopped: true } : {}),
  }
}
