/** The element-wise functions and their gradients, as they are defined. The functions themselves serve fused activations too. */
import type { ReferenceReading } from '../reference.ts'
import { checkSlopeOf, factsOf } from './facts.ts'
import type { ElementwiseFunction } from './function.ts'
import { functions } from './functions.generated.ts'
import type { Activation } from './op.ts'

/** y of x. */
export function activate(activation: Activation, x: number): number {
  return functionOf(activation).y(x, numbersOf(activation))
}

/** dy/dx, in terms of the result y or of the argument x: as the function has it. */
export function slopeAt(activation: Activation, of: number): number {
  return functionOf(activation).slope(of, numbersOf(activation))
}

function functionOf(activation: Activation): ElementwiseFunction {
  factsOf(activation) // refuses what is none
  return functions[activation.fn]
}

/** An activation holds its numbers by their names, beside the name of the function. */
function numbersOf(activation: Activation) {
  return activation as unknown as Readonly<Record<string, number>>
}

export const unaryReference: ReferenceReading<'unary'> = ({ activation }, [x], [y]) => {
  for (let i = 0; i < x.data.length; i++) y.data[i] = activate(activation, x.data[i])
}

export const unaryGradReference: ReferenceReading<'unaryGrad'> = ({ activation }, [y, dy], [dx]) => {
  checkSlopeOf(activation, 'result')
  for (let i = 0; i < y.data.length; i++) dx.data[i] = dy.data[i] * slopeAt(activation, y.data[i])
}

export const unaryGradAtReference: ReferenceReading<'unaryGradAt'> = ({ activation }, [x, dy], [dx]) => {
  checkSlopeOf(activation, 'argument')
  for (let i = 0; i < x.data.length; i++) dx.data[i] = dy.data[i] * slopeAt(activation, x.data[i])
}
