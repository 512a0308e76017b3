/** The parametric rectifier and its gradients, as they are defined. */
import type { AnyTensor, ReferenceReading } from '../reference.ts'

export const preluReference: ReferenceReading<'prelu'> = (_, [x, weight], [y]) => {
  for (let i = 0; i < y.data.length; i++) y.data[i] = x.data[i] > 0 ? x.data[i] : weight.data[slopeOf(weight, i, x)] * x.data[i]
}

export const preluGradInputReference: ReferenceReading<'preluGradInput'> = (_, [x, dy, weight], [dx]) => {
  for (let i = 0; i < dx.data.length; i++)
    dx.data[i] = x.data[i] > 0 ? dy.data[i] : weight.data[slopeOf(weight, i, x)] * dy.data[i]
}

export const preluGradWeightReference: ReferenceReading<'preluGradWeight'> = (_, [x, dy], [dweight]) => {
  const sums = new Float64Array(dweight.data.length)
  for (let i = 0; i < x.data.length; i++) if (!(x.data[i] > 0)) sums[slopeOf(dweight, i, x)]! += dy.data[i] * x.data[i]
  for (let c = 0; c < sums.length; c++) dweight.data[c] += sums[c]
}

/** Which slope is that of the i-th number of x. */
function slopeOf({ data }: AnyTensor, i: number, x: AnyTensor): number {
  const [N, C] = x.shape
  const places = x.data.length / (N! * C!)
  return Math.floor(i / places) % data.length
}
