/**
 * The one table of ops: name → signature. It is the compiler's checklist: every backend holds a table of readings
 * that `satisfies` it, so an op that a backend lacks does not compile.
 *
 * An op call reads `inputs` and writes `outputs`, in the order that each op's own file documents. Gradients of
 * parameters are *added* to their output (the 'zero' segment clears them), and optimizers step on from what theirs hold
 * (`outputs: 'updated'`); all other outputs are overwritten.
 */

import { OptionError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { say } from '../errors/say.ts'
import { adam } from './adam/op.ts'
import { adaptiveAvgPool2d, adaptiveAvgPool2dGrad } from './adaptiveAvgPool2d/op.ts'
import { add } from './add/op.ts'
import { addBias } from './addBias/op.ts'
import { avgPool2d, avgPool2dGrad } from './avgPool2d/op.ts'
import { axpby } from './axpby/op.ts'
import { channelMoments, channelNorm, channelNormGrad, channelNormSums, channelScale } from './batchNorm/op.ts'
import { biasGrad } from './biasGrad/op.ts'
import { binary, binaryGrad } from './binary/op.ts'
import { channelShuffle } from './channelShuffle/op.ts'
import { checkCall } from './checkCall.ts'
import { clipNorm } from './clipNorm/op.ts'
import { colourJitter } from './colourJitter/op.ts'
import { concat } from './concat/op.ts'
import { conv2d, conv2dGradInput, conv2dGradWeight } from './conv2d/op.ts'
import { cutout } from './cutout/op.ts'
import { dense, denseGradInput, denseGradWeight } from './dense/op.ts'
import { dropout } from './dropout/op.ts'
import { expand } from './expand/op.ts'
import { fill } from './fill/op.ts'
import { gather, gatherGrad } from './gather/op.ts'
import { groupMoments, groupNormGradInput, standardize, standardizeGradWeight } from './groupNorm/op.ts'
import { localResponseNorm, localResponseNormGrad } from './localResponseNorm/op.ts'
import { lpPool2d, lpPool2dGrad } from './lpPool2d/op.ts'
import { matMul } from './matMul/op.ts'
import { maxPool2d, maxPool2dGrad } from './maxPool2d/op.ts'
import { mean } from './mean/op.ts'
import { meanSquaredError, meanSquaredErrorGrad } from './meanSquaredError/op.ts'
import { mixup } from './mixup/op.ts'
import { channelDots, multiply } from './multiply/op.ts'
import { normalize } from './normalize/op.ts'
import { pad2d, pad2dGrad } from './pad2d/op.ts'
import { prelu, preluGradInput, preluGradWeight } from './prelu/op.ts'
import { rbf, rbfGradInput } from './rbf/op.ts'
import { extremumGrad, reduce } from './reduce/op.ts'
import { resize2d, resize2dGrad } from './resize2d/op.ts'
import { scaleRate } from './scaleRate/op.ts'
import { sgd } from './sgd/op.ts'
import type { FusesActivation, OpFacts } from './signature.ts'
import { slice, sliceGrad } from './slice/op.ts'
import { softmax, softmaxGrad } from './softmax/op.ts'
import { softmaxCrossEntropy, softmaxCrossEntropyGrad } from './softmaxCrossEntropy/op.ts'
import { transpose } from './transpose/op.ts'
import { unary, unaryGrad, unaryGradAt } from './unary/op.ts'
import { warp } from './warp/op.ts'

export const ops = {
  conv2d,
  conv2dGradInput,
  conv2dGradWeight,
  dense,
  denseGradInput,
  denseGradWeight,
  biasGrad,
  maxPool2d,
  maxPool2dGrad,
  avgPool2d,
  avgPool2dGrad,
  adaptiveAvgPool2d,
  adaptiveAvgPool2dGrad,
  lpPool2d,
  lpPool2dGrad,
  pad2d,
  pad2dGrad,
  rbf,
  rbfGradInput,
  resize2d,
  resize2dGrad,
  unary,
  unaryGrad,
  unaryGradAt,
  add,
  addBias,
  multiply,
  channelDots,
  binary,
  binaryGrad,
  reduce,
  extremumGrad,
  expand,
  channelMoments,
  channelNorm,
  channelNormSums,
  channelNormGrad,
  channelScale,
  channelShuffle,
  prelu,
  preluGradInput,
  preluGradWeight,
  groupMoments,
  standardize,
  standardizeGradWeight,
  groupNormGradInput,
  softmax,
  softmaxGrad,
  localResponseNorm,
  localResponseNormGrad,
  dropout,
  concat,
  slice,
  sliceGrad,
  transpose,
  gather,
  gatherGrad,
  matMul,
  softmaxCrossEntropy,
  softmaxCrossEntropyGrad,
  meanSquaredError,
  meanSquaredErrorGrad,
  mean,
  fill,
  axpby,
  clipNorm,
  scaleRate,
  sgd,
  adam,
  normalize,
  warp,
  colourJitter,
  cutout,
  mixup,
}

export type Ops = typeof ops
export type OpName = keyof Ops

type Types<K extends OpName> = NonNullable<Ops[K]['types']>
export type AttributesOf<K extends OpName> = Types<K>['attributes']
/** The values that a call of the op reads, and those that it writes: tuples, in the order that the op's own file gives. */
export type InputsOf<K extends OpName> = Types<K>['inputs']
export type OutputsOf<K extends OpName> = Types<K>['outputs']

/** The ops that can apply an activation to their result. */
export type FusingOp = { [K in OpName]: FusesActivation<AttributesOf<K>> extends true ? K : never }[OpName]

/** One call of one op: a line of a plan. */
export interface OpCall<K extends OpName = OpName> {
  readonly op: K
  readonly attributes: AttributesOf<K>
  readonly inputs: Readonly<InputsOf<K>>
  readonly outputs: Readonly<OutputsOf<K>>
  /** The name of the layer (or loss, optimizer) it serves. */
  readonly layer: string
}

/** Any op call, as a union that `switch (call.op)` narrows. */
export type AnyOpCall = { [K in OpName]: OpCall<K> }[OpName]

/** How layers, losses and optimizers write a plan. */
export type Emit = <K extends OpName>(
  op: K,
  attributes: AttributesOf<K>,
  inputs: Readonly<InputsOf<K>>,
  outputs: Readonly<OutputsOf<K>>,
) => void

/**
 * One call of an op as a plan holds it.
 * @throws ShapeError 'op-values' for values that do not fit the op. @throws OptionError 'unknown-op' where there is no op of
 * that name: emitted by a layer, loss or optimizer of someone's own
 */
export function opCall<K extends OpName>(
  op: K,
  attributes: AttributesOf<K>,
  inputs: Readonly<InputsOf<K>>,
  outputs: Readonly<OutputsOf<K>>,
  layer: string,
): AnyOpCall {
  if (!Object.hasOwn(ops, op))
    throw new OptionError({
      code: 'unknown-op',
      message: say('"{layer}" emits "{op}", but there is no such op.', { layer, op: String(op) }),
      fix: suggest(String(op), Object.keys(ops)),
      details: { op, layer },
    })
  checkCall(op, layer, ops[op] as OpFacts, attributes, inputs, outputs)
  return { op, attributes, inputs, outputs, layer } as OpCall<K> as unknown as AnyOpCall
}
