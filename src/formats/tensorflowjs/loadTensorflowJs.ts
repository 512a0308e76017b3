/** A TensorFlow.js layers model as an open network: from a model.json with the files of its weights beside it. */
import type { Backend } from '../../backends/backend.ts'
import type { Network } from '../../network/network.ts'
import type { OpenOptions } from '../../network/openOptions.ts'
import type { Storage } from '../../storage/storage.ts'
import { storedFile } from '../storedFile.ts'
import { shardPaths } from './manifest.ts'
import { jsonOf, readTensorflowJs, type TensorflowJsOptions } from './readTensorflowJs.ts'

/**
 * Opens a TensorFlow.js layers model: from the path of its model.json (Node), its http(s) address, or a storage in which it is
 * called `model.json` or as `name` says. The files of its weights are read from beside it, and from nowhere else: a manifest
 * that names a way up, a root or an address is refused. What is read, and in which order images come, `readTensorflowJs` says.
 * @throws FormatError where a file is missing or damaged, or holds what is not read here; and what `model.open` throws
 * @example
 * ```ts
 * const net = await loadTensorflowJs('mobilenet/model.json', await wasm())
 * ```
 */
export async function loadTensorflowJs(
  source: string | Storage,
  backend: Backend,
  options: OpenOptions & TensorflowJsOptions = {},
): Promise<Network> {
  const { name, inputShape, like, ...open } = options
  const { storage, path } = storedFile('loadTensorflowJs', source, name ?? 'model.json')
  const shown = typeof source === 'string' ? source : path
  const json = jsonOf(await storage.read(path), shown)
  // Beside a model.json that lies in a folder of a storage.
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const shards: Record<string, Uint8Array> = Object.create(null)
  for (const shard of new Set(shardPaths(json.weightsManifest, shown))) shards[shard] = await storage.read(folder + shard)
  const { model, weights } = readTensorflowJs(json, shards, { name: shown, inputShape, like })
  const net = await model.open(backend, open)
  try {
    net.setParameters(weights)
    return net
  } catch (error) {
    net.dispose()
    throw error
  }
}
