/** What classifies images at the command: a run, a file that holds a network, or a model of the zoo with published weights. */
import { stat } from 'node:fs/promises'
import { folderStorage } from '../data.ts'
import { loadModel } from '../formats.ts'
import type { GivenTensors, Model, ModelInput, Network } from '../index.ts'
import type { Familiarity } from '../inspect.ts'
import { openRun } from '../runs.ts'
import { imagenetInput, imagenetNames, type PublishedWeights } from '../zoo.ts'
import { hasPublished, hubWeights } from './hubWeights.ts'
import type { Screen } from './screen.ts'
import { UsageError } from './usageError.ts'

export interface Classifier {
  readonly model: Model
  readonly input: ModelInput
  /** What its classes are called, in the language of the screen where that is known; with --json in English. */
  readonly classes: readonly string[] | undefined
  readonly isRun: boolean
  loadInto(net: Network): Promise<void>
  /** What its training images are like; undefined where no one measured it. */
  familiarity(): Promise<Familiarity | undefined>
}

/**
 * A folder is a run, a name that ends in .onnx or .safetensors a file; any other word with published weights is that model.
 * Undefined where the signal stopped the download. `imagenet`: the file's images are read as those of ImageNet.
 * @throws as `openRun`, `loadModel` and `pretrainedWeights`; UsageError for a file that does not say how images are read
 */
export async function classifierOf(
  word: string,
  screen: Screen,
  { signal, imagenet }: { readonly signal: AbortSignal; readonly imagenet: boolean },
): Promise<Classifier | undefined> {
  const isFolder = await stat(word).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder && isNetworkFile(word)) return fileClassifier(word, await loadModel(word), screen, imagenet)
  if (!isFolder && hasPublished(word)) {
    const published = await hubWeights(screen, word, signal)
    return published && publishedClassifier(published, screen)
  }
  const run = await openRun(folderStorage(word))
  const { model, input } = run
  const loadInto = (net: Network) => run.loadInto(net)
  return { model, input, classes: input.classes, isRun: true, loadInto, familiarity: () => run.familiarity() }
}

export const isNetworkFile = (word: string): boolean => /\.(onnx|safetensors)$/i.test(word)

/** Of a file: it says how its images are read, or the option does. */
export async function fileClassifier(
  path: string,
  { model: own, weights }: { readonly model: Model; readonly weights: GivenTensors },
  { words, json, lang }: Screen,
  imagenet: boolean,
): Promise<Classifier> {
  const [channels, height, width] = own.inputShape
  const isSquare = own.inputShape.length === 3 && channels === 3 && height === width
  if (imagenet ? !isSquare : !own.input)
    throw new UsageError({
      code: 'no-input',
      message: imagenet ? words.predict.notImagenet(path, own.inputShape.join('×')) : words.predict.noInput(path),
      fix: imagenet ? words.predict.notImagenetFix : words.predict.noInputFix,
    })
  const names = await imagenetNames(json ? 'en' : lang)
  const classes = imagenet ? (own.outputShape[0] === names.length ? names : undefined) : own.input?.classes
  const model = imagenet ? own.withInput(imagenetInput({ size: height! })) : own
  const loadInto = async (net: Network) => net.setParameters(weights)
  return { model, input: model.input!, classes, isRun: false, loadInto, familiarity: async () => undefined }
}

/** Of a model of the zoo. */
export async function publishedClassifier({ model, weights }: PublishedWeights, { json, lang }: Screen): Promise<Classifier> {
  return {
    model,
    input: model.input!,
    classes: await imagenetNames(json ? 'en' : lang),
    isRun: false,
    loadInto: async (net) => net.setParameters(weights),
    familiarity: async () => undefined,
  }
}
