/**
 * What an op is to the compiler and to the passes: its attributes, the values it reads and writes in their order, and a few
 * facts that no one should have to list elsewhere. `op<Attributes, [x: Value], [y: Value]>('x > y')` stands in each op's own
 * file; a call with an input too few or too many does not compile, and one that gets past the compiler is refused
 * (`checkCall.ts`).
 */
import type { Sentence } from '../errors/say.ts'
import type { Value } from '../values/value.ts'

/** The facts of an op that hold for each of its calls. */
export interface OpFacts<Attributes = unknown, Inputs = readonly Value[], Outputs = readonly Value[]> {
  /**
   * What a call reads and writes, in order: 'x weight bias? > y'. Values of one name have one shape and one layout; `?` may be
   * left out, `...` may be repeated.
   */
  readonly values: string
  /**
   * 'written': a call overwrites its outputs, whatever they held. 'updated': it adds to them or steps on from them, so it
   * reads them, too (gradients of parameters, optimizers).
   */
  readonly outputs: 'written' | 'updated'
  /** Its attributes hold an `activation` that is applied to its result: one that follows can be fused into the call. */
  readonly fusesActivation: boolean
  /** What `values` cannot say: a sentence on what is wrong with a call, or undefined. */
  check?(attributes: Attributes, inputs: Inputs, outputs: Outputs): Sentence | undefined
}

/** An op's facts, with the types of its calls. */
export interface Signature<Attributes, Inputs extends readonly Value[], Outputs extends readonly Value[]>
  extends OpFacts<Attributes, Inputs, Outputs> {
  /** For the compiler alone: no op has it at run time. */
  readonly types?: { readonly attributes: Attributes; readonly inputs: Inputs; readonly outputs: Outputs }
}

/** The attributes of an op that has none. */
export type NoAttributes = Record<never, never>

/** Whether these attributes can hold an activation or none: then the op must say that it fuses one, and else it cannot. */
export type FusesActivation<Attributes> = Attributes extends { readonly activation: infer A }
  ? null extends A
    ? true
    : false
  : false

type Said<A, I, O> = Partial<Pick<OpFacts<A, I, O>, 'outputs' | 'check'>>
type Facts<A, I, O> =
  FusesActivation<A> extends true
    ? [facts: Said<A, I, O> & { readonly fusesActivation: true }]
    : [facts?: Said<A, I, O> & { readonly fusesActivation?: never }]

/** The signature of an op, by types and by the names of its values; only facts that differ from the usual ones are said. */
export function op<Attributes, Inputs extends readonly Value[], Outputs extends readonly Value[]>(
  values: string,
  ...[facts]: Facts<Attributes, Inputs, Outputs>
): Signature<Attributes, Inputs, Outputs> {
  return { values, outputs: 'written', fusesActivation: false, ...facts }
}
