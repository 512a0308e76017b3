/**
 * What an element-wise function is: its formula and slope (the definition that backends are held to) and numbers to try it
 * with. A function is a file in `functions/` and its twin in `assembly/functions/`; the build makes every table of them.
 */

/** What a function can be told, by name: numbers, at most two, as a call's attributes hold them. */
export type Numbers = Readonly<Record<string, number>>

export type SlopeOf = 'result' | 'argument'

/** `N`: its numbers. `S`: what its slope is written in. */
export interface ElementwiseFunction<N extends Numbers = Numbers, S extends SlopeOf = SlopeOf> {
  readonly slopeOf: S
  /** y of x. */
  y(x: number, numbers: N): number
  /** dy/dx, of y or of x. */
  slope(of: number, numbers: N): number
  /** Numbers to try it with: the conformance tests run all of them. */
  readonly cases: readonly N[]
  /** Arguments to try it with, [from, to], where not all are good ones: there it is defined, and neither steep nor large. */
  readonly domain?: readonly [number, number]
}

type Definition<N extends Numbers> = Omit<ElementwiseFunction<N>, 'slopeOf'>
type None = Record<never, never>

/**
 * A function whose slope can be told from its *result*: the argument need not be kept, and in training, too, the function is
 * fused into the call before it. Gradient: `unaryGrad`.
 */
export function ofResult<N extends Numbers = None>(definition: Definition<N>): ElementwiseFunction<N, 'result'> {
  return { slopeOf: 'result', ...definition }
}

/** A function whose slope can be told from its *argument* alone, as two arguments have one result. Gradient: `unaryGradAt`. */
export function ofArgument<N extends Numbers = None>(definition: Definition<N>): ElementwiseFunction<N, 'argument'> {
  return { slopeOf: 'argument', ...definition }
}
