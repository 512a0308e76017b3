/**
 * The Wasm readings of group normalization. A group of one image, or of eight side by side, is a run of neighbouring numbers in
 * both layouts: [outer][groups][run]. Runs are cut into parts, an item each, so that one image in one group has work for all
 * threads, too. What belongs to a whole group is joined from its parts in a call of its own, in their order.
 */
import { batchOf, sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import type { Lowering, WasmReading } from '../lowering.ts'
import { encodeFused } from '../unary/facts.ts'

/** Numbers of a part, a multiple of eight: 16 KiB, so that going over it a second time finds it in the nearest cache. */
const runStep = 4096

/** How a value is cut. `columns`: how many neighbouring numbers share one of the parameter's (all, where there is none). */
function cut(x: Value, { shape }: Value, { block }: Lowering, parameter: Value | undefined) {
  const groups = shape[1]!
  const outer = batchOf(x) / block
  const image = (sizeOf(x.shape) / batchOf(x)) * block
  const run = image / groups
  const parts = outer * groups * Math.ceil(run / runStep)
  return { outer, parts, run, groups, columns: parameter ? image / sizeOf(parameter.shape) : run }
}

export const groupMoments: WasmReading<'groupMoments'> = (call, lowering) => {
  const { attributes, inputs, outputs } = call
  const [x] = inputs
  const [mean, inverseStd] = outputs
  const { block } = lowering
  const { outer, groups, parts, run } = cut(x, mean, lowering, undefined)
  // A mean and a sum of squares for each image of a part, in float64.
  const moments = lowering.workspace('moments', parts * block * 4)
  lowering.call('groupMomentParts', parts, { x, moments, run, runStep, block })
  const { epsilon } = attributes
  lowering.call('groupMoments', outer * groups, { moments, mean, inverseStd, run, runStep, block, epsilon })
}

export const standardize: WasmReading<'standardize'> = ({ attributes, inputs, outputs: [y] }, lowering) => {
  const [x, mean, inverseStd, weight = null, bias = null] = inputs
  const { parts, run, groups, columns } = cut(x, mean, lowering, inputs[3])
  const activation = encodeFused(attributes.activation)
  const sizes = { run, runStep, groups, columns, block: lowering.block }
  lowering.call('standardize', parts, { x, mean, inverseStd, weight, bias, y, ...sizes, ...activation }, { inPlace: [[y, x]] })
}

export const standardizeGradWeight: WasmReading<'standardizeGradWeight'> = ({ inputs, outputs: [dweight] }, lowering) => {
  const [x, mean, inverseStd, dy] = inputs
  const { outer, groups, columns } = cut(x, mean, lowering, dweight)
  const channels = sizeOf(dweight.shape)
  const sizes = { outer, channels, columns, groups, block: lowering.block }
  lowering.call('standardizeGradWeight', channels, { x, mean, inverseStd, dy, dweight, ...sizes })
}

export const groupNormGradInput: WasmReading<'groupNormGradInput'> = ({ inputs, outputs: [dx] }, lowering) => {
  const [x, mean, inverseStd, dy, weight = null] = inputs
  const { block } = lowering
  const { outer, parts, run, groups, columns } = cut(x, mean, lowering, inputs[4])
  const sums = lowering.workspace('sums', parts * block * 2)
  const means = lowering.workspace('means', outer * groups * block * 2)
  const sizes = { run, runStep, groups, columns, block }
  lowering.call('groupNormGradSums', parts, { x, mean, inverseStd, dy, weight, sums, ...sizes })
  lowering.call('groupNormGradMeans', outer * groups, { sums, inverseStd, means, run, runStep, block })
  const inPlace = [[dx, dy] as const, [dx, x] as const]
  lowering.call('groupNormGradInput', parts, { x, mean, inverseStd, dy, weight, means, dx, ...sizes }, { inPlace })
}
