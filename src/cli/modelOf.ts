/** The model that a word on the command line means: a known name, the path of a model.json, or the folder of a run. */
import { stat } from 'node:fs/promises'
import { folderStorage } from '../data.ts'
import { isTensorflowJs, loadModel } from '../formats.ts'
import { FormatError, type GivenTensors, type Model, modelFromJson, type Shape } from '../index.ts'
import { nearest, say, withNumbers } from '../plumbing.ts'
import { openRun, type Run } from '../runs.ts'
import { type ZooModel, zooModels } from '../zoo.ts'
import { UsageError } from './usageError.ts'
import type { Words } from './words.ts'

export interface FoundModel {
  readonly model: Model
  /** Its name in the zoo, or what a run of it is called by: the file's name without .json. */
  readonly name: string
  /** How it is trained on data sets, where that has been chosen for it. */
  readonly recipes?: ZooModel['recipes'] | undefined
  /** The same for other data: a model of the zoo gets an output for each class, and the size of the images if it can. */
  readonly fitTo?: ((data: { classes: number | undefined; images: Shape | undefined }) => Model) | undefined
  /** Where the word was the folder of one. */
  readonly run?: Run
  /** Where the word was a file that holds them: .onnx, .safetensors. */
  readonly weights?: GivenTensors
}

/** More bytes than any model.json has. */
const mostBytes = 2 ** 26

/** @throws UsageError where the word means nothing; FormatError where the file is damaged. */
export async function modelOf(word: string, words: Words): Promise<FoundModel> {
  if (Object.hasOwn(zooModels, word)) {
    const { make, recipes, anyInput } = zooModels[word]!
    const fitTo: FoundModel['fitTo'] = ({ classes, images: [channels, height, width] = [] }) =>
      make({ classes, ...(anyInput && height !== undefined && height === width ? { channels, size: height } : {}) })
    return { model: make(), name: word, recipes, fitTo }
  }
  const found = await stat(word).catch(() => undefined)
  if (found?.isDirectory()) {
    const run = await openRun(folderStorage(word))
    return { model: run.model, name: word, run }
  }
  if (found?.isFile() && /\.(onnx|safetensors)$/i.test(word)) return withWeights(word)
  if (found) {
    if (!found.isFile() || found.size > mostBytes)
      throw new FormatError({
        code: 'not-a-model',
        message: found.isFile()
          ? say('{path} is not a Striate model: it is larger than {limit} bytes.', { path: word, limit: mostBytes })
          : say('{path} is not a Striate model: it is not a file.', { path: word }),
        fix: say('name a model.json, or the folder of a run.'),
      })
    const bytes = await folderStorage().read(word)
    if (isTensorflowJs(bytes)) return withWeights(word)
    const model = read(word, new TextDecoder().decode(bytes))
    const base = nameOfFile(word)
    return { model, name: folderName(base === 'model' ? model.name : base) }
  }
  const meant = nearest(word, Object.keys(zooModels))
  throw new UsageError({
    code: 'unknown-model',
    message: words.usage.unknownModel(word),
    fix: `${meant ? words.usage.meant(meant) : ''}${words.usage.unknownModelFix}`,
  })
}

/** What comes with weights is fine-tuned: under a head for other classes, if there are others. */
async function withWeights(path: string): Promise<FoundModel> {
  const { model, weights } = await loadModel(path)
  const fitTo: FoundModel['fitTo'] = ({ classes }) =>
    classes === undefined || classes === model.outputShape[0] ? model : model.withClasses(classes)
  const base = nameOfFile(path)
  return { model, weights, fitTo, name: folderName(base === 'model' ? model.name : base) }
}

/** Without its folder and its ending. */
const nameOfFile = (path: string) =>
  path
    .replaceAll('\\', '/')
    .split('/')
    .at(-1)!
    .replace(/\.(json|onnx|safetensors)$/i, '')

/** @throws FormatError, and what models throw where the layers do not fit: both name the file */
function read(path: string, text: string): Model {
  if (text.slice(0, 100).includes('\0'))
    throw new FormatError({
      code: 'not-a-model',
      message: say('{path} is not a Striate model: it is a binary file.', { path }),
      fix: say('name a model.json, or the folder of a run.'),
    })
  try {
    return modelFromJson(text)
  } catch (error) {
    // Where it is said of a layer, the file stands below.
    if (!(error instanceof FormatError) || error.layer) throw withNumbers(error, [say('in {path}', { path })])
    throw new FormatError({ ...error.data, message: say('{path}: {what}', { path, what: error.data.message }) }, { cause: error })
  }
}

/** Whether two models are the same, whatever each knows of its images. */
export function sameLayers(one: Model, other: Model): boolean {
  const layers = (model: Model) => JSON.stringify({ ...model.toJSON(), images: undefined })
  return layers(one) === layers(other)
}

/** A name that every file system takes: `My net 2` → `my-net-2`. */
export function folderName(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      // 40 letters are at most 160 bytes; file systems take 255.
      .replace(/^(.{40}).*$/su, '$1') || 'model'
  )
}
