/**
 * The reference backend's table: op → its definition. Its type makes the compiler name an op that is missing, here and nowhere
 * else.
 */
import { adamReference } from '../../ops/adam/reference.ts'
import { adaptiveAvgPool2dGradReference, adaptiveAvgPool2dReference } from '../../ops/adaptiveAvgPool2d/reference.ts'
import { addReference } from '../../ops/add/reference.ts'
import { addBiasReference } from '../../ops/addBias/reference.ts'
import { avgPool2dGradReference, avgPool2dReference } from '../../ops/avgPool2d/reference.ts'
import { axpbyReference } from '../../ops/axpby/reference.ts'
import {
  channelMomentsReference,
  channelNormGradReference,
  channelNormReference,
  channelNormSumsReference,
  channelScaleReference,
} from '../../ops/batchNorm/reference.ts'
import { biasGradReference } from '../../ops/biasGrad/reference.ts'
import { binaryGradReference, binaryReference } from '../../ops/binary/reference.ts'
import { channelShuffleReference } from '../../ops/channelShuffle/reference.ts'
import { clipNormReference } from '../../ops/clipNorm/reference.ts'
import { colourJitterReference } from '../../ops/colourJitter/reference.ts'
import { concatReference } from '../../ops/concat/reference.ts'
import { conv2dGradInputReference, conv2dGradWeightReference, conv2dReference } from '../../ops/conv2d/reference.ts'
import { cutoutReference } from '../../ops/cutout/reference.ts'
import { denseGradInputReference, denseGradWeightReference, denseReference } from '../../ops/dense/reference.ts'
import { dropoutReference } from '../../ops/dropout/reference.ts'
import { expandReference } from '../../ops/expand/reference.ts'
import { fillReference } from '../../ops/fill/reference.ts'
import { gatherGradReference, gatherReference } from '../../ops/gather/reference.ts'
import {
  groupMomentsReference,
  groupNormGradInputReference,
  standardizeGradWeightReference,
  standardizeReference,
} from '../../ops/groupNorm/reference.ts'
import { localResponseNormGradReference, localResponseNormReference } from '../../ops/localResponseNorm/reference.ts'
import { lpPool2dGradReference, lpPool2dReference } from '../../ops/lpPool2d/reference.ts'
import { matMulReference } from '../../ops/matMul/reference.ts'
import { maxPool2dGradReference, maxPool2dReference } from '../../ops/maxPool2d/reference.ts'
import { meanReference } from '../../ops/mean/reference.ts'
import { meanSquaredErrorGradReference, meanSquaredErrorReference } from '../../ops/meanSquaredError/reference.ts'
import { mixupReference } from '../../ops/mixup/reference.ts'
import { channelDotsReference, multiplyReference } from '../../ops/multiply/reference.ts'
import { normalizeReference } from '../../ops/normalize/reference.ts'
import type { OpName } from '../../ops/op.ts'
import { pad2dGradReference, pad2dReference } from '../../ops/pad2d/reference.ts'
import { preluGradInputReference, preluGradWeightReference, preluReference } from '../../ops/prelu/reference.ts'
import { rbfGradInputReference, rbfReference } from '../../ops/rbf/reference.ts'
import { extremumGradReference, reduceReference } from '../../ops/reduce/reference.ts'
import type { ReferenceReading } from '../../ops/reference.ts'
import { resize2dGradReference, resize2dReference } from '../../ops/resize2d/reference.ts'
import { scaleRateReference } from '../../ops/scaleRate/reference.ts'
import { sgdReference } from '../../ops/sgd/reference.ts'
import { sliceGradReference, sliceReference } from '../../ops/slice/reference.ts'
import { softmaxGradReference, softmaxReference } from '../../ops/softmax/reference.ts'
import { softmaxCrossEntropyGradReference, softmaxCrossEntropyReference } from '../../ops/softmaxCrossEntropy/reference.ts'
import { transposeReference } from '../../ops/transpose/reference.ts'
import { unaryGradAtReference, unaryGradReference, unaryReference } from '../../ops/unary/reference.ts'
import { warpReference } from '../../ops/warp/reference.ts'

export const readings: { readonly [K in OpName]: ReferenceReading<K> } = {
  conv2d: conv2dReference,
  conv2dGradInput: conv2dGradInputReference,
  conv2dGradWeight: conv2dGradWeightReference,
  dense: denseReference,
  denseGradInput: denseGradInputReference,
  denseGradWeight: denseGradWeightReference,
  biasGrad: biasGradReference,
  maxPool2d: maxPool2dReference,
  maxPool2dGrad: maxPool2dGradReference,
  avgPool2d: avgPool2dReference,
  avgPool2dGrad: avgPool2dGradReference,
  adaptiveAvgPool2d: adaptiveAvgPool2dReference,
  adaptiveAvgPool2dGrad: adaptiveAvgPool2dGradReference,
  lpPool2d: lpPool2dReference,
  lpPool2dGrad: lpPool2dGradReference,
  pad2d: pad2dReference,
  pad2dGrad: pad2dGradReference,
  rbf: rbfReference,
  rbfGradInput: rbfGradInputReference,
  resize2d: resize2dReference,
  resize2dGrad: resize2dGradReference,
  unary: unaryReference,
  unaryGrad: unaryGradReference,
  unaryGradAt: unaryGradAtReference,
  add: addReference,
  addBias: addBiasReference,
  multiply: multiplyReference,
  channelDots: channelDotsReference,
  binary: binaryReference,
  binaryGrad: binaryGradReference,
  reduce: reduceReference,
  extremumGrad: extremumGradReference,
  expand: expandReference,
  channelMoments: channelMomentsReference,
  channelNorm: channelNormReference,
  channelNormSums: channelNormSumsReference,
  channelNormGrad: channelNormGradReference,
  channelScale: channelScaleReference,
  channelShuffle: channelShuffleReference,
  prelu: preluReference,
  preluGradInput: preluGradInputReference,
  preluGradWeight: preluGradWeightReference,
  groupMoments: groupMomentsReference,
  standardize: standardizeReference,
  standardizeGradWeight: standardizeGradWeightReference,
  groupNormGradInput: groupNormGradInputReference,
  softmax: softmaxReference,
  softmaxGrad: softmaxGradReference,
  localResponseNorm: localResponseNormReference,
  localResponseNormGrad: localResponseNormGradReference,
  dropout: dropoutReference,
  concat: concatReference,
  slice: sliceReference,
  sliceGrad: sliceGradReference,
  transpose: transposeReference,
  gather: gatherReference,
  gatherGrad: gatherGradReference,
  matMul: matMulReference,
  softmaxCrossEntropy: softmaxCrossEntropyReference,
  softmaxCrossEntropyGrad: softmaxCrossEntropyGradReference,
  meanSquaredError: meanSquaredErrorReference,
  meanSquaredErrorGrad: meanSquaredErrorGradReference,
  mean: meanReference,
  fill: fillReference,
  axpby: axpbyReference,
  clipNorm: clipNormReference,
  scaleRate: scaleRateReference,
  sgd: sgdReference,
  adam: adamReference,
  normalize: normalizeReference,
  warp: warpReference,
  colourJitter: colourJitterReference,
  cutout: cutoutReference,
  mixup: mixupReference,
}
