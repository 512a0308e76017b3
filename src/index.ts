/** The door `striate`: models, layers, losses, optimizers, training. Backends, data and formats have doors of their own. */
export {
  add, avgPool2d, concat, conv2d, defineLayer, dense, dropout, flatten, globalAvgPool2d, leakyRelu, maxPool2d, outputSize,
  relu, sigmoid, softmax, tanh,
} from './layers/index.ts'
export type { BackwardContext, ForwardContext, Layer, LayerBehaviour, ParameterSpec } from './layers/layer.ts'
export * from './losses/index.ts'
export * from './optimizers/index.ts'
export * from './initializers/index.ts'
export * from './metrics/index.ts'
export { type Apply, graph, type Place, sequential } from './model/graph.ts'
export { type ModelJson, modelFromJson } from './model/json.ts'
export type { FeatureMap } from './model/look.ts'
export type { MemoryReport } from './model/memoryReport.ts'
export { type Joined, Model, type Node } from './model/model.ts'
export { Network, type OpenOptions } from './model/network.ts'
export { showPlan } from './model/showPlan.ts'
export type { Summary, SummaryRow } from './model/summary.ts'
export type { TensorRecord } from './model/weights.ts'
export { type EvaluateOptions, type Evaluation, evaluate, predict } from './training/evaluate.ts'
export { type TrainOptions, type TrainStep, train } from './training/train.ts'
export type { Backend } from './backends/backend.ts'
export { FormatError, OptionError, RunError, ShapeError, StriateError, UnsupportedError } from './tensor/errors.ts'
export type { Shape } from './tensor/shape.ts'
