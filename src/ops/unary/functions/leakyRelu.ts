/**
 * y = x where x > 0, else slope·x, with slope ≥ 0. Slope 1 where y > 0, else that.
 * Source: Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network acoustic models.
 */
import { ofResult } from '../function.ts'

export const leakyRelu = ofResult<{ readonly slope: number }>({
  y: (x, { slope }) => (x > 0 ? x : slope * x),
  slope: (y, { slope }) => (y > 0 ? 1 : slope),
  cases: [{ slope: 0.125 }, { slope: 0 }],
})
