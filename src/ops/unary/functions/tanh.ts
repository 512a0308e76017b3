/**
 * y = amplitude · tanh(rate · x). Slope rate · (amplitude − y² / amplitude).
 * Source: LeCun, Bottou, Orr, Müller 1998, Efficient BackProp, §4.4 (1.7159·tanh(2x / 3)).
 */
import { tanh as tanhOf } from '../../../math/elementary.ts'
import { ofResult } from '../function.ts'

export const tanh = ofResult<{ readonly amplitude: number; readonly rate: number }>({
  y: (x, { amplitude, rate }) => amplitude * tanhOf(rate * x),
  slope: (y, { amplitude, rate }) => rate * (amplitude - (y * y) / amplitude),
  cases: [
    { amplitude: 1, rate: 1 },
    { amplitude: 1.7159, rate: 2 / 3 },
  ],
})
