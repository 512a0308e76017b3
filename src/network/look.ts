/** Using a network on plain pictures: scores of any number of them, and what layers put out for one. */
import type { RealArray } from '../backends/backend.ts'
import { ShapeError } from '../errors/errors.ts'
import { wholeOption } from '../errors/options.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import type { Network } from './network.ts'
import { plainInput } from './plan.ts'
import type { Prepared } from './prepared.ts'
import { writeStep } from './step.ts'

/** What one layer put out for one picture. */
export interface FeatureMap {
  readonly layer: string
  /** Without the batch: [channels, height, width] or [features]. */
  readonly shape: Shape
  /** A copy. */
  readonly data: RealArray
}

/** Pictures are plain numbers as the network sees them, one after the other. */
export async function predictWith(
  network: Network,
  pictures: ArrayLike<number>,
  { batch = 64 }: { batch?: number } = {},
): Promise<RealArray> {
  wholeOption('predict', 'batch', batch)
  const { model } = network
  const size = sizeOf(model.inputShape)
  const count = countPictures(model, pictures)
  const outputSize = sizeOf(model.outputShape)
  const scores = realArray(network, count * outputSize)
  for (let from = 0; from < count; from += batch) {
    const here = Math.min(batch, count - from)
    await network.turns.take(async () => {
      const prepared = await network.prepare({ use: 'infer', batch: here, input: plainInput(model.inputShape) })
      prepared.write(prepared.raw, (data) => copy(pictures, from * size, data))
      await runForward(prepared, network.seed)
      scores.set(await prepared.read(prepared.output), from * outputSize)
    })
  }
  return scores
}

/** How many pictures of a model these numbers are. @throws ShapeError unless it is a whole number of them, at least one */
export function countPictures(model: ModelGraph, pictures: ArrayLike<number>): number {
  const size = sizeOf(model.inputShape)
  if (pictures.length === 0 || pictures.length % size !== 0)
    throw new ShapeError({
      code: 'picture-size',
      message: `${pictures.length} numbers are no whole number of pictures for "${model.name}".`,
      numbers: [`one picture is ${showShape(model.inputShape)} = ${size} numbers`],
      fix: 'give pictures in the model’s input shape, one after the other.',
    })
  return pictures.length / size
}

export async function featureMapsOf(
  network: Network,
  picture: ArrayLike<number> | { readonly data: ArrayLike<number> },
  layers: readonly string[],
): Promise<FeatureMap[]> {
  const { model } = network
  const data = 'data' in picture ? picture.data : picture
  const positions = layers.map((name) => model.find(name))
  if (data.length !== sizeOf(model.inputShape))
    throw new ShapeError({
      code: 'picture-size',
      message: `featureMaps takes one picture of "${model.name}": ${showShape(model.inputShape)} = ${sizeOf(model.inputShape)} numbers. Received ${data.length}.`,
      fix: 'look at one picture at a time, in the model’s input shape.',
    })
  return network.turns.take(async () => {
    const prepared = await network.prepare({ use: 'inspect', batch: 1, input: plainInput(model.inputShape), keep: layers })
    prepared.write(prepared.raw, (raw) => copy(data, 0, raw))
    await runForward(prepared, network.seed)
    return Promise.all(
      layers.map(async (layer, i) => {
        const values = await prepared.read(prepared.kept.get(layer)!)
        return { layer, shape: model.nodes[positions[i]!]!.shape, data: values.slice() as RealArray }
      }),
    )
  })
}

/** As the network's backend holds reals. */
export function realArray({ backend }: Network, length: number): RealArray {
  return backend.realBytes === 8 ? new Float64Array(length) : new Float32Array(length)
}

/** One run of the forward segment, of a plan whose pictures are written. */
export async function runForward(prepared: Prepared, seed: number): Promise<void> {
  writeStep(prepared, { seed, count: prepared.use.batch })
  await prepared.run('forward')
}

/** Fills a place with the numbers of `from` that begin at `offset`. */
export function copy(
  from: ArrayLike<number>,
  offset: number,
  to: { length: number; [index: number]: number; set?: unknown },
): void {
  if (ArrayBuffer.isView(from) && 'set' in to)
    (to as Float32Array).set((from as Float32Array).subarray(offset, offset + to.length))
  else for (let i = 0; i < to.length; i++) to[i] = from[offset + i]!
}
