/**
 * Whether a call of an op fits: as many values as the op takes, those of one name of one shape and in one layout, and what else
 * the op asks for. The compiler sees to the layers that come with Striate; layers, losses and optimizers of your own are code
 * that may have met no compiler, and a value of the wrong shape would be read beyond its end.
 */

import { ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { sameShape, showShape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import type { OpFacts } from './signature.ts'

/** @throws ShapeError 'op-values', with the names that the op gives its values and the shapes that it got */
export function checkCall<A>(
  op: string,
  layer: string,
  facts: OpFacts<A>,
  attributes: A,
  inputs: readonly Value[],
  outputs: readonly Value[],
): void {
  const given = [inputs, outputs]
  const named = new Map<string, Value>()
  const fits = facts.values
    .split('>')
    .every((names, side) => match(names.trim().split(/ +/).filter(Boolean), given[side]!, named))
  const wrong = fits ? facts.check?.(attributes, inputs, outputs) : say('the values do not match.')
  if (!wrong) return
  const shapes = given
    .map((values) => values.map((value) => (value ? showShape(value.shape) : 'undefined')).join(' '))
    .join(' > ')
  throw new ShapeError({
    code: 'op-values',
    message: say('"{layer}" emits {op}: {wrong}', { layer, op, wrong }),
    numbers: [say('{op} takes {values}; it got {shapes}', { op, values: facts.values, shapes })],
    fix: say('values of the same name must have the same shape, and all or none of them must be batched.'),
    details: { op, layer },
  })
}

function match(names: readonly string[], values: readonly Value[], named: Map<string, Value>): boolean {
  const repeated = names.at(-1)?.endsWith('...')
  const least = names.filter((name) => !name.endsWith('?')).length
  if (values.length < least || (!repeated && values.length > names.length)) return false
  return values.every((value, i) => {
    if (!value) return false
    const name = (names[i] ?? '...').replace('?', '')
    if (name.endsWith('...')) return true
    const first = named.get(name) ?? value
    named.set(name, first)
    return sameShape(value.shape, first.shape) && value.batched === first.batched
  })
}
