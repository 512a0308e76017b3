/**
 * What is known of the element-wise functions beside their formulas: the number by which routines know each, the names of its
 * own numbers, and whether its slope is of the result or of the argument. All of it is read from the files by the build.
 */
import { OptionError } from '../../errors/errors.ts'
import { suggest } from '../../errors/nearest.ts'
import { functionFacts } from './facts.generated.ts'
import type { SlopeOf } from './function.ts'
import type { Activation, ArgumentActivation, FunctionName } from './op.ts'

export interface FunctionFacts {
  /** From 1 on; 0 is no function. */
  readonly number: number
  readonly slopeOf: SlopeOf
  /** In the order in which routines take them. */
  readonly numbers: readonly string[]
}

/** The facts of a function. @throws OptionError 'unknown-function', with the nearest name */
export function factsOf({ fn }: { readonly fn: string }): FunctionFacts {
  if (!Object.hasOwn(functionFacts, fn))
    throw new OptionError({
      code: 'unknown-function',
      message: `there is no element-wise function "${fn}".`,
      fix: suggest(fn, Object.keys(functionFacts)),
      details: { fn },
    })
  return functionFacts[fn as FunctionName]
}

/** Whether the slope needs the argument: then the gradient is `unaryGradAt`, of x, and else `unaryGrad`, of y. */
export function needsArgument(activation: Activation): activation is ArgumentActivation {
  return factsOf(activation).slopeOf === 'argument'
}

/** Refuses a function in the gradient of the other kind: it would compute wrong numbers. @throws OptionError 'wrong-gradient' */
export function checkSlopeOf(activation: Activation, slopeOf: SlopeOf): void {
  if (needsArgument(activation) === (slopeOf === 'argument')) return
  const [wrong, right] = slopeOf === 'argument' ? ['unaryGradAt', 'unaryGrad'] : ['unaryGrad', 'unaryGradAt']
  throw new OptionError({
    code: 'wrong-gradient',
    message: `${wrong} does not have the slope of "${activation.fn}".`,
    fix: `emit ${right}, which takes the ${slopeOf === 'argument' ? 'result' : 'argument'} and its gradient.`,
    details: { fn: activation.fn },
  })
}

/** An activation, or none, as routines take it. */
export interface EncodedActivation {
  readonly fn: number
  readonly a: number
  readonly b: number
}

export function encodeActivation(activation: Activation | null): EncodedActivation {
  if (!activation) return { fn: 0, a: 0, b: 0 }
  const { number, numbers } = factsOf(activation)
  const [a = 0, b = 0] = numbers.map((name) => (activation as unknown as Readonly<Record<string, number>>)[name]!)
  return { fn: number, a, b }
}
