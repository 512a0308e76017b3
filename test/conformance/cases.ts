/** The table of all cases, by op. `satisfies` makes the compiler name an op that has none. */
import type { OpName } from '../../src/ops/op.ts'
import { conv2d, conv2dGradInput, conv2dGradWeight } from './cases/convolution.ts'
import { biasGrad, dense, denseGradInput, denseGradWeight } from './cases/dense.ts'
import { add, concat, dropout, fill, slice, softmax, softmaxGrad, unary, unaryGrad } from './cases/elements.ts'
import { mean, meanSquaredError, meanSquaredErrorGrad, softmaxCrossEntropy, softmaxCrossEntropyGrad } from './cases/losses.ts'
import { normalize, warp } from './cases/pictures.ts'
import { avgPool2d, avgPool2dGrad, maxPool2d, maxPool2dGrad } from './cases/pooling.ts'
import { adam, sgd } from './cases/updates.ts'
import type { Case } from './sketch.ts'

export const cases = {
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
  unary,
  unaryGrad,
  add,
  softmax,
  softmaxGrad,
  dropout,
  concat,
  slice,
  softmaxCrossEntropy,
  softmaxCrossEntropyGrad,
  meanSquaredError,
  meanSquaredErrorGrad,
  mean,
  fill,
  sgd,
  adam,
  normalize,
  warp,
} satisfies Record<OpName, readonly Case[]>
