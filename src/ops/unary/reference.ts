/** The element-wise functions and their gradients, as they are defined. The functions themselves serve fused activations too. */
import type { ReferenceReading } from '../reference.ts'
import { checkSlopeOf, factsOf } from './facts.ts'
import type { Numbers, SlopeOf } from './function.ts'
import { functions } from './functions.generated.ts'
import type { Activation } from './op.ts'

/** The function y of x; without an activation, x itself. */
export function functionOf(activation: Activation | null): (x: number) => number {
  if (activation === null) return (x) => x
  factsOf(activation) // refuses what is none
  const { fn, ...numbers } = activation
  return (x) => functions[fn].y(x, numbers as never)
}

/** dy/dx, of the result y or of the argument x: as the function has it. `round`: how the function's numbers are stored. */
export function slopeOf(activation: Activation, round = (number: number) => number): (of: number) => number {
  factsOf(activation)
  const { fn, ...given } = activation
  const numbers: Numbers = Object.fromEntries(Object.entries(given).map(([name, number]) => [name, round(number)]))
  return (of) => functions[fn].slope(of, numbers as never)
}

export const unaryReference: ReferenceReading<'unary'> = ({ activation }, [x], [y]) => {
  const fn = functionOf(activation)
  for (let i = 0; i < x.data.length; i++) y.data[i] = fn(x.data[i])
}

function gradient(kind: SlopeOf): ReferenceReading<'unaryGrad' | 'unaryGradAt'> {
  return ({ activation }, [source, dy], [dx]) => {
    checkSlopeOf(activation, kind)
    // A bound of 0.7 met a result as float32 has it; it must be that number here, too.
    const slope = slopeOf(activation, source.data instanceof Float32Array ? Math.fround : undefined)
    for (let i = 0; i < dx.data.length; i++) dx.data[i] = dy.data[i] * slope(source.data[i])
  }
}

export const unaryGradReference: ReferenceReading<'unaryGrad'> = gradient('result')
export const unaryGradAtReference: ReferenceReading<'unaryGradAt'> = gradient('argument')
