/**
 * A network as one file: weights as safetensors, and in the file's metadata the model with all that it knows of its images. So a
 * network that is loaded elsewhere, with nothing beside it, says what it said where it was saved.
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
import type { TensorRecord } from '../network/weights.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { readSafetensors, type Safetensors, writeSafetensors } from './safetensors.ts'
import { storageOption, storedFile } from './storedFile.ts'

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
 * says.
 * ```ts
 * await save(net, 'digits.safetensors')
 * const again = await load('digits.safetensors', await wasm())
 * ```
 * @throws FormatError where the file cannot be written
 */
export async function save(net: SavedNetwork, target: string | Storage, name = usualName): Promise<void> {
  const bytes = await writeNetwork(net)
  if (typeof target === 'string') await folderStorage().write(target, bytes)
  else await storageOption('save', 'target', target).write(name, bytes)
}

/**
 * Opens a saved network: from a path (Node), an http(s) address, a storage, or the bytes of the file. Layers of your own must be
 * defined before.
 * @throws FormatError where the file is missing or damaged, or holds weights without a model; and what `model.open` throws
 */
export async function load(
  source: string | Storage | Uint8Array,
  backend: Backend,
  options?: OpenOptions & { readonly name?: string },
): Promise<Network> {
  const { name = usualName, ...open } = options ?? {}
  const { model, weights } = readNetwork(await bytesOf(source, name), typeof source === 'string' ? source : name)
  const net = await model.open(backend, open)
  try {
    net.setParameters(weights)
    return net
  } catch (error) {
    net.dispose()
    throw error
  }
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

async function bytesOf(source: string | Storage | Uint8Array, name: string): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source
  const { storage, path } = storedFile('load', source, name)
  return storage.read(path)
}
