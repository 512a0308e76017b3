/**
 * A network as one file: weights as safetensors, and in the file's metadata the model with all that it knows of its images. So a
 * network that is loaded elsewhere, with nothing beside it, says what it said where it was saved. A name that ends in .onnx is
 * a file of ONNX instead, which other runtimes read.
 */

import type { Backend } from '../backends/backend.ts'
import { FormatError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { ModelInput } from '../graph/modelInput.ts'
import { modelFromJson } from '../model/fromJson.ts'
import type { Model } from '../model/model.ts'
import type { Network } from '../network/network.ts'
import type { OpenOptions } from '../network/openOptions.ts'
import type { GivenTensors, TensorRecord } from '../network/weights.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { isOnnx, onnxFiles, readOnnx } from './onnx/readOnnx.ts'
import { writeOnnx } from './onnx/writeOnnx.ts'
import { readSafetensors, type Safetensors, writeSafetensors } from './safetensors.ts'
import { storageOption, storedFile } from './storedFile.ts'
import { shardPaths } from './tensorflowjs/manifest.ts'
import { jsonOf, readTensorflowJs } from './tensorflowjs/readTensorflowJs.ts'

/** What can be saved: a network, here or in a worker. */
export interface SavedNetwork {
  readonly model: ModelGraph
  readonly input: ModelInput | undefined
  parameters(): Promise<TensorRecord>
}

/** The name of the file in a storage, unless another is given: that of a run's folder too. */
const usualName = 'weights.safetensors'

/**
 * Writes a network into one file: a path (Node), or a storage, in which the file is called `weights.safetensors` or as `name`
 * says. A name that ends in .onnx makes it a file of ONNX (`writeOnnx`).
 * ```ts
 * await save(net, 'digits.safetensors')
 * const again = await load('digits.safetensors', await wasm())
 * ```
 * @throws FormatError where the file cannot be written
 */
export async function save(net: SavedNetwork, target: string | Storage, name = usualName): Promise<void> {
  const bytes = await (isOnnxName(typeof target === 'string' ? target : name) ? writeOnnx(net) : writeNetwork(net))
  if (typeof target === 'string') await folderStorage().write(target, bytes)
  else await storageOption('save', 'target', target).write(name, bytes)
}

/**
 * Opens a saved network: from a path (Node), an http(s) address, a storage, or the bytes of the file. A file of ONNX is read as
 * `readOnnx` does, and a model.json of TensorFlow.js as `readTensorflowJs`, with the files beside it that they name. Layers of
 * your own must be defined before.
 * @throws FormatError where the file is missing or damaged, or holds weights without a model; and what `model.open` throws
 */
export async function load(
  source: string | Storage | Uint8Array,
  backend: Backend,
  options?: OpenOptions & { readonly name?: string },
): Promise<Network> {
  const { name = usualName, ...open } = options ?? {}
  const { model, weights } = await loadModel(source, { name })
  return model.open(backend, { ...open, weights })
}

/** The file of a network, as bytes; `more` joins the metadata. */
export async function writeNetwork(net: SavedNetwork, more: Record<string, string> = {}): Promise<Uint8Array> {
  const model = { ...net.model.toJSON(), ...(net.input ? { images: net.input } : {}) }
  return writeSafetensors(await net.parameters(), { format: 'pt', ...more, model: JSON.stringify(model) })
}

/**
 * What the file of a network holds: the model, which knows its images, and the weights for `setParameters`. `name` is for
 * messages.
 * @throws FormatError where it is damaged, or holds weights without a model
 */
export function readNetwork(bytes: Uint8Array, name = usualName): { model: Model; weights: Safetensors['tensors'] } {
  const { tensors, metadata } = readSafetensors(bytes, name)
  if (metadata.model === undefined)
    throw new FormatError({
      code: 'no-model',
      message: say('{name} holds weights without their model.', { name }),
      numbers: [say('its tensors: {names} …', { names: Object.keys(tensors).slice(0, 6).map(show).join(', ') })],
      fix: say('build the model and set its weights: net.setParameters(readSafetensors(bytes).tensors).'),
    })
  return { model: modelFromJson(metadata.model), weights: tensors }
}

const isOnnxName = (name: string): boolean => /\.onnx$/i.test(name)

/** Whether bytes are the JSON of a TensorFlow.js model. */
export function isTensorflowJs(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b && /"(modelTopology|weightsManifest)"/.test(new TextDecoder().decode(bytes.subarray(0, 2 ** 24)))
}

/**
 * The model and the weights of a saved network, from all that `load` takes, without opening it: to look into, to put under
 * another head, or to write as another file.
 * @throws FormatError as `load`
 */
export async function loadModel(
  source: string | Storage | Uint8Array,
  options?: { readonly name?: string },
): Promise<{ model: Model; weights: GivenTensors }> {
  const { bytes, called, beside } = await bytesOf(source, options?.name ?? usualName)
  if (isTensorflowJs(bytes)) return tensorflowJsOf(bytes, called, beside)
  if (!isOnnxName(called) && !isOnnx(bytes)) return readNetwork(bytes, called)
  const files = new Map<string, Uint8Array>()
  for (const path of onnxFiles(bytes, called)) if (beside) files.set(path, await beside(path))
  return readOnnx(bytes, { name: called, files })
}

/** A model.json of TensorFlow.js, with its weights in files beside it. */
async function tensorflowJsOf(
  bytes: Uint8Array,
  called: string,
  beside: Found['beside'],
): Promise<{ model: Model; weights: GivenTensors }> {
  const json = jsonOf(bytes, called)
  const shards: Record<string, Uint8Array> = Object.create(null)
  for (const path of new Set(shardPaths(json.weightsManifest, called))) if (beside) shards[path] = await beside(path)
  return readTensorflowJs(json, shards, { name: called })
}

interface Found {
  readonly bytes: Uint8Array
  readonly called: string
  /** Reads a file beside it. */
  readonly beside?: (path: string) => Promise<Uint8Array>
}

async function bytesOf(source: string | Storage | Uint8Array, name: string): Promise<Found> {
  if (source instanceof Uint8Array) return { bytes: source, called: name }
  const { storage, path } = storedFile('load', source, name)
  const folder = path.replace(/\?.*$/, '').replace(/[^/]*$/, '')
  const beside = (other: string) => besideIn(storage, folder + other)
  return { bytes: await storage.read(path), called: typeof source === 'string' ? source : name, beside }
}

/** A file in the folder of another, or below it: no link leads out of it, where a storage has links. */
function besideIn(storage: Storage, path: string): Promise<Uint8Array> {
  return storage.readWithin ? storage.readWithin(path) : storage.read(path)
}
