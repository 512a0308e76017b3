/**
 * The door `striate/reference`: the definition. Plain loops, float32 or float64, to look into and to compare with: the
 * layers of lectures (`Conv2D`, `Pooling2D`, `Dense`) with all that they make on the way, and traces of single numbers; and
 * `layerContract`, which holds a layer of your own to it.
 */
export { type ReferenceOptions, reference } from './backends/reference/reference.ts'
export { runCalls } from './backends/reference/runCalls.ts'
export { type ContractOptions, type ContractReport, layerContract } from './contract/layerContract.ts'
export { Conv2D, type Conv2DOptions } from './definition/Conv2D.ts'
export { Dense, type DenseDefinitionOptions } from './definition/Dense.ts'
export { Pooling2D, type Pooling2DOptions, type PoolingKind } from './definition/Pooling2D.ts'
export { showGradientTrace, showOutputTrace } from './definition/showTrace.ts'
export { type Nested, type Precision, type TensorInput, tensorOf, toNested } from './definition/tensorOf.ts'
export type {
  AverageTrace,
  ConvolutionGradientTrace,
  ConvolutionOverlap,
  ConvolutionTrace,
  InputGradientTrace,
  MaxTrace,
  OutputTrace,
  Place4,
  PoolingGradientTrace,
  PoolingOverlap,
  TracedBox,
  TracedElement,
  TracedOverlap,
  TracedProduct,
} from './definition/trace.ts'
export { traceInputGradient } from './definition/traceInputGradient.ts'
export { type Printed, traceOutput } from './definition/traceOutput.ts'
export type { DefinitionPadding, DefinitionWindow, WindowPlace } from './definition/windowPlace.ts'
export type { Tensor } from './ops/reference.ts'
export { col2im } from './ops/shared/col2im.ts'
export { im2col, type WindowLike } from './ops/shared/im2col.ts'
