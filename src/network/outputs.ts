/** All outputs of a network that has several, of any number of images, in batches. */
import type { RealArray } from '../backends/backend.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import { type GivenImages, readImages } from '../graph/modelInput.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { countImages } from './checkImages.ts'
import { copy, inBatches, realArray } from './predict.ts'
import { plainInput } from './use.ts'
import type { Uses } from './uses.ts'

/** What one output gives for a number of images. */
export interface NetworkOutput {
  /** [images, …the output's shape] */
  readonly shape: Shape
  /** A copy, in plain order. */
  readonly data: RealArray
}

/** By the name of the layer, the main output first. */
export type NetworkOutputs = Readonly<Record<string, NetworkOutput>>

export async function outputsOf(
  network: Uses,
  given: GivenImages,
  options?: { readonly batch?: number },
): Promise<NetworkOutputs> {
  const { batch = 64 } = knownOptions('outputs', options, ['batch'])
  wholeOption('outputs', 'batch', batch)
  const { model, backend } = network
  const images = readImages('outputs', model, network.input, given)
  const count = countImages('outputs', model, images)
  const size = sizeOf(model.inputShape)
  const nodes = model.outputs.map((position) => model.nodes[position]!)
  const made = nodes.map(({ shape }) => ({ shape: [count, ...shape], data: realArray(backend, count * sizeOf(shape)) }))
  const input = plainInput(model.inputShape)
  const keep = nodes.map(({ name }) => name)
  await inBatches(network, count, batch, {
    use: (here) => ({ kind: 'inspect' as const, batch: here, input, keep }),
    write: (plan, from) => plan.write(plan.values.raw, (data) => copy(images, from * size, data)),
    async read(plan, from) {
      for (const [i, { name, shape }] of nodes.entries())
        made[i]!.data.set(await plan.read(plan.values.kept.get(name)!), from * sizeOf(shape))
    },
  })
  return Object.fromEntries(keep.map((name, i) => [name, made[i]!]))
}
