/**
 * The door `striate`: models, layers, losses, optimizers, training. Backends, data and formats have doors of their own, and so
 * has what all is joined with (`striate/plumbing`).
 */

export type { Backend, RealArray } from './backends/backend.ts'
export {
  type ErrorData,
  FormatError,
  type LayerPlace,
  OptionError,
  RunError,
  ShapeError,
  StriateError,
  UnsupportedError,
} from './errors/errors.ts'
export type { ModelJson } from './graph/json.ts'
export { ModelGraph } from './graph/modelGraph.ts'
export type { Colours, GivenImages, ModelInput, RawImage } from './graph/modelInput.ts'
export type { Joined, Node } from './graph/node.ts'
export type { ReceptiveField } from './graph/receptiveField.ts'
export type { Summary, SummaryRow } from './graph/summary.ts'
export { constant, glorot, he, type Initializer, lecun, normal } from './initializers/index.ts'
export * from './layers/activations/index.generated.ts'
export {
  type AdaptiveAvgPool2dLayer,
  type AdaptiveAvgPool2dOptions,
  type AddLayer,
  type AvgPool2dLayer,
  type AvgPool2dOptions,
  adaptiveAvgPool2d,
  add,
  avgPool2d,
  type BatchNorm2dLayer,
  type BatchNorm2dOptions,
  batchNorm2d,
  type ChannelShuffleLayer,
  type ChannelShuffleOptions,
  type ConcatLayer,
  type ConstantTensorLayer,
  type ConstantTensorOptions,
  type Conv2dLayer,
  type Conv2dOptions,
  type ConvTranspose2dLayer,
  type ConvTranspose2dOptions,
  channelShuffle,
  concat,
  constantTensor,
  conv2d,
  convTranspose2d,
  type DenseLayer,
  type DenseOptions,
  type DivideLayer,
  type DropoutLayer,
  type DropoutOptions,
  defineLayer,
  dense,
  divide,
  dropout,
  type FlattenLayer,
  flatten,
  type GatherLayer,
  type GatherOptions,
  type GlobalAvgPool2dLayer,
  type GlobalMaxPool2dLayer,
  type GroupNormLayer,
  type GroupNormOptions,
  gather,
  globalAvgPool2d,
  globalMaxPool2d,
  groupNorm,
  type Indices,
  type InstanceNormLayer,
  instanceNorm,
  type LayerNormLayer,
  type LocalResponseNormLayer,
  type LocalResponseNormOptions,
  type LpPool2dLayer,
  type LpPool2dOptions,
  layerNorm,
  localResponseNorm,
  lpPool2d,
  type MatMulLayer,
  type MatMulOptions,
  type MaximumLayer,
  type MaxPool2dLayer,
  type MaxPool2dOptions,
  type MinimumLayer,
  type MultiplyLayer,
  matMul,
  maximum,
  maxPool2d,
  minimum,
  multiply,
  type NearestMode,
  type NormOptions,
  outputSize,
  type Pad2dLayer,
  type Pad2dOptions,
  type PaddingOption,
  type PadMode,
  type ParameterLayer,
  type ParameterOptions,
  type PowerLayer,
  type PreluLayer,
  type PreluOptions,
  pad2d,
  parameter,
  power,
  prelu,
  type RbfLayer,
  type RbfOptions,
  type ReduceMaxLayer,
  type ReduceMeanLayer,
  type ReduceMinLayer,
  type ReduceSumLayer,
  type ReductionLayer,
  type ReductionOptions,
  type ReshapeLayer,
  type ReshapeOptions,
  type Resize2dLayer,
  type Resize2dOptions,
  type ResizeCoordinates,
  type ResizeMode,
  type Rounding,
  rbf,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  reshape,
  resize2d,
  type SliceLayer,
  type SliceOptions,
  type SoftmaxLayer,
  type SoftmaxOptions,
  type SqueezeLayer,
  type SqueezeOptions,
  type SubtractLayer,
  slice,
  softmax,
  squeeze,
  subtract,
  type TransposeLayer,
  type TransposeOptions,
  transpose,
  type UnsqueezeLayer,
  type UnsqueezeOptions,
  unsqueeze,
  type WindowOptions,
} from './layers/index.ts'
export type { BackwardContext, ForwardContext, Layer, LayerBehaviour, ParameterSpec, StateSpec } from './layers/layer.ts'
export type { NameOption } from './layers/named.ts'
export {
  defineLoss,
  type Loss,
  type LossBackwardContext,
  type LossBehaviour,
  type LossContext,
  type LossResult,
  type LossValue,
  type MeanSquaredError,
  meanSquaredError,
  type SoftmaxCrossEntropy,
  type SoftmaxCrossEntropyOptions,
  softmaxCrossEntropy,
} from './losses/index.ts'
export { accuracy, type ClassMeasures, classMeasures, confusionMatrix, macroF1, topK } from './metrics/index.ts'
export { modelFromJson } from './model/fromJson.ts'
export { type Apply, graph, type Place, type SplitOptions, sequential, split } from './model/graph.ts'
export { Model } from './model/model.ts'
export type { Adopted, AdoptedFrom, AdoptOptions } from './network/adopt.ts'
export type { FeatureMap } from './network/featureMaps.ts'
export type { ForwardOutput } from './network/forward.ts'
export type { ParameterGroup } from './network/groups.ts'
export type { MemoryReport } from './network/memoryReport.ts'
export { type BegunTraining, Network, type OpenHereOptions, type OpenOptions } from './network/network.ts'
export type { NetworkOutput, NetworkOutputs } from './network/outputs.ts'
export type { Elsewhere, Renaming } from './network/renamed.ts'
export type { GivenTensors, TensorRecord } from './network/weights.ts'
export type { Emit } from './ops/op.ts'
export {
  type Adam,
  type AdamOptions,
  adam,
  adamW,
  constantRate,
  cosineRate,
  defineOptimizer,
  type Optimizer,
  type OptimizerBehaviour,
  type OptimizerValue,
  type Schedule,
  type Sgd,
  type SgdOptions,
  sgd,
  stepRate,
  type UpdateContext,
  warmUp,
} from './optimizers/index.ts'
export { type EvaluateOptions, type Evaluation, evaluate, predict } from './training/evaluate.ts'
export { type TrainingState, trainingState } from './training/state.ts'
export { type TrainOptions, type TrainStep, train, type Validation } from './training/train.ts'
export type { Shape } from './values/shape.ts'
export type { Dtype, Value } from './values/value.ts'
export type { Window2d } from './window/window2d.ts'
