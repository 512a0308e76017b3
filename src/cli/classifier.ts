/** What classifies images at the command: a run, or a model of the zoo with the weights that were published for it. */
import { stat } from 'node:fs/promises'
import { folderStorage } from '../data.ts'
import type { Model, ModelInput, Network } from '../index.ts'
import type { Familiarity } from '../inspect.ts'
import { openRun } from '../runs.ts'
import { imagenetNames, type PublishedWeights } from '../zoo.ts'
import { hasPublished, hubWeights } from './hubWeights.ts'
import type { Screen } from './screen.ts'

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
 * A folder is a run; any other word with published weights is that model. Undefined where the signal stopped the download.
 * @throws as `openRun` and `pretrainedWeights`
 */
export async function classifierOf(word: string, screen: Screen, signal: AbortSignal): Promise<Classifier | undefined> {
  const isFolder = await stat(word).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder && hasPublished(word)) {
    const published = await hubWeights(screen, word, signal)
    return published && publishedClassifier(published, screen)
  }
  const run = await openRun(folderStorage(word))
  const { model, input } = run
  const loadInto = (net: Network) => run.loadInto(net)
  return { model, input, classes: input.classes, isRun: true, loadInto, familiarity: () => run.familiarity() }
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
