/** The door `striate`: models, layers, losses, optimizers, training. Backends, data and formats have doors of their own. */

export type { Backend } from './backends/backend.ts'
export * from './initializers/index.ts'
export {
  add,
  avgPool2d,
  concat,
  conv2d,
  defineLayer,
  dense,
  dropout,
  flatten,
  globalAvgPool2d,
  leakyRelu,
  maxPool2d,
  outputSize,
  relu,
  sigmoid,
  softmax,
  tanh,
} from './layers/index.ts'
export type { BackwardContext, ForwardContext, Layer, LayerBehaviour, ParameterSpec } from './layers/layer.ts'
export * from './losses/index.ts'
export * from './metrics/index.ts'
export { modelFromJson } from './model/fromJson.ts'
export { type Apply, graph, type Place, sequential } from './model/graph.ts'
export type { ModelJson } from './model/json.ts'
export type { FeatureMap } from './model/look.ts'
export type { MemoryReport } from './model/memoryReport.ts'
export { Model } from './model/model.ts'
export { Network, type OpenOptions } from './model/network.ts'
export type { Joined, Node } from './model/node.ts'
export { showPlan } from './model/showPlan.ts'
export type { Summary, SummaryRow } from './model/summary.ts'
export type { TensorRecord } from './model/weights.ts'
export * from './optimizers/index.ts'
export { FormatError, OptionError, RunError, ShapeError, StriateError, UnsupportedError } from './tensor/errors.ts'
export type { Shape } from './tensor/shape.ts'
export { type EvaluateOptions, type Evaluation, evaluate, predict } from './training/evaluate.ts'
export { type TrainingState, trainingState } from './training/state.ts'
export { type TrainOptions, type TrainStep, train } from './training/train.ts'
