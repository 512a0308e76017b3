/** What layers output for an image, and what they look for: feature maps of any list of layers, and filters as images. */

import { OptionError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { inputNode, type Node } from '../graph/node.ts'
import { behaviourOf } from '../layers/index.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import type { TensorRecord } from '../network/weights.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { type InspectedImage, type InspectedNetwork, imageOf } from './lookedAt.ts'

/**
 * What the named layers output for one image, or 'all' of them in their order: each layer's own output, before the
 * activation that follows it. `shape` is [channels, height, width] or [features].
 * @throws OptionError for layers that are not there and values that are not finite; ShapeError for an image of another size
 */
export async function featureMaps(
  network: Pick<InspectedNetwork, 'model' | 'featureMaps'>,
  image: InspectedImage,
  layers: readonly string[] | 'all' = 'all',
): Promise<FeatureMap[]> {
  const { model } = network
  if (layers !== 'all' && !Array.isArray(layers))
    throw wrongOption('featureMaps', 'layers', layers, say("a list of layer names, or 'all'"))
  const names = layers === 'all' ? model.nodes.map(({ name }) => name) : layers
  return await network.featureMaps(imageOf('featureMaps', network, image), names)
}

/** One filter, as an image or several: [channels, kernelHeight, kernelWidth]. */
export interface FilterImage {
  readonly shape: Shape
  readonly data: Float32Array | Float64Array
  readonly bias: number | undefined
}

/**
 * The filters of a convolution, one for each of its feature maps: [channels, kernelHeight, kernelWidth], views of a copy of the
 * weights. Of a dense layer, the weights of each unit: [features], or, where it reads a flattened map, in the map's shape.
 * @throws OptionError for a layer that is not there, or has no weights
 */
export async function filtersOf(
  network: { readonly model: ModelGraph; parameters(): Promise<TensorRecord> },
  layer: string,
): Promise<FilterImage[]> {
  const { model } = network
  const position = model.find(layer)
  const node = model.nodes[position]!
  if (!node.parameters.weight) {
    const having = model.nodes.filter(({ parameters }) => parameters.weight).map(({ name }) => name)
    throw new OptionError({
      code: 'no-filters',
      message: say('"{layer}" ({kind}) of "{name}" has no weights.', { layer, kind: node.layer.kind, name: model.name }),
      fix: suggest(layer, having),
    })
  }
  const record = await network.parameters()
  const { shape, data } = node.parameters.weight.filters === 'transposed' ? turned(record, node) : record[`${layer}.weight`]!
  const bias = record[`${layer}.bias`]?.data
  const one = shape.length === 2 ? unflattened(model, node.inputs[0]!, shape.slice(1)) : shape.slice(1)
  const size = sizeOf(one)
  return Array.from({ length: shape[0]! }, (_, f) => ({
    shape: one,
    data: data.subarray(f * size, (f + 1) * size),
    bias: bias?.[f],
  }))
}

/** The weights [channels, filters of a group, …] of a transposed convolution as [filters, channels of a group, …]. */
function turned(record: TensorRecord, { name, shape: [filters = 0] }: Node): TensorRecord[string] {
  const { shape, data } = record[`${name}.weight`]!
  const [channels, each, ...kernel] = shape as readonly [number, number, ...number[]]
  const [size, own] = [sizeOf(kernel), (channels * each) / filters]
  const filtersFirst = data.slice()
  for (let f = 0; f < filters; f++)
    for (let c = 0; c < own; c++) {
      const from = ((Math.floor(f / each) * own + c) * each + (f % each)) * size
      filtersFirst.set(data.subarray(from, from + size), (f * own + c) * size)
    }
  return { shape: [filters, own, ...kernel], data: filtersFirst }
}

/** The shape of the map that a dense layer's features were before they were flattened; their own where there was none. */
function unflattened(model: ModelGraph, input: number, features: Shape): Shape {
  if (input === inputNode) return features
  const { layer, inputs, shape } = model.nodes[input]!
  // A dense layer may go along the last axis alone; and channels that were counted anew may stand in another order.
  if (sizeOf(shape) !== sizeOf(features) || (shape.length !== 1 && shape.length !== 3)) return features
  if (shape.length === 3) return shape
  if (inputs.length !== 1 || Object.keys(model.nodes[input]!.parameters).length > 0) return features
  const before = inputs[0] === inputNode ? model.inputShape : model.nodes[inputs[0]!]!.shape
  if (behaviourOf(layer).window?.(layer, [before]) === 'all') return features
  return before.length === 3 ? before : unflattened(model, inputs[0]!, features)
}
