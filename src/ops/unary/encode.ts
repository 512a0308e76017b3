/**
 * An activation as the routines take it: a number for the function and two for its options. The twins of the numbers
 * are in `ops/shared/assembly/elementary.ts`.
 */
import type { Activation } from './op.ts'

export interface EncodedActivation {
  /** 0 none, 1 relu, 2 leakyRelu, 3 tanh, 4 sigmoid */
  readonly fn: number
  /** leakyRelu: slope; tanh: amplitude */
  readonly a: number
  /** tanh: rate */
  readonly b: number
}

export function encodeActivation(activation: Activation | null): EncodedActivation {
  switch (activation?.fn) {
    case undefined:
      return { fn: 0, a: 0, b: 0 }
    case 'relu':
      return { fn: 1, a: 0, b: 0 }
    case 'leakyRelu':
      return { fn: 2, a: activation.slope, b: 0 }
    case 'tanh':
      return { fn: 3, a: activation.amplitude, b: activation.rate }
    case 'sigmoid':
      return { fn: 4, a: 0, b: 0 }
  }
}
