/** Group normalization as it is defined. A group is a run of neighbouring numbers of one image, in plain order. */
import type { AnyTensor, ReferenceReading } from '../reference.ts'
import { functionOf } from '../unary/reference.ts'

/** The mean first, and the variance about it: never the difference of two large sums. */
export const groupMomentsReference: ReferenceReading<'groupMoments'> = ({ epsilon }, [x], [mean, inverseStd]) => {
  const M = x.data.length / mean.data.length
  for (let g = 0; g < mean.data.length; g++) {
    let sum = 0
    for (let i = g * M; i < (g + 1) * M; i++) sum += x.data[i]
    const centre = sum / M
    let squares = 0
    for (let i = g * M; i < (g + 1) * M; i++) squares += (x.data[i] - centre) * (x.data[i] - centre)
    mean.data[g] = centre
    inverseStd.data[g] = 1 / Math.sqrt(squares / M + epsilon)
  }
}

export const standardizeReference: ReferenceReading<'standardize'> = (
  { activation },
  [x, mean, inverseStd, weight, bias],
  [y],
) => {
  const standard = standardOf(x, mean, inverseStd)
  const fn = functionOf(activation)
  for (let i = 0; i < y.data.length; i++) y.data[i] = fn(standard(i) * numberFor(weight, i, x, 1) + numberFor(bias, i, x, 0))
}

export const standardizeGradWeightReference: ReferenceReading<'standardizeGradWeight'> = (
  _,
  [x, mean, inverseStd, dy],
  [dweight],
) => {
  const standard = standardOf(x, mean, inverseStd)
  const sums = new Float64Array(dweight.data.length)
  for (let i = 0; i < x.data.length; i++) sums[placeFor(dweight, i, x)]! += dy.data[i] * standard(i)
  for (let w = 0; w < sums.length; w++) dweight.data[w] += sums[w]
}

export const groupNormGradInputReference: ReferenceReading<'groupNormGradInput'> = (
  _,
  [x, mean, inverseStd, dy, weight],
  [dx],
) => {
  const standard = standardOf(x, mean, inverseStd)
  const g = (i: number) => dy.data[i] * numberFor(weight, i, x, 1)
  const M = x.data.length / mean.data.length
  for (let group = 0; group < mean.data.length; group++) {
    let [sum, along] = [0, 0]
    for (let i = group * M; i < (group + 1) * M; i++) {
      sum += g(i)
      along += g(i) * standard(i)
    }
    for (let i = group * M; i < (group + 1) * M; i++)
      dx.data[i] = (g(i) - sum / M - standard(i) * (along / M)) * inverseStd.data[group]
  }
}

/** x̂ of the i-th number. */
function standardOf(x: AnyTensor, mean: AnyTensor, inverseStd: AnyTensor): (i: number) => number {
  const M = x.data.length / mean.data.length
  return (i) => {
    const group = Math.floor(i / M)
    return (x.data[i] - mean.data[group]) * inverseStd.data[group]
  }
}

/** Which number of a parameter, one a channel or one a value of an image, is that of the i-th number of x. */
function placeFor({ data }: AnyTensor, i: number, x: AnyTensor): number {
  const image = x.data.length / x.shape[0]!
  return Math.floor((i % image) / (image / data.length))
}

function numberFor(parameter: AnyTensor | undefined, i: number, x: AnyTensor, otherwise: number): number {
  return parameter ? parameter.data[placeFor(parameter, i, x)] : otherwise
}
