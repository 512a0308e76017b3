/**
 * The table of layers: kind → behaviour. A layer is a plain value; whoever needs to know what it does asks here.
 * A new layer is its file and a line in the table, an activation its file alone; a user's own comes in by `defineLayer`.
 */

import { Kinds } from '../errors/kinds.ts'
import { say } from '../errors/say.ts'
import type { Words } from '../text/language.ts'
import { activationLayers } from './activations/table.generated.ts'
import { adaptiveAvgPool2dLayer } from './adaptiveAvgPool2d.ts'
import { addLayer } from './add.ts'
import { avgPool2dLayer } from './avgPool2d.ts'
import { batchNorm2dLayer } from './batchNorm2d.ts'
import { channelShuffleLayer } from './channelShuffle.ts'
import { concatLayer } from './concat.ts'
import { constantTensorLayer } from './constantTensor.ts'
import { conv2dLayer } from './conv2d.ts'
import { convTranspose2dLayer } from './convTranspose2d.ts'
import { denseLayer } from './dense.ts'
import { divideLayer } from './divide.ts'
import { dropoutLayer } from './dropout.ts'
import { flattenLayer } from './flatten.ts'
import { gatherLayer } from './gather.ts'
import { globalAvgPool2dLayer } from './globalAvgPool2d.ts'
import { globalMaxPool2dLayer } from './globalMaxPool2d.ts'
import { groupNormLayer } from './groupNorm.ts'
import { instanceNormLayer } from './instanceNorm.ts'
import type { CountedBehaviour, Layer, LayerBehaviour } from './layer.ts'
import { layerNormLayer } from './layerNorm.ts'
import { localResponseNormLayer } from './localResponseNorm.ts'
import { lpPool2dLayer } from './lpPool2d.ts'
import { matMulLayer } from './matMul.ts'
import { maximumLayer } from './maximum.ts'
import { maxPool2dLayer } from './maxPool2d.ts'
import { minimumLayer } from './minimum.ts'
import { multiplyLayer } from './multiply.ts'
import { pad2dLayer } from './pad2d.ts'
import { parameterLayer } from './parameter.ts'
import { powerLayer } from './power.ts'
import { preluLayer } from './prelu.ts'
import { rbfLayer } from './rbf.ts'
import { reduceMaxLayer } from './reduceMax.ts'
import { reduceMeanLayer } from './reduceMean.ts'
import { reduceMinLayer } from './reduceMin.ts'
import { reduceSumLayer } from './reduceSum.ts'
import { reshapeLayer } from './reshape.ts'
import { resize2dLayer } from './resize2d.ts'
import { sliceLayer } from './slice.ts'
import { softmaxLayer } from './softmax.ts'
import { squeezeLayer } from './squeeze.ts'
import { subtractLayer } from './subtract.ts'
import { transposeLayer } from './transpose.ts'
import { unsqueezeLayer } from './unsqueeze.ts'

export const layers = {
  conv2d: conv2dLayer,
  convTranspose2d: convTranspose2dLayer,
  maxPool2d: maxPool2dLayer,
  avgPool2d: avgPool2dLayer,
  globalAvgPool2d: globalAvgPool2dLayer,
  globalMaxPool2d: globalMaxPool2dLayer,
  adaptiveAvgPool2d: adaptiveAvgPool2dLayer,
  lpPool2d: lpPool2dLayer,
  pad2d: pad2dLayer,
  resize2d: resize2dLayer,
  dense: denseLayer,
  rbf: rbfLayer,
  flatten: flattenLayer,
  reshape: reshapeLayer,
  squeeze: squeezeLayer,
  unsqueeze: unsqueezeLayer,
  transpose: transposeLayer,
  slice: sliceLayer,
  gather: gatherLayer,
  batchNorm2d: batchNorm2dLayer,
  ...activationLayers,
  prelu: preluLayer,
  groupNorm: groupNormLayer,
  instanceNorm: instanceNormLayer,
  layerNorm: layerNormLayer,
  softmax: softmaxLayer,
  localResponseNorm: localResponseNormLayer,
  dropout: dropoutLayer,
  add: addLayer,
  subtract: subtractLayer,
  multiply: multiplyLayer,
  matMul: matMulLayer,
  divide: divideLayer,
  power: powerLayer,
  minimum: minimumLayer,
  maximum: maximumLayer,
  reduceMean: reduceMeanLayer,
  reduceSum: reduceSumLayer,
  reduceMax: reduceMaxLayer,
  reduceMin: reduceMinLayer,
  parameter: parameterLayer,
  constantTensor: constantTensorLayer,
  concat: concatLayer,
  channelShuffle: channelShuffleLayer,
} satisfies Readonly<Record<string, LayerBehaviour>>

/** The kinds of layers that come with Striate. */
export type BuiltInKind = keyof typeof layers
export type ActivationKind = keyof typeof activationLayers

const kinds = new Kinds<CountedBehaviour>(
  { code: 'layer', noun: say('layer'), one: say('a layer'), define: 'defineLayer', factory: 'relu', call: 'relu()' },
  // Models count the inputs before they call a behaviour.
  layers,
)

/** The behaviour of a layer. @throws OptionError for a kind that no one has defined, with the nearest known one. */
export function behaviourOf(layer: Layer): CountedBehaviour {
  return kinds.of(layer)
}

/** What people call a layer, in both languages: its kind, where its behaviour says nothing else. */
export function titleOf(layer: Layer): Words {
  return behaviourOf(layer).title ?? { en: layer.kind, ko: layer.kind }
}

/** All kinds of layers, those of `defineLayer` too. */
export function knownKinds(): string[] {
  return kinds.names()
}

/** Whether a kind of layer came with Striate. */
export function isBuiltInLayer({ kind }: Layer): boolean {
  return kinds.isBuiltIn(kind)
}

/** A layer that came as JSON: its options are checked, and defaults filled in, by its own factory. @throws OptionError */
export function restoreLayer(value: Layer): Layer {
  const { create } = behaviourOf(value)
  if (!create) return value
  const { kind: _, ...options } = value
  return create(options)
}

/**
 * Adds a layer of your own, made of existing ops, and gives back its factory:
 *
 * ```ts
 * const swish = defineLayer('swish', {
 *   inputs: 1,
 *   output: (_, [shape]) => shape,
 *   forward(_, { inputs: [x], emit, keep, output }) {
 *     const [gate, y] = [keep('gate', x.shape.slice(1)), output()]
 *     emit('unary', { activation: { fn: 'sigmoid' } }, [x], [gate])
 *     emit('multiply', {}, [x, gate], [y])
 *     return y
 *   },
 *   backward(_, { inputs: [x], kept: { gate }, dy, emit, keep, wants, gradient }) {
 *     if (!wants(0)) return [undefined]
 *     const part = (name) => keep(name, x.shape.slice(1))
 *     const [direct, dgate, through, dx] = [part('direct'), part('dgate'), part('through'), gradient(0)]
 *     emit('multiply', {}, [dy, gate], [direct])
 *     emit('multiply', {}, [dy, x], [dgate])
 *     emit('unaryGrad', { activation: { fn: 'sigmoid' } }, [gate, dgate], [through])
 *     emit('add', {}, [direct, through], [dx])
 *     return [dx]
 *   },
 * })
 * console.log(sequential('mine', [1, 28, 28], [conv2d({ filters: 6, kernelSize: 5 }), swish()]).outputShape) // [ 6, 24, 24 ]
 * ```
 *
 * That is y = x · σ(x), and back dx = dy · σ + (dy · x) through the gradient of σ: a layer computes nothing, it emits calls of
 * ops on values. `keep` makes a further value, which the backward pass finds under its name in `kept`.
 * The factory makes `{ kind, ...options }`, or what the behaviour's own `create` makes of the options. The options must
 * be plain JSON, since models are stored with them. A model with such a layer can be read only where it is defined.
 * @throws OptionError where the kind is not a name, or there is one of that name already.
 */
export function defineLayer<L extends Layer>(kind: L['kind'], behaviour: LayerBehaviour<L>): (options?: Omit<L, 'kind'>) => L {
  kinds.define(kind, behaviour)
  return (options) => (behaviour.create ? behaviour.create(options ?? {}) : ({ kind, ...options } as L))
}

export { outputSize, type PaddingOption, type Rounding, type WindowOptions } from '../window/window.ts'
export * from './activations/index.generated.ts'
export { type AdaptiveAvgPool2dLayer, type AdaptiveAvgPool2dOptions, adaptiveAvgPool2d } from './adaptiveAvgPool2d.ts'
export { type AddLayer, add } from './add.ts'
export { type AvgPool2dLayer, type AvgPool2dOptions, avgPool2d } from './avgPool2d.ts'
export { type BatchNorm2dLayer, type BatchNorm2dOptions, batchNorm2d } from './batchNorm2d.ts'
export { type ChannelShuffleLayer, type ChannelShuffleOptions, channelShuffle } from './channelShuffle.ts'
export { type ConcatLayer, concat } from './concat.ts'
export { type ConstantTensorLayer, type ConstantTensorOptions, constantTensor } from './constantTensor.ts'
export { type Conv2dLayer, type Conv2dOptions, conv2d } from './conv2d.ts'
export { type ConvTranspose2dLayer, type ConvTranspose2dOptions, convTranspose2d } from './convTranspose2d.ts'
export { type DenseLayer, type DenseOptions, dense } from './dense.ts'
export { type DivideLayer, divide } from './divide.ts'
export { type DropoutLayer, type DropoutOptions, dropout } from './dropout.ts'
export { type FlattenLayer, flatten } from './flatten.ts'
export { type GatherLayer, type GatherOptions, gather, type Indices } from './gather.ts'
export { type GlobalAvgPool2dLayer, globalAvgPool2d } from './globalAvgPool2d.ts'
export { type GlobalMaxPool2dLayer, globalMaxPool2d } from './globalMaxPool2d.ts'
export { type GroupNormLayer, type GroupNormOptions, groupNorm } from './groupNorm.ts'
export { type InstanceNormLayer, instanceNorm } from './instanceNorm.ts'
export { type LayerNormLayer, layerNorm } from './layerNorm.ts'
export { type LocalResponseNormLayer, type LocalResponseNormOptions, localResponseNorm } from './localResponseNorm.ts'
export { type LpPool2dLayer, type LpPool2dOptions, lpPool2d } from './lpPool2d.ts'
export { type MatMulLayer, type MatMulOptions, matMul } from './matMul.ts'
export { type MaximumLayer, maximum } from './maximum.ts'
export { type MaxPool2dLayer, type MaxPool2dOptions, maxPool2d } from './maxPool2d.ts'
export { type MinimumLayer, minimum } from './minimum.ts'
export { type MultiplyLayer, multiply } from './multiply.ts'
export type { NormOptions } from './normLayer.ts'
export { type Pad2dLayer, type Pad2dOptions, type PadMode, pad2d } from './pad2d.ts'
export { type ParameterLayer, type ParameterOptions, parameter } from './parameter.ts'
export { type PowerLayer, power } from './power.ts'
export { type PreluLayer, type PreluOptions, prelu } from './prelu.ts'
export { type RbfLayer, type RbfOptions, rbf } from './rbf.ts'
export { type ReduceMaxLayer, reduceMax } from './reduceMax.ts'
export { type ReduceMeanLayer, reduceMean } from './reduceMean.ts'
export { type ReduceMinLayer, reduceMin } from './reduceMin.ts'
export { type ReduceSumLayer, reduceSum } from './reduceSum.ts'
export type { ReductionLayer, ReductionOptions } from './reductionLayer.ts'
export { type ReshapeLayer, type ReshapeOptions, reshape } from './reshape.ts'
export {
  type NearestMode,
  type Resize2dLayer,
  type Resize2dOptions,
  type ResizeCoordinates,
  type ResizeMode,
  resize2d,
} from './resize2d.ts'
export { type SliceLayer, type SliceOptions, slice } from './slice.ts'
export { type SoftmaxLayer, type SoftmaxOptions, softmax } from './softmax.ts'
export { type SqueezeLayer, type SqueezeOptions, squeeze } from './squeeze.ts'
export { type SubtractLayer, subtract } from './subtract.ts'
export { type TransposeLayer, type TransposeOptions, transpose } from './transpose.ts'
export { type UnsqueezeLayer, type UnsqueezeOptions, unsqueeze } from './unsqueeze.ts'
