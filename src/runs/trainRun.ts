/**
 * Trains into a run's folder, so that nothing is lost: a checkpoint at each epoch, every ten minutes within a long one,
 * when the signal is given and when the caller stops pulling. A run that was interrupted, even killed, goes on from its
 * last checkpoint to exactly the weights of one that was not. It is an async iterator of events, as `train` is of steps:
 * the command prints them.
 */

import type { RealArray } from '../backends/backend.ts'
import { FormatError, OptionError, UnsupportedError } from '../errors/errors.ts'
import { knownOptions } from '../errors/options.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { writeNetwork } from '../formats/network.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { inputSentence, type ModelInput } from '../graph/modelInput.ts'
import type { Network } from '../network/network.ts'
import { version } from '../text/version.ts'
import type { Evaluation } from '../training/evaluate.ts'
import { measureFamiliarity } from '../training/measureFamiliarity.ts'
import { routinesOfStep, type TrainStep, train } from '../training/train.ts'
import { Bookkeeper, type StepProgress } from './bookkeeper.ts'
import { differences } from './checkpoint.ts'
import { machineNow } from './config.ts'
import { optionsOf, partsOf, type RunData } from './data.ts'
import { eventsFile } from './events.ts'
import { familiarityBytes } from './familiar.ts'
import { type EpochMetrics, lastEpoch } from './metrics.ts'
import { checkPosition } from './position.ts'
import { type Run, runFiles } from './run.ts'

/** Going on, stopping, and TensorBoard. */
export interface TrainRunOptions {
  /** Go on with a run that was begun before. Default false: only a run without a step is accepted. */
  readonly resume?: boolean
  /** When it is given, the running step is finished, a checkpoint written, and the last event is 'stopped'. */
  readonly signal?: AbortSignal | undefined
  /** Also write TensorBoard's event files. Default false. */
  readonly tensorboard?: boolean
}

/** What happens while a run is trained, in order: resumed?, (step … step, epoch)*, then stopped or finished. */
export type RunEvent =
  | { readonly kind: 'resumed'; readonly step: number; readonly steps: number; readonly notes: readonly Sentence[] }
  | ({ readonly kind: 'step'; readonly step: TrainStep } & StepProgress)
  | { readonly kind: 'epoch'; readonly metrics: EpochMetrics; readonly test: Evaluation | undefined }
  | { readonly kind: 'stopped'; readonly step: number; readonly steps: number }
  | {
      readonly kind: 'finished'
      readonly metrics: EpochMetrics
      /** How it did on the test images, where a validation kept them for the end. */
      readonly test: Evaluation | undefined
      /** What the network says of every test image, where it was tested in this sitting: `drawRun` need not ask again. */
      readonly scores: RealArray | undefined
    }

/**
 * `net` is a fresh network of the run's model and seed. No one else can train into the folder meanwhile.
 * @throws RunError 'locked'; OptionError where the run was begun and `resume` is not asked for, or the network is another's;
 *   FormatError where a checkpoint is damaged or a file cannot be written; and what `train` throws.
 */
export async function* trainRun(
  run: Run,
  net: Network,
  data: RunData,
  options?: TrainRunOptions,
): AsyncGenerator<RunEvent, void, undefined> {
  const { resume = false, signal, tensorboard = false } = knownOptions('trainRun', options, ['resume', 'signal', 'tensorboard'])
  refuseForeign(run, net)
  refuseOtherImages(run, data)
  const lock = await run.lock()
  try {
    await run.removeTornFiles()
    yield* training(run, net, data, { resume, signal, tensorboard })
  } finally {
    await lock.release()
  }
}

interface Asked {
  readonly resume: boolean
  readonly signal: AbortSignal | undefined
  readonly tensorboard: boolean
}

async function* training(run: Run, net: Network, all: RunData, asked: Asked): AsyncGenerator<RunEvent, void, undefined> {
  const { training: settings } = run.config
  const data = partsOf(all, settings)
  const options = optionsOf(settings, data)
  const found = await run.checkpoint()
  const begun = found !== undefined || (await run.metrics()).length > 0
  if (begun && !asked.resume) throw alreadyBegun(run)
  const made = { striate: version, machine: machineNow(net.backend), routines: await routinesOfStep(net, data.training, options) }
  const lines = await run.metrics(found?.state.step ?? 0)
  const anEpoch = Math.ceil(data.training.length / settings.batch)
  const steps = anEpoch * settings.epochs
  if (found) {
    const path = `${run.name}/${runFiles.checkpoint}`
    checkPosition(found, path, lines, {
      anEpoch,
      inAll: steps,
      batch: settings.batch,
      labels: data.training.labels !== undefined,
    })
  }
  await run.dropMetricsAfter(found?.state.step ?? 0)
  const initial = found ? undefined : await run.initial()
  if (initial) net.setParameters(initial)
  const events = asked.tensorboard ? await eventsFile(run, lines) : undefined
  const keep = new Bookkeeper({ run, net, data, made }, found, async (added) => {
    await run.addMetrics(added)
    await events?.add(added)
  })
  if (asked.resume) yield { kind: 'resumed', step: found?.state.step ?? 0, steps, notes: found ? differences(found, made) : [] }

  let failed = false
  const iterator = train(net, data.training, { ...options, from: found?.state })
  try {
    for (;;) {
      const began = performance.now()
      const { value: step, done } = await iterator.next()
      if (done) break
      // All is written down before anyone hears of the step: whoever stops pulling then leaves nothing half done.
      keep.count(step, (performance.now() - began) / 1000 - (step.validation?.seconds ?? 0))
      const event = { kind: 'step', step, ...keep.progress(step) } as const
      const ended = step.endOfEpoch ? await keep.endEpoch(step) : await keep.inBetween()
      yield event
      if (ended) yield { kind: 'epoch', ...ended }
      if (asked.signal?.aborted && step.step < step.steps && !step.validation?.stops) {
        await keep.checkpoint()
        yield { kind: 'stopped', step: step.step, steps }
        return
      }
    }
    // The weights come last: a run that has them is finished, and has all that it will ever have.
    const test = await keep.test()
    const metrics = await finish(run, net, data)
    yield { kind: 'finished', metrics, test, scores: keep.scores }
  } catch (error) {
    // An image that cannot be read any more is met before its step: what was done until then is whole, and kept.
    failed = !(error instanceof FormatError && error.details.afterStep === keep.step)
    throw error
  } finally {
    await iterator.return(undefined)
    // The caller stopped pulling: what was done since the last checkpoint is kept. After a failure the last one stands.
    if (!failed) await keep.checkpoint()
  }
}

/**
 * The final weights, by themselves: a file that any reader of safetensors takes. Before them what the training images are
 * like, where there is room for the layers that tell it: a run with weights is finished.
 */
async function finish(run: Run, net: Network, data: RunData): Promise<EpochMetrics> {
  const batch = Math.min(256, run.config.training.batch)
  const familiarity = await measureFamiliarity(net, data.training, { batch }).catch((error) => {
    if (error instanceof UnsupportedError || error instanceof RangeError) return undefined
    throw error
  })
  if (familiarity) await run.storage.write(runFiles.familiar, familiarityBytes(familiarity))
  await run.storage.write(runFiles.weights, await writeNetwork(net, { striate: version }))
  return lastEpoch(await run.metrics())!
}

function refuseForeign(run: Run, net: Network): void {
  const layers = (model: ModelGraph) => JSON.stringify({ ...model.toJSON(), images: undefined })
  if (layers(net.model) !== layers(run.model))
    throw new OptionError({
      code: 'another-model',
      message: say('the network is of "{model}", and the run {run} is of another model.', {
        model: net.model.name,
        run: run.name,
      }),
      fix: asIs('run.model.open(backend, { seed: run.config.training.seed })'),
    })
  if (net.seed === run.config.training.seed) return
  throw new OptionError({
    code: 'another-seed',
    message: say('the network was opened with the seed {found}, and the run {run} has the seed {wanted}.', {
      found: net.seed,
      run: run.name,
      wanted: run.config.training.seed,
    }),
    fix: asIs(`open(backend, { seed: ${run.config.training.seed} })`),
  })
}

/** Images that are read differently from when the run was begun would make its weights mean nothing. */
function refuseOtherImages(run: Run, { training }: RunData): void {
  const text = ({ stored, padding, border, normalization }: ModelInput) =>
    JSON.stringify({ stored, padding, border, normalization })
  if (text(training.input) === text(run.input)) return
  throw new OptionError({
    code: 'another-input',
    message: say('the images of {data} are read differently from when the run {run} began.', {
      data: String(training),
      run: run.name,
    }),
    numbers: [
      say('now: {input}', { input: inputSentence(training.input) }),
      say('then: {input}', { input: inputSentence(run.input) }),
    ],
    fix: say('use the data that the run began with, or start another run.'),
  })
}

function alreadyBegun(run: Run): OptionError {
  return new OptionError({
    code: 'run-begun',
    message: say('the run {run} has already begun.', { run: run.name }),
    fix: say('resume it: striate train --resume {run}', { run: run.name }),
  })
}
