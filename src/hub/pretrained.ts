/**
 * Models of the zoo with published weights: downloaded once, checked, and opened with what they know of their images, so that a
 * photograph can be classified at once, or a new head trained on what they have learned.
 */
import type { Backend } from '../backends/backend.ts'
import { OptionError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { knownOptions, show, wholeOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { readSafetensors } from '../formats/safetensors.ts'
import type { Model } from '../model/model.ts'
import type { Network } from '../network/network.ts'
import type { OpenOptions } from '../network/openOptions.ts'
import type { TensorRecord } from '../network/weights.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import { zooModels } from '../zoo/zooModels.ts'
import { type DownloadOptions, downloaded, type Surroundings } from './download.ts'
import { inputOfPublished } from './imagenetInput.ts'
import { imagenetNames } from './imagenetNames.ts'
import { type PublishedModel, publishedModels } from './publishedModels.ts'
import { nameIn } from './timmNames.ts'
import { weightsFrom } from './weightsFrom.ts'

/** Where published weights come from. */
export interface PretrainedSource extends DownloadOptions {
  /**
   * The bytes of the published file, where it was fetched otherwise: in a page, or on a machine without a network. They are taken
   * as they are.
   */
  readonly bytes?: Uint8Array | undefined
}

/** What `pretrained` can be told. */
export interface PretrainedOptions extends PretrainedSource, OpenOptions {
  /** Another number of classes: the last layer is then new, with random weights of the seed. */
  readonly classes?: number | undefined
}

/** A model, and the weights that were published for it. */
export interface PublishedWeights {
  /** It knows its images, and its 1,000 classes by name. */
  readonly model: Model
  /** By the model's own names. */
  readonly weights: TensorRecord
  /** The repository on the hub: `timm/resnet18.tv_in1k`. */
  readonly from: string
}

/** Where they come from, for tests: another table, another web. */
export interface Library extends Surroundings {
  readonly published?: Readonly<Record<string, PublishedModel>>
  readonly make?: (name: string, classes?: number) => Model
}

const ofSource = ['bytes', 'signal', 'onProgress', 'onWait', 'stall'] as const

/**
 * A network of the zoo with the weights that were published for it (`publishedModels`). They are downloaded once into a folder
 * for such things (`STRIATE_CACHE`; else `~/.cache/striate`, or what the system has for it), and held against the hub's SHA-256;
 * a download that is stopped goes on the next time. `STRIATE_OFFLINE=1` looks into that folder alone, `STRIATE_HUB` names a
 * mirror, `HF_TOKEN` a token for the hub. Reads photographs of any size (`imageFor`): covers 224×224, of which it keeps 0.875.
 * @throws OptionError for a name without published weights; UnsupportedError 'offline', and 'only-in-node' in a page; RunError
 *   'unreachable', 'stalled', 'ended-early', 'http-status' …; FormatError 'wrong-hash', 'no-room', 'other-weights' …; the
 *   signal's reason
 * @example
 * ```ts
 * import { imageFor, loadImage } from 'striate/image'
 * import { wasm } from 'striate/wasm'
 * import { pretrained } from 'striate/zoo'
 *
 * const net = await pretrained('resnet18', await wasm())
 * const scores = await net.predict(imageFor(net, await loadImage('cat.jpg')))
 * console.log(net.input?.classes?.[scores.indexOf(Math.max(...scores))]) // tabby cat
 * ```
 */
export function pretrained(name: string, backend: Backend, options?: PretrainedOptions): Promise<Network> {
  return openPretrained(name, backend, options)
}

/**
 * The model and the weights alone, for whoever opens a network otherwise: `openInWorker`, or a model of their own that takes a
 * part of them (`net.adopt(weights, { partial: true })`).
 * @throws as `pretrained`
 */
export function pretrainedWeights(name: string, options?: PretrainedSource): Promise<PublishedWeights> {
  return readPretrained('pretrainedWeights', name, knownOptions('pretrainedWeights', options, ofSource))
}

/** What `pretrained` does. */
export async function openPretrained(
  name: string,
  backend: Backend,
  options?: PretrainedOptions,
  library: Library = {},
): Promise<Network> {
  const given = knownOptions('pretrained', options, [...ofSource, 'classes', 'seed', 'fuse', 'batch'])
  const { classes, seed, fuse, batch, ...source } = given
  if (classes !== undefined) wholeOption('pretrained', 'classes', classes)
  const { model, weights } = await readPretrained('pretrained', name, source, library)
  const open = { ...(seed === undefined ? {} : { seed }), ...(fuse === undefined ? {} : { fuse }), ...(batch ? { batch } : {}) }
  const own = classes === undefined ? model : withClasses(name, model, classes, library)
  const net = await own.open(backend, open)
  try {
    if (classes === undefined) net.setParameters(weights)
    else await net.adopt(weights, { partial: true })
    return net
  } catch (error) {
    net.dispose()
    throw error
  }
}

/** What `pretrainedWeights` does. */
export async function readPretrained(
  owner: string,
  name: string,
  { bytes: given, ...options }: PretrainedSource,
  library: Library = {},
): Promise<PublishedWeights> {
  const { published = publishedModels, make = ofZoo, ...around } = library
  if (typeof name !== 'string' || !Object.hasOwn(published, name)) throw noPublished(owner, name, Object.keys(published))
  if (given !== undefined && !(given instanceof Uint8Array))
    throw wrongOption(owner, 'bytes', given, say('the bytes of a safetensors file (a Uint8Array)'))
  if (options.stall !== undefined) wholeOption(owner, 'stall', options.stall)
  const entry = published[name]!
  const path = given ? entry.file : await downloaded(entry, options, around)
  const { tensors } = readSafetensors(given ?? (await folderStorage().read(path)), path)
  const plain = make(name)
  const weights = weightsFrom(plain, tensors, nameIn[entry.names], path)
  const classes = await imagenetNames()
  const names = plain.outputShape[0] === classes.length ? classes : undefined
  return { model: plain.withInput(inputOfPublished(entry.images, names)), weights, from: entry.repository }
}

function ofZoo(name: string, classes?: number): Model {
  return zooModels[name]!.make(classes === undefined ? {} : { classes })
}

function withClasses(name: string, { input }: Model, classes: number, { make = ofZoo }: Library): Model {
  const { classes: _, ...rest } = input!
  return make(name, classes).withInput(rest)
}

function noPublished(owner: string, name: unknown, known: readonly string[]): OptionError {
  return new OptionError({
    code: 'no-published-weights',
    message: say('{owner}: no weights are known to be published for {name}.', { owner, name: show(name) }),
    // A model of the zoo is no slip of the keyboard.
    fix:
      typeof name === 'string' && !Object.hasOwn(zooModels, name)
        ? suggest(name, known)
        : say('use one of: {names}.', { names: known.join(', ') }),
    details: { known },
  })
}
