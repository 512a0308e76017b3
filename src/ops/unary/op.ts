/**
 * Element-wise functions, y = fn(x): activations, and those of arithmetic (sqrt, exp …). The formula of each is in its file in
 * `functions/`, with its source. Most have their slope in terms of the *result*: then the argument need not be kept, and the
 * function can be fused into the op before it. Where two arguments have one result (silu, gelu …), the slope is that of the
 * *argument*. Each kind has a gradient of its own, and the types let no function be given to the other one.
 *
 *   unary        inputs x          outputs y, same shape
 *   unaryGrad    inputs y, dy      outputs dx = dy · slope(y), same shape
 *   unaryGradAt  inputs x, dy      outputs dx = dy · slope(x), same shape
 *
 * A NaN in x is one in y. Where a function is flat it lets nothing through: dx is 0, and of a dy that is not finite 0 or NaN.
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
import type { ElementwiseFunction } from './function.ts'
import type { functions } from './functions.generated.ts'

type Functions = typeof functions
export type FunctionName = keyof Functions
export type NumbersOf<K extends FunctionName> = Functions[K] extends ElementwiseFunction<infer N> ? N : never

type ActivationOf<K extends FunctionName> = { readonly [P in 'fn' | keyof NumbersOf<K>]: P extends 'fn' ? K : number }

/** A function with its numbers: `{ fn: 'relu' }`, `{ fn: 'leakyRelu', slope: 0.1 }`. */
export type Activation = { [K in FunctionName]: ActivationOf<K> }[FunctionName]
/** Those whose slope is told by their result, and those whose slope needs the argument. */
export type ResultActivation = Extract<Activation, { readonly fn: NamesOf<'result'> }>
export type ArgumentActivation = Extract<Activation, { readonly fn: NamesOf<'argument'> }>
type NamesOf<S> = { [K in FunctionName]: Functions[K]['slopeOf'] extends S ? K : never }[FunctionName]

export interface UnaryAttributes<A extends Activation = Activation> {
  readonly activation: A
}

export const unary = op<UnaryAttributes, [x: Value], [y: Value]>('x > x')
export const unaryGrad = op<UnaryAttributes<ResultActivation>, [y: Value, dy: Value], [dx: Value]>('x x > x')
export const unaryGradAt = op<UnaryAttributes<ArgumentActivation>, [x: Value, dy: Value], [dx: Value]>('x x > x')
