/**
 * What is known of the element-wise functions beside their formulas: the number by which routines know each, the names of its
 * own numbers, and whether its slope is of the result or of the argument. All of it is read from the files by the build.
 */

import { OptionError } from '../../errors/errors.ts'
import { suggest } from '../../errors/nearest.ts'
import { show } from '../../errors/options.ts'
import { say } from '../../errors/say.ts'
import { functionFacts } from './facts.generated.ts'
import type { SlopeOf } from './function.ts'
import type { Activation, ArgumentActivation, FunctionName } from './op.ts'

export interface FunctionFacts {
  /** From 1 on; 0 is not a function. */
  readonly number: number
  readonly slopeOf: SlopeOf
  /** In the order in which routines take them. */
  readonly numbers: readonly string[]
}

/**
 * The facts of an activation's function.
 * @throws OptionError 'unknown-function' with the nearest name, 'wrong-numbers' where it has not just the function's numbers
 */
export function factsOf(activation: Activation): FunctionFacts {
  const { fn, ...given } = (activation ?? {}) as { readonly fn: string } & Readonly<Record<string, unknown>>
  if (!Object.hasOwn(functionFacts, fn))
    throw new OptionError({
      code: 'unknown-function',
      message: say('there is no element-wise function {fn}.', { fn: show(fn) }),
      fix: suggest(String(fn), Object.keys(functionFacts)),
      details: { fn },
    })
  const facts: FunctionFacts = functionFacts[fn as FunctionName]
  const { numbers } = facts
  if (Object.keys(given).length !== numbers.length || !numbers.every((name) => Number.isFinite(given[name])))
    throw new OptionError({
      code: 'wrong-numbers',
      message: numbers.length
        ? say('the element-wise function "{fn}" takes {names}. Received: {received}.', {
            fn,
            names: numbers.join(', '),
            received: show(given),
          })
        : say('the element-wise function "{fn}" takes no numbers. Received: {received}.', { fn, received: show(given) }),
      details: { fn, given },
    })
  return facts
}

/** Whether the slope needs the argument: then the gradient is `unaryGradAt`, of x, and else `unaryGrad`, of y. */
export function needsArgument(activation: Activation): activation is ArgumentActivation {
  return factsOf(activation).slopeOf === 'argument'
}

/** Refuses a function in the gradient of the other kind: it would compute wrong numbers. @throws OptionError 'wrong-gradient' */
export function checkSlopeOf(activation: Activation, slopeOf: SlopeOf): void {
  if (needsArgument(activation) === (slopeOf === 'argument')) return
  const { fn } = activation
  throw new OptionError({
    code: 'wrong-gradient',
    message: say('{op} does not compute the slope of "{fn}".', { op: slopeOf === 'argument' ? 'unaryGradAt' : 'unaryGrad', fn }),
    fix:
      slopeOf === 'argument'
        ? say('emit unaryGrad, which takes the result and its gradient.')
        : say('emit unaryGradAt, which takes the argument and its gradient.'),
    details: { fn },
  })
}

/** An activation as routines take it; `fn` is 0 where there is none. */
export interface EncodedActivation {
  readonly fn: number
  readonly fnA: number
  readonly fnB: number
}

export function encodeActivation(activation: Activation): EncodedActivation {
  const { number, numbers } = factsOf(activation)
  const [fnA = 0, fnB = 0] = numbers.map((name) => (activation as unknown as Readonly<Record<string, number>>)[name]!)
  return { fn: number, fnA, fnB }
}

/** Of an op that may apply one to its result. */
export function encodeFused(activation: Activation | null): EncodedActivation {
  return activation === null ? { fn: 0, fnA: 0, fnB: 0 } : encodeActivation(activation)
}
