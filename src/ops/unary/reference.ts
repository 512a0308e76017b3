/** The element-wise functions and their gradients, as they are defined. The functions themselves serve fused activations too. */
import { exp, tanh } from '../../math/elementary.ts'
import type { ReferenceReading } from '../reference.ts'
import type { Activation } from './op.ts'

/** y of x. */
export function activate(activation: Activation, x: number): number {
  switch (activation.fn) {
    case 'relu':
      return Math.max(x, 0)
    case 'leakyRelu':
      return x > 0 ? x : activation.slope * x
    case 'tanh':
      return activation.amplitude * tanh(activation.rate * x)
    case 'sigmoid':
      return 1 / (1 + exp(-x))
  }
}

/** dy/dx, in terms of the result y. */
export function slopeAt(activation: Activation, y: number): number {
  switch (activation.fn) {
    case 'relu':
      return y > 0 ? 1 : 0
    case 'leakyRelu':
      return y > 0 ? 1 : activation.slope
    case 'tanh':
      return activation.rate * (activation.amplitude - (y * y) / activation.amplitude)
    case 'sigmoid':
      return y * (1 - y)
  }
}

export const unaryReference: ReferenceReading<'unary'> = ({ activation }, [x], [y]) => {
  for (let i = 0; i < x.data.length; i++) y.data[i] = activate(activation, x.data[i])
}

export const unaryGradReference: ReferenceReading<'unaryGrad'> = ({ activation }, [y, dy], [dx]) => {
  for (let i = 0; i < y.data.length; i++) dx.data[i] = dy.data[i] * slopeAt(activation, y.data[i])
}
