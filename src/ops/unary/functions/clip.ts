/**
 * y = min(max(x, min), max). Slope 1 where min < y < max, else 0. ReLU6 is clip with 0 and 6.
 * Source: Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10 (ReLU6).
 */
import { ofResult } from '../function.ts'

export const clip = ofResult<{ readonly min: number; readonly max: number }>({
  y: (x, { min, max }) => Math.min(Math.max(x, min), max),
  slope: (y, { min, max }) => (y > min && y < max ? 1 : 0),
  cases: [
    { min: 0, max: 6 },
    { min: -1, max: 0.5 },
  ],
})
