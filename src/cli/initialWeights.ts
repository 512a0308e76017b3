/** What `--from` brings: weights of a run, a file or the hub, as far as they fit, in a network of the model to be trained. */
import { stat } from 'node:fs/promises'
import { folderStorage } from '../data.ts'
import { readSafetensors } from '../formats.ts'
import { type Adopted, type GivenTensors, type Model, modelFromJson, type TensorRecord } from '../index.ts'
import { nearest, visibleText } from '../plumbing.ts'
import { openRun } from '../runs.ts'
import type { WasmBackend } from '../wasm.ts'
import { publishedModels } from '../zoo.ts'
import { hasPublished, hubWeights } from './hubWeights.ts'
import type { Screen } from './screen.ts'
import { UsageError } from './usageError.ts'
import type { Words } from './words.ts'

/** Weights from elsewhere, and the model that they were learned by, where that is known. */
export interface FoundWeights {
  readonly from: string
  readonly tensors: GivenTensors
  readonly model?: Model | undefined
}

export interface InitialWeights {
  readonly from: string
  /** All of the model's: those that were taken, and random ones of the seed. */
  readonly weights: TensorRecord
  readonly found: Adopted
}

/**
 * The model of the zoo whose published weights `--from` names: `hub:resnet18`, or `pretrained` for those of the model that is
 * trained. Undefined of a path. @throws UsageError where there are none
 */
export function hubName(from: string | undefined, model: string, { usage }: Words): string | undefined {
  const own = from === 'pretrained'
  const name = own ? model : from?.startsWith('hub:') ? from.slice('hub:'.length) : undefined
  if (name === undefined || hasPublished(name)) return name
  const meant = own ? undefined : nearest(name, Object.keys(publishedModels))
  throw new UsageError({
    code: 'no-published-weights',
    message: usage.noPublished(name),
    fix: `${meant ? usage.meant(`hub:${meant}`) : ''}${usage.noPublishedFix(Object.keys(publishedModels).join(', '))}`,
  })
}

/** Published weights; undefined where the signal stopped their download. */
export async function publishedWeights(screen: Screen, name: string, signal: AbortSignal): Promise<FoundWeights | undefined> {
  const found = await hubWeights(screen, name, signal)
  return found && { from: found.from, tensors: found.weights, model: found.model }
}

/** The weights of a run, or of a file. @throws FormatError, OptionError where there is neither */
export async function findWeights(path: string): Promise<FoundWeights> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile) {
    const run = await openRun(folderStorage(path))
    return { from: path, tensors: await run.weights(), model: run.model }
  }
  const { tensors, metadata } = readSafetensors(await folderStorage().read(path), path)
  return { from: path, tensors, model: metadata.model === undefined ? undefined : modelFromJson(metadata.model) }
}

/**
 * The model with the input of that which the weights were learned by, where both read images of one size: weights mean something
 * for images that are scaled as they were there. The classes are its own.
 */
export function withInputOf(model: Model, { model: source }: FoundWeights): Model {
  const input = source?.input
  if (!input || model.input || source.inputShape.join() !== model.inputShape.join()) return model
  const { classes: _, ...rest } = input
  return model.withInput(rest)
}

/** Those weights that fit, in a network of the model. @throws OptionError where nothing fits */
export async function initialWeights(
  { from, tensors }: FoundWeights,
  model: Model,
  backend: WasmBackend,
  seed: number,
): Promise<InitialWeights> {
  const net = await model.open(backend, { seed })
  try {
    const found = await net.adopt(tensors, { partial: true })
    return { from, weights: await net.parameters(), found }
  } finally {
    net.dispose()
  }
}

/** What came of `--from`. */
export function initialLines({ from, found }: InitialWeights, { train: says }: Words): string[] {
  const list = (names: readonly string[]) =>
    visibleText(names.length > 8 ? `${names.slice(0, 8).join(', ')} …` : names.join(', '))
  const fresh = [...found.reshaped, ...found.kept]
  return [
    says.adopted(found.adopted.length, visibleText(from)),
    ...(fresh.length > 0 ? [says.fresh(list(fresh))] : []),
    ...(found.unused.length > 0 ? [says.unusedTensors(list(found.unused))] : []),
    '',
  ]
}
