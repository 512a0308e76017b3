/**
 * What an op is to the compiler and to the passes: its attributes, the values it reads and writes in their order, and a few
 * facts that nobody should have to list elsewhere. `op<Attributes, [x: Value], [y: Value]>()` stands in each op's own file;
 * a call with an input too few or too many does not compile.
 */
import type { Value } from '../values/value.ts'

/** The facts of an op that hold for each of its calls. */
export interface OpFacts {
  /**
   * 'written': a call overwrites its outputs, whatever they held. 'updated': it adds to them or steps on from them, so it
   * reads them, too (gradients of parameters, optimizers).
   */
  readonly outputs: 'written' | 'updated'
  /** Its attributes hold an `activation` that is applied to its result: one that follows can be fused into the call. */
  readonly fusesActivation: boolean
}

/** An op's facts, with the types of its calls. */
export interface Signature<Attributes, Inputs extends readonly Value[], Outputs extends readonly Value[]> extends OpFacts {
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

type Facts<Attributes> =
  FusesActivation<Attributes> extends true
    ? [facts: { readonly outputs?: OpFacts['outputs']; readonly fusesActivation: true }]
    : [facts?: { readonly outputs?: OpFacts['outputs'] }]

/** The signature of an op, by types; only facts that differ from the usual ones are said. */
export function op<Attributes, Inputs extends readonly Value[], Outputs extends readonly Value[]>(
  ...[facts]: Facts<Attributes>
): Signature<Attributes, Inputs, Outputs> {
  const { outputs = 'written', fusesActivation = false }: Partial<OpFacts> = facts ?? {}
  return { outputs, fusesActivation }
}
