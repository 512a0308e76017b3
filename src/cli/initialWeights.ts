/** What `--from` brings: the weights of a run or of a file, as far as they fit, in a network of the model to be trained. */
import { stat } from 'node:fs/promises'
import { folderStorage } from '../data.ts'
import { readSafetensors } from '../formats.ts'
import type { Adopted, GivenTensors, Model, TensorRecord } from '../index.ts'
import { openRun } from '../runs.ts'
import type { WasmBackend } from '../wasm.ts'

export interface InitialWeights {
  readonly from: string
  /** All of the model's: those that were taken, and random ones of the seed. */
  readonly weights: TensorRecord
  readonly found: Adopted
}

/** @throws OptionError where nothing fits, FormatError where there is neither a run nor a file of weights */
export async function initialWeights(path: string, model: Model, backend: WasmBackend, seed: number): Promise<InitialWeights> {
  const tensors = await tensorsAt(path)
  const net = await model.open(backend, { seed })
  try {
    const found = await net.adopt(tensors, { partial: true })
    return { from: path, weights: await net.parameters(), found }
  } finally {
    net.dispose()
  }
}

async function tensorsAt(path: string): Promise<GivenTensors> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (isFile) return readSafetensors(await folderStorage().read(path), path).tensors
  return (await openRun(folderStorage(path))).weights()
}
