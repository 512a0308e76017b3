/**
 * `striate train`: reads what is asked for, finds data and folder, trains with the run's own loop, and says how it goes:
 * as a live display on a terminal, as lines in a file, as events with --json. Stopping it is safe at any time: trainEnding.ts
 * says what it leaves and what to do next.
 */

import type { OptionValues } from 'commander'
import { folderStorage } from '../../data.ts'
import { wholeText } from '../../figures.ts'
import type { Model } from '../../index.ts'
import { spoken, visibleText } from '../../plumbing.ts'
import {
  classCountOf,
  createRun,
  type DataSource,
  imageShapeOf,
  isTestedAtEnd,
  loadRunData,
  machineNow,
  openRun,
  partsOf,
  type Run,
  type RunData,
  runFiles,
  trainRun,
} from '../../runs.ts'
import { type WasmBackend, wasm } from '../../wasm.ts'
import { lenet5Recipe, lenet1998Recipe } from '../../zoo.ts'
import type { Answer } from '../answer.ts'
import { commandName } from '../commandName.ts'
import { dataSourceOf, withFlags } from '../dataOption.ts'
import { findWeights, hubName, initialLines, initialWeights, publishedWeights, withInputOf } from '../initialWeights.ts'
import { translations } from '../language.ts'
import { modelOf, sameLayers } from '../modelOf.ts'
import { threadsOf } from '../readOption.ts'
import { chooseFolder, newestUnfinished } from '../runFolder.ts'
import type { Screen } from '../screen.ts'
import { type Stopper, stopper } from '../stopper.ts'
import { conclude } from '../trainEnding.ts'
import { dataName, skippedLines, trainHead } from '../trainHead.ts'
import { refuseValidation, settingsFor, trainRequest } from '../trainRequest.ts'
import { trainView } from '../trainView.ts'
import { asFlag, flagOf, UsageError } from '../usageError.ts'

export const train: Answer = async (screen, [word], options) => {
  const { words } = screen
  // Everything that can be wrong usage comes before anything is read.
  const threads = threadsOf(words, options.threads)
  const request = trainRequest(words, options)
  if (options.resume !== undefined) refuseBesideResume(screen, word as string | undefined, options)
  else if (word === undefined)
    throw new UsageError({ code: 'no-model', message: words.usage.noModel, fix: words.usage.noModelFix })
  const hub = hubName(options.from, word as string, words)
  const stop = stopper(
    () => screen.note(screen.errorPaint.warn(words.train.stopping)),
    () => screen.note(screen.errorPaint.warn(words.train.leaving)),
  )
  const backend = await wasm({ threads })
  try {
    const begun =
      options.resume === undefined
        ? await begin(screen, word as string, options, request, backend, stop, hub)
        : await resume(screen, options.resume, stop)
    if (stop.signal.aborted || !begun) {
      screen.note(words.train.nothing)
      return stop.code ?? 1
    }
    return await trained(screen, begun, options, backend, stop)
  } finally {
    stop.release()
    backend.dispose()
  }
}

interface Begun {
  readonly run: Run
  readonly data: RunData
  readonly resumes: boolean
}

/** A new run; or the unfinished one that is the same training, where no folder was named. */
async function begin(
  screen: Screen,
  word: string,
  options: OptionValues,
  request: ReturnType<typeof trainRequest>,
  backend: WasmBackend,
  { signal }: Stopper,
  hub: string | undefined,
): Promise<Begun | undefined> {
  const { words, paint } = screen
  const { model: published, fitTo, name, recipes, weights: brought } = await modelOf(word, words)
  const given = withFlags(await dataSourceOf(options.data ?? 'mnist', words), options, words)
  const own = fitTo?.({ classes: await classCountOf(given), images: imageShapeOf(given) }) ?? published
  const { from } = options as { from?: string }
  const itsOwn = brought && { from: word, tensors: brought, model: published }
  const weights = hub ? await publishedWeights(screen, hub, signal) : from === undefined ? itsOwn : await findWeights(from)
  if (hub && !weights) return undefined
  const model = weights ? withInputOf(own, weights) : own
  const data = await read(screen, given, model, signal)
  if (!data) return undefined
  const { source } = data
  refuseValidation(words, request, data.validation !== undefined)
  const { validation, seed = 1 } = request
  const images = partsOf(data, { validation, seed }).training.length
  const training = settingsFor(request, {
    recipe: source.kind === 'mnist' || source.kind === 'fashion-mnist' ? recipes?.[source.kind]?.() : undefined,
    images,
    grey: model.inputShape[0] === 1,
  })
  if (signal.aborted) return undefined
  const wanted = { model, source, training, initial: weights?.from }
  const chosen = options.out === undefined ? await chooseFolder(name, wanted) : { folder: options.out as string }
  const sayTaken = () => {
    if (chosen.taken) screen.say(`${paint.warn(words.train.taken(visibleText(chosen.taken), visibleText(chosen.folder)))}\n`)
  }
  if (chosen.run) {
    sayTaken()
    screen.say(`${paint.warn(words.train.goesOn(visibleText(chosen.folder)))}\n`)
    return { run: chosen.run, data, resumes: true }
  }
  const initial = weights && (await initialWeights(weights, model, backend, training.seed))
  const parts = { model, data, training, machine: machineNow(backend), initial }
  const run = await createRun(folderStorage(chosen.folder), parts).catch((error) => {
    throw asFlag(error)
  })
  sayTaken()
  if (initial) {
    for (const line of initialLines(initial, words)) screen.say(line)
    screen.event({ event: 'adopted', from: initial.from, ...initial.found })
  }
  return { run, data, resumes: false }
}

async function resume(screen: Screen, folder: string | true, { signal }: Stopper): Promise<Begun | undefined> {
  const run = folder === true ? await newestUnfinished() : await openRun(folderStorage(folder))
  const { noUnfinished, noUnfinishedFix } = screen.words.usage
  if (!run) throw new UsageError({ code: 'no-unfinished', message: noUnfinished, fix: noUnfinishedFix })
  const data = await read(screen, run.config.source, run.model, signal)
  return data && { run, data, resumes: true }
}

/** Undefined where it was stopped meanwhile. */
async function read(screen: Screen, source: DataSource, model: Model, signal: AbortSignal): Promise<RunData | undefined> {
  const { words, paint } = screen
  screen.show(() => [paint.dim(words.train.reading)], true)
  try {
    const onProgress = (done: number, all: number) =>
      screen.show(() => [paint.dim(words.train.readingImages(wholeText(done), wholeText(all)))])
    const data = await loadRunData(source, model, folderStorage(), { signal, onProgress })
    screen.clear()
    for (const line of skippedLines(data.source, words)) screen.say(paint.warn(line))
    return data
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  } finally {
    screen.clear()
  }
}

async function trained(
  screen: Screen,
  { run, data, resumes }: Begun,
  options: OptionValues,
  backend: WasmBackend,
  stop: Stopper,
): Promise<number> {
  const { words, paint } = screen
  const { training } = run.config
  const net = await run.model.open(backend, { seed: training.seed })
  const isPaper =
    data.source.kind === 'mnist' && [lenet5Recipe(), lenet1998Recipe()].some(({ model }) => sameLayers(model, run.model))
  const ending = { run, net, data, paper: isPaper, pictures: options.pictures !== false, stop }
  if (resumes && (await run.finished())) {
    screen.say(`${words.train.alreadyFinished(visibleText(run.name))}\n`)
    await run.loadInto(net)
    return conclude(screen, { ...ending, pictures: ending.pictures && !(await run.storage.list()).includes(runFiles.report) })
  }
  for (const line of trainHead(run, data, backend, screen)) screen.print(line)
  screen.event(beginEvent(run, data, resumes))
  const parts = partsOf(data, training)
  const looks = {
    validated: parts.validation !== undefined,
    tested: parts.test !== undefined && !isTestedAtEnd(parts),
    streamed: parts.training.streamed,
  }
  const view = trainView(screen, training.epochs, looks)
  if (!resumes) view.head()
  for await (const event of trainRun(run, net, data, {
    resume: resumes,
    signal: stop.signal,
    tensorboard: options.tensorboard === true,
  })) {
    switch (event.kind) {
      case 'resumed':
        screen.event({ event: 'resumed', step: event.step, steps: event.steps, notes: event.notes.map((note) => spoken(note)) })
        screen.say(event.step ? words.train.resumed(wholeText(event.step), wholeText(event.steps)) : words.train.fromStart)
        if (event.notes.length) {
          const notes = event.notes.map((note) => `  ${visibleText(spoken(note, translations[screen.lang]))}`)
          screen.say(paint.warn([words.train.notSame, ...notes].join('\n')))
        }
        screen.print()
        view.head()
        for (const line of await run.metrics()) if (line.kind === 'epoch' && line.step <= event.step) view.epoch(line, true)
        break
      case 'step': {
        const { step, epochLoss, epochError, seconds, waitedShare, left } = event
        const { epoch, steps, loss, learningRate, imagesPerSecond } = step
        if (screen.json)
          screen.event({
            event: 'step',
            epoch,
            step: step.step,
            steps,
            loss,
            epochLoss,
            epochError,
            learningRate,
            imagesPerSecond: Math.round(imagesPerSecond),
            seconds,
            waitedShare,
            left,
          })
        else view.step(event)
        break
      }
      case 'epoch':
        screen.event({ event: 'epoch', ...event.metrics, kind: undefined })
        view.epoch(event.metrics)
        break
      case 'stopped': {
        const command = `${commandName()} train --resume ${run.name}`
        screen.event({ event: 'stopped', step: event.step, steps: event.steps, folder: run.name, resume: command })
        const stopped = words.train.stopped(wholeText(event.step), wholeText(event.steps))
        if (stop.outputLost) screen.note(`${stopped}\n${words.train.goOn}\n  ${visibleText(command)}`)
        screen.say(`\n${stopped}`)
        screen.print(`${words.train.goOn}\n  ${paint.accent(visibleText(command))}`)
        break
      }
      case 'finished':
        return await conclude(screen, { ...ending, scores: event.scores })
    }
  }
  return stop.code ?? 1
}

/** What a run has settled when it began. */
const ofTheRun = [
  ...['data', 'skipBroken', 'stream', 'handwriting', 'epochs', 'batch', 'validation', 'patience', 'classWeights', 'clipNorm'],
  ...['from', 'freeze', 'auxiliary', 'lr', 'optimizer', 'schedule', 'warmUp', 'weightDecay', 'seed', 'augment', 'out'],
] as const

/** The options that belong to another training than the run's. */
function refuseBesideResume({ words }: Screen, word: string | undefined, options: OptionValues): void {
  const given = ofTheRun.filter((name) => options[name] !== undefined).map(flagOf)
  if (word !== undefined) given.unshift(word)
  if (given.length === 0) return
  throw new UsageError({
    code: 'beside-resume',
    message: words.usage.resumeWith(given.join(', ')),
    fix: words.usage.resumeWithFix,
  })
}

function beginEvent(run: Run, data: RunData, resumes: boolean): object {
  const { model, training, machine, source } = run.config
  const { training: learned, validation, test } = partsOf(data, training)
  return {
    event: 'begin',
    folder: run.name,
    resumes,
    model,
    source,
    data: dataName(data),
    ...(data.source.kind === 'folder' ? { streamed: learned.streamed } : {}),
    images: { training: learned.length, ...(validation ? { validation: validation.length } : {}), test: test?.length ?? 0 },
    training,
    machine,
  }
}
