/**
 * The table of the Wasm backend: op → its reading. Its type makes the compiler name an op that is missing, here and nowhere
 * else.
 */

import { adam } from '../../ops/adam/wasm.ts'
import { adaptiveAvgPool2d, adaptiveAvgPool2dGrad } from '../../ops/adaptiveAvgPool2d/wasm.ts'
import { add } from '../../ops/add/wasm.ts'
import { addBias } from '../../ops/addBias/wasm.ts'
import { avgPool2d, avgPool2dGrad } from '../../ops/avgPool2d/wasm.ts'
import { axpby } from '../../ops/axpby/wasm.ts'
import { channelMoments, channelNorm, channelNormGrad, channelNormSums, channelScale } from '../../ops/batchNorm/wasm.ts'
import { biasGrad } from '../../ops/biasGrad/wasm.ts'
import { binary, binaryGrad } from '../../ops/binary/wasm.ts'
import { channelShuffle } from '../../ops/channelShuffle/wasm.ts'
import { clipNorm } from '../../ops/clipNorm/wasm.ts'
import { colourJitter } from '../../ops/colourJitter/wasm.ts'
import { concat } from '../../ops/concat/wasm.ts'
import { conv2d, conv2dGradInput, conv2dGradWeight } from '../../ops/conv2d/wasm.ts'
import { cutout } from '../../ops/cutout/wasm.ts'
import { dense, denseGradInput, denseGradWeight } from '../../ops/dense/wasm.ts'
import { dropout } from '../../ops/dropout/wasm.ts'
import { expand } from '../../ops/expand/wasm.ts'
import { fill } from '../../ops/fill/wasm.ts'
import { gather, gatherGrad } from '../../ops/gather/wasm.ts'
import { groupMoments, groupNormGradInput, standardize, standardizeGradWeight } from '../../ops/groupNorm/wasm.ts'
import { localResponseNorm, localResponseNormGrad } from '../../ops/localResponseNorm/wasm.ts'
import type { WasmReading } from '../../ops/lowering.ts'
import { lpPool2d, lpPool2dGrad } from '../../ops/lpPool2d/wasm.ts'
import { matMul } from '../../ops/matMul/wasm.ts'
import { maxPool2d, maxPool2dGrad } from '../../ops/maxPool2d/wasm.ts'
import { mean } from '../../ops/mean/wasm.ts'
import { meanSquaredError, meanSquaredErrorGrad } from '../../ops/meanSquaredError/wasm.ts'
import { mixup } from '../../ops/mixup/wasm.ts'
import { channelDots, multiply } from '../../ops/multiply/wasm.ts'
import { normalize } from '../../ops/normalize/wasm.ts'
import type { OpName } from '../../ops/op.ts'
import { pad2d, pad2dGrad } from '../../ops/pad2d/wasm.ts'
import { prelu, preluGradInput, preluGradWeight } from '../../ops/prelu/wasm.ts'
import { rbf, rbfGradInput } from '../../ops/rbf/wasm.ts'
import { extremumGrad, reduce } from '../../ops/reduce/wasm.ts'
import { resize2d, resize2dGrad } from '../../ops/resize2d/wasm.ts'
import { scaleRate } from '../../ops/scaleRate/wasm.ts'
import { sgd } from '../../ops/sgd/wasm.ts'
import { slice, sliceGrad } from '../../ops/slice/wasm.ts'
import { softmax, softmaxGrad } from '../../ops/softmax/wasm.ts'
import { softmaxCrossEntropy, softmaxCrossEntropyGrad } from '../../ops/softmaxCrossEntropy/wasm.ts'
import { transpose } from '../../ops/transpose/wasm.ts'
import { unary, unaryGrad, unaryGradAt } from '../../ops/unary/wasm.ts'
import { warp } from '../../ops/warp/wasm.ts'

export const readings: { readonly [K in OpName]: WasmReading<K> } = {
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
