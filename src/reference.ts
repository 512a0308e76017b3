/**
 * The door `striate/reference`: the definition. Plain loops, float32 or float64, to look into and to compare with; and
 * `layerContract`, which holds a layer of one's own to it.
 */
export { type ReferenceOptions, reference } from './backends/reference/reference.ts'
export { runCalls } from './backends/reference/runCalls.ts'
export { type ContractOptions, type ContractReport, layerContract } from './layers/layerContract.ts'
export type { Tensor } from './ops/reference.ts'
export { col2im } from './ops/shared/col2im.ts'
export { im2col, type WindowLike } from './ops/shared/im2col.ts'
