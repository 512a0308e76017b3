/**
 * `striate inspect`: one image through a network, drawn layer by layer into a folder: feature maps, filters, receptive
 * fields, what moves the score, and a page that tells it. A run has its weights, and so has a model of the zoo for which some are
 * published; any other gets random ones, which is said.
 */

import { basename } from 'node:path'
import { folderStorage, type ImageTensor, type Storage } from '../../data.ts'
import { shareText } from '../../figures.ts'
import { loadImage } from '../../image.ts'
import { type Model, type Network, OptionError, type RawImage } from '../../index.ts'
import { say, visibleText } from '../../plumbing.ts'
import { type InspectImageOptions, type Inspection, inspectImage, inspectionPage } from '../../runs.ts'
import { type WasmBackend, wasm } from '../../wasm.ts'
import type { Answer } from '../answer.ts'
import { bar } from '../bar.ts'
import { fileClassifier, publishedClassifier } from '../classifier.ts'
import { digitsIn } from '../digitsIn.ts'
import { hasPublished, hubWeights } from '../hubWeights.ts'
import { folderName, modelOf } from '../modelOf.ts'
import { nextFolder } from '../nextFolder.ts'
import type { Reader } from '../rawImage.ts'
import { seedOf, threadsOf } from '../readOption.ts'
import { report } from '../report.ts'
import type { Screen } from '../screen.ts'
import { stopper } from '../stopper.ts'
import { comparedBy, unlikeFields, unlikeLines } from '../unlikeImage.ts'
import { UsageError } from '../usageError.ts'

export const inspect: Answer = async (screen, [word, path], options) => {
  const { words } = screen
  const threads = threadsOf(words, options.threads)
  const seed = seedOf(words, options.seed)
  const found = await modelOf(word as string, words)
  const { run, weights } = found
  if (run && seed !== undefined)
    throw new UsageError({ code: 'seed-of-run', message: words.inspect.seedOfRun, fix: words.inspect.seedOfRunFix })
  const layers = layersOf(found.model, options.layers)
  const folder = options.out === undefined ? await freeFolder(path as string) : (options.out as string)
  const storage = folderStorage(folder)
  await refuseFull(storage)

  const stop = stopper(
    () => screen.note(words.inspect.stopping),
    () => screen.clear(),
  )
  let backend: WasmBackend | undefined
  try {
    // A seed asks for random weights.
    const isPublished = !run && !weights && seed === undefined && hasPublished(word as string)
    const hub = isPublished ? await hubWeights(screen, word as string, stop.signal) : undefined
    if (isPublished && !hub) return stop.code ?? 1
    const brought = weights && { model: found.model, weights }
    const reader = hub
      ? await publishedClassifier(hub, screen)
      : brought && (await fileClassifier(word as string, brought, screen, options.imagenet === true))
    const model = reader?.model ?? found.model
    const image = await inputFor(model, run ?? reader, path as string, options.asIs === true, screen)
    backend = await wasm({ threads })
    const net = await model.open(backend, { seed: seed ?? 0 })
    await (run ?? reader)?.loadInto(net)
    const isRandom = !run && !reader
    if (isRandom) screen.note(screen.errorPaint.warn(words.inspect.random(visibleText(model.name), seed ?? 0)))
    const measured = run && (await comparedBy(net, await run.familiarity())(image.data))
    const from = run ? run.title : hub ? hub.from : weights ? (word as string) : undefined
    const inspection = await watched(screen, net, {
      image: { ...image, name: basename(path as string) },
      weights: from === undefined ? { seed: seed ?? 0 } : { run: from },
      layers,
      unlikeness: measured,
      classes: (reader ?? run?.input)?.classes,
      lang: screen.lang,
      signal: stop.signal,
    })
    for (const [name, bytes] of inspection.files) await storage.write(name, bytes)
    screen.event({ ...eventOf(inspection, folder), ...(run ? unlikeFields(measured) : {}) })
    for (const line of [...unlikeLines(measured, screen, screen.columns), ...lines(inspection, folder, screen)])
      screen.print(line)
    return 0
  } catch (error) {
    if (!stop.signal.aborted) throw error
    if (error !== stop.signal.reason) report(error, screen, false)
    screen.note(words.inspect.stopped)
    return stop.code ?? 1
  } finally {
    screen.clear()
    stop.release()
    backend?.dispose()
  }
}

/**
 * `C1,S2`, 'all', or nothing: then the page's own choice. A layer that is not there is wrong usage, and the nearest is offered.
 */
function layersOf(model: Model, given: string | undefined): readonly string[] | 'all' | undefined {
  if (given === undefined || given === 'all') return given
  const names = given.split(',').map((name) => name.trim())
  for (const name of names) {
    try {
      model.find(name)
    } catch (error) {
      throw error instanceof OptionError ? new UsageError(error.data, { cause: error }) : error
    }
  }
  return names
}

/** The image as the network reads it, and as people see it. */
async function inputFor(
  model: Model,
  reader: Reader | undefined,
  path: string,
  asIs: boolean,
  screen: Screen,
): Promise<Pick<InspectImageOptions['image'], 'data' | 'shown'>> {
  const { words } = screen
  const [channels, height, width] = model.inputShape
  if (model.inputShape.length !== 3 || (channels !== 1 && channels !== 3))
    throw new UsageError({
      code: 'no-image',
      message: words.inspect.noImage(model.name, model.inputShape.join('×')),
      fix: words.inspect.noImageFix,
    })
  if (reader) {
    const digits = await digitsIn(path, reader, asIs)
    if (digits.length > 1) screen.note(screen.errorPaint.warn(words.inspect.firstOf(digits.length, digits[0]!.box ?? [])))
    const image = digits[0]!.raw
    return { data: image, shown: padded(image, reader) }
  }
  const { data } = await loadImage(path, { grey: channels === 1, size: [height!, width!] })
  return { data: data.map((value) => value / 127.5 - 1), shown: { shape: model.inputShape, data } }
}

/** A raw image with the border that the network reads around it, 0 … 255. */
function padded({ data, shape }: RawImage, { input: { padding, border } }: Reader): ImageTensor {
  const [channels, height, width] = shape as [number, number, number]
  const [top, left, bottom, right] = padding
  const [tall, wide] = [top + height + bottom, left + width + right]
  const shown = new Float32Array(channels * tall * wide).fill(border)
  for (let c = 0; c < channels; c++)
    for (let h = 0; h < height; h++)
      for (let w = 0; w < width; w++) shown[(c * tall + top + h) * wide + left + w] = data[(c * height + h) * width + w]!
  return { shape: [channels, tall, wide], data: shown }
}

/** inspect/<image>, or the next of its names that is free. */
async function freeFolder(path: string): Promise<string> {
  const name = folderName(basename(path).replace(/\.\w+$/, ''))
  return await nextFolder(`inspect/${name}`, async (folder, names) => (names.length === 0 ? folder : undefined))
}

/** @throws OptionError where anything is in the folder */
async function refuseFull(storage: Storage): Promise<void> {
  const names = await storage.list()
  if (names.length === 0) return
  throw new OptionError({
    code: 'folder-not-empty',
    message: say('{folder} is not empty; Striate does not overwrite your files.', { folder: storage.name }),
    numbers: [
      names.length > 5
        ? say('it holds {names} and {more} more', { names: names.slice(0, 5).join(', '), more: names.length - 5 })
        : say('it holds {names}', { names: names.join(', ') }),
    ],
    fix: say('choose another folder: --out <folder>.'),
  })
}

/** With its progress on the screen, or, with --json, as events. */
async function watched(screen: Screen, net: Network, options: InspectImageOptions): Promise<Inspection> {
  const { words, paint } = screen
  try {
    return await inspectImage(net, {
      ...options,
      onProgress(done, total, what) {
        screen.event({ event: 'progress', done, total, what })
        const name = words.inspect.steps[what] ?? visibleText(what)
        screen.show(() => [`${bar(done / total, Math.min(30, screen.columns - 16), paint)}  ${name}`], true)
      },
    })
  } finally {
    screen.clear()
  }
}

function eventOf({ model, options, layers, classes, files }: Inspection, folder: string): object {
  return {
    event: 'inspected',
    model: model.name,
    image: options.image.name,
    weights: options.weights,
    folder,
    page: inspectionPage,
    files: [...files.keys()],
    best: classes?.slice(0, 3).map(({ name, probability }) => ({ class: name, probability })),
    layers: layers.map(({ name, kind, shape, field, effective }) => ({
      name,
      kind,
      shape,
      receptiveField: { size: field.size, jump: field.jump, start: field.start, misaligned: field.misaligned },
      effective: effective && {
        size: effective.size,
        sigma: effective.gaussian.sigma,
        share: effective.share,
      },
    })),
  }
}

function lines({ layers, classes, reasons }: Inspection, folder: string, { words, paint }: Screen): string[] {
  const [best] = classes ?? []
  const drawings = layers.reduce((sum, { filters, fields }) => sum + 1 + filters.length + fields.length, 1 + reasons.length)
  return [
    ...(best ? [`${words.inspect.says} ${paint.bold(visibleText(best.name))} (${shareText(best.probability)})`] : []),
    words.inspect.drawn(layers.length, drawings),
    `${words.inspect.open} ${paint.accent(visibleText(`${folder}/${inspectionPage}`))}`,
  ]
}
