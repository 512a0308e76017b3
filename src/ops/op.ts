/**
 * The one table of ops: name → attributes. It is the compiler's checklist: every backend holds a table of routines
 * that `satisfies` it, so an op that a backend lacks does not compile.
 *
 * An op call reads `inputs` and writes `outputs`, in the order that each op's own file documents. Gradients of
 * parameters are *added* to their output (the 'zero' segment clears them); all other outputs are overwritten.
 */
import type { Value } from '../values/value.ts'
import type { AdamAttributes } from './adam/op.ts'
import type { AddAttributes } from './add/op.ts'
import type { AvgPool2dAttributes } from './avgPool2d/op.ts'
import type { BiasGradAttributes } from './biasGrad/op.ts'
import type { ConcatAttributes, SliceAttributes } from './concat/op.ts'
import type { Conv2dAttributes, Conv2dGradInputAttributes, Conv2dGradWeightAttributes } from './conv2d/op.ts'
import type { DenseAttributes, DenseGradInputAttributes, DenseGradWeightAttributes } from './dense/op.ts'
import type { DropoutAttributes } from './dropout/op.ts'
import type { FillAttributes } from './fill/op.ts'
import type { MaxPool2dAttributes } from './maxPool2d/op.ts'
import type { MeanAttributes } from './mean/op.ts'
import type { MeanSquaredErrorAttributes } from './meanSquaredError/op.ts'
import type { NormalizeAttributes } from './normalize/op.ts'
import type { SgdAttributes } from './sgd/op.ts'
import type { SoftmaxAttributes } from './softmax/op.ts'
import type { SoftmaxCrossEntropyAttributes } from './softmaxCrossEntropy/op.ts'
import type { UnaryAttributes } from './unary/op.ts'
import type { WarpAttributes } from './warp/op.ts'

export interface Ops {
  conv2d: Conv2dAttributes
  conv2dGradInput: Conv2dGradInputAttributes
  conv2dGradWeight: Conv2dGradWeightAttributes
  dense: DenseAttributes
  denseGradInput: DenseGradInputAttributes
  denseGradWeight: DenseGradWeightAttributes
  biasGrad: BiasGradAttributes
  maxPool2d: MaxPool2dAttributes
  maxPool2dGrad: MaxPool2dAttributes
  avgPool2d: AvgPool2dAttributes
  avgPool2dGrad: AvgPool2dAttributes
  unary: UnaryAttributes
  unaryGrad: UnaryAttributes
  add: AddAttributes
  softmax: SoftmaxAttributes
  softmaxGrad: SoftmaxAttributes
  dropout: DropoutAttributes
  concat: ConcatAttributes
  slice: SliceAttributes
  softmaxCrossEntropy: SoftmaxCrossEntropyAttributes
  softmaxCrossEntropyGrad: SoftmaxCrossEntropyAttributes
  meanSquaredError: MeanSquaredErrorAttributes
  meanSquaredErrorGrad: MeanSquaredErrorAttributes
  mean: MeanAttributes
  fill: FillAttributes
  sgd: SgdAttributes
  adam: AdamAttributes
  normalize: NormalizeAttributes
  warp: WarpAttributes
}

export type OpName = keyof Ops

/** One call of one op: a line of a plan. */
export interface OpCall<K extends OpName = OpName> {
  readonly op: K
  readonly attributes: Ops[K]
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  /** The name of the layer (or loss, optimizer) it serves. */
  readonly layer: string
}

/** Any op call, as a union that `switch (call.op)` narrows. */
export type AnyOpCall = { [K in OpName]: OpCall<K> }[OpName]

/** How layers, losses and optimizers write a plan. */
export type Emit = <K extends OpName>(op: K, attributes: Ops[K], inputs: readonly Value[], outputs: readonly Value[]) => void

/**
 * The step's own numbers, written before `run` into two small buffers: `scalars` ('real') and `counters` ('i32').
 * Ops that need one take the whole buffer as an input and read it at these places.
 */
export const scalarAt = {
  learningRate: 0,
  /** The number of pictures that the loss is divided by. */
  count: 1,
  /** 1 − β₁ᵗ and 1 − β₂ᵗ of Adam. */
  adamCorrection1: 2,
  adamCorrection2: 3,
} as const
export const counterAt = { seed: 0, step: 1, epoch: 2 } as const
export const scalarCount = 8
export const counterCount = 8
