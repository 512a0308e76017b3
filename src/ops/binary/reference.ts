/** Arithmetic of two values and its gradients, as they are defined. */
import { log, pow } from '../../math/elementary.ts'
import type { ReferenceReading } from '../reference.ts'
import { placesOf } from '../shared/broadcast.ts'
import type { BinaryFunction } from './op.ts'

interface Definition {
  y(a: number, b: number): number
  /** dy · ∂y/∂a and dy · ∂y/∂b. */
  readonly gradients: { readonly [of in 'a' | 'b']: (a: number, b: number, dy: number) => number }
}

/** Of two that are chosen from: all to the one that is chosen, half where they are equal. */
const share = (own: number, other: number, dy: number) => (own === other ? dy / 2 : own < other ? 0 : dy)

const definitions: Readonly<Record<BinaryFunction, Definition>> = {
  add: { y: (a, b) => a + b, gradients: { a: (_, __, dy) => dy, b: (_, __, dy) => dy } },
  subtract: { y: (a, b) => a - b, gradients: { a: (_, __, dy) => dy, b: (_, __, dy) => -dy } },
  multiply: { y: (a, b) => a * b, gradients: { a: (_, b, dy) => dy * b, b: (a, _, dy) => dy * a } },
  divide: { y: (a, b) => a / b, gradients: { a: (_, b, dy) => dy / b, b: (a, b, dy) => -dy * (a / b / b) } },
  power: {
    y: pow,
    gradients: {
      a: (a, b, dy) => (b === 0 ? 0 : dy * (b * pow(a, b - 1))),
      b: (a, b, dy) => (a === 0 && b >= 0 ? 0 : dy * (pow(a, b) * log(a))),
    },
  },
  minimum: { y: Math.min, gradients: { a: (a, b, dy) => share(-a, -b, dy), b: (a, b, dy) => share(-b, -a, dy) } },
  maximum: { y: Math.max, gradients: { a: (a, b, dy) => share(a, b, dy), b: (a, b, dy) => share(b, a, dy) } },
}

export const binaryReference: ReferenceReading<'binary'> = ({ fn }, [a, b], [y]) => {
  const [ofA, ofB] = [placesOf(a.shape, y.shape), placesOf(b.shape, y.shape)]
  const definition = definitions[fn]
  for (let i = 0; i < y.data.length; i++) y.data[i] = definition.y(a.data[ofA[i]!], b.data[ofB[i]!])
}

export const binaryGradReference: ReferenceReading<'binaryGrad'> = ({ fn, of }, [a, b, dy], [dx]) => {
  const [ofA, ofB] = [placesOf(a.shape, dx.shape), placesOf(b.shape, dx.shape)]
  const gradient = definitions[fn].gradients[of]
  for (let i = 0; i < dx.data.length; i++) dx.data[i] = gradient(a.data[ofA[i]!], b.data[ofB[i]!], dy.data[i])
}
