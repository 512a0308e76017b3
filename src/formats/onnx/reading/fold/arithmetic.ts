/**
 * Arithmetic of constants. Of the number of images, which may be unknown (NaN), nothing is worked out but what leaves it alone.
 */
import { say } from '../../../../errors/say.ts'
import { erf, exp, log, power, tanh } from '../../../../math/elementary.ts'
import { elementTypes } from '../../elements.ts'
import type { Constant } from '../constant.ts'
import type { Node } from '../node.ts'
import { eachOf } from './broadcast.ts'

export type Fold = (node: Node) => Constant | readonly (Constant | undefined)[]

const inputsOf = (node: Node): Constant[] => node.inputs.map((_, i) => node.known(i))

/** Where one of the whole numbers is that of the images, the other must be `neutral`, or it is refused. */
const two =
  (of: (a: number, b: number, whole: boolean) => number, neutral?: { right?: number; left?: number }): Fold =>
  (node) => {
    const [a, b] = [node.known(0), node.known(1)]
    const whole = a.whole && b.whole
    return eachOf(node, [a, b], (x, y) => {
      if (Number.isNaN(x) && y === neutral?.right) return x
      if (Number.isNaN(y) && x === neutral?.left) return y
      return of(knownNumber(node, x), knownNumber(node, y), whole)
    })
  }

/** NaN is the number of images, of which nothing can be worked out. */
export function knownNumber(node: Node, x: number): number {
  return Number.isNaN(x) ? node.fail(say('it computes with the number of images, which may be any.')) : x
}

const many =
  (of: (a: number, b: number) => number): Fold =>
  (node) =>
    eachOf(node, inputsOf(node), (...numbers) => numbers.map((x) => knownNumber(node, x)).reduce(of))

const one =
  (of: (x: number) => number): Fold =>
  (node) =>
    eachOf(node, [node.known(0)], (x) => of(knownNumber(node, x)))

/** Comparisons, which are truths: 1 and 0. */
const truth =
  (of: (a: number, b: number) => boolean): Fold =>
  (node) =>
    eachOf(node, [node.known(0), node.known(1)], (a, b) => (of(knownNumber(node, a), knownNumber(node, b)) ? 1 : 0), true)

const cast: Fold = (node) => {
  const to = elementTypes[node.int('to', 0) as keyof typeof elementTypes]
  const x = node.known(0)
  if (to === 'string' || to === undefined) return node.fail(say('it turns numbers into {type}.', { type: to ?? '?' }))
  if (to === 'bool') return eachOf(node, [x], (value) => (knownNumber(node, value) !== 0 ? 1 : 0), true)
  const whole = to.includes('int')
  // Whole numbers are cut, as in C.
  return eachOf(node, [x], whole && !x.whole ? Math.trunc : (value) => value, whole)
}

const clip: Fold = (node) => {
  const bound = (attribute: string, input: number, otherwise: number) =>
    node.version < 11 ? node.float(attribute, otherwise) : (node.constant(input)?.data[0] ?? otherwise)
  const [min, max] = [bound('min', 1, Number.NEGATIVE_INFINITY), bound('max', 2, Number.POSITIVE_INFINITY)]
  return eachOf(node, [node.known(0)], (x) => Math.min(max, Math.max(min, knownNumber(node, x))))
}

const where: Fold = (node) => {
  const [which, a, b] = inputsOf(node) as [Constant, Constant, Constant]
  return eachOf(node, [which, a, b], (first, x, y) => (first ? x : y), a.whole && b.whole)
}

const mod: Fold = (node) => {
  const truncates = node.int('fmod', 0) !== 0
  return two((a, b) => (truncates ? a % b : a - Math.floor(a / b) * b))(node)
}

export const foldedArithmetic: Readonly<Record<string, Fold>> = {
  Add: two((a, b) => a + b, { right: 0, left: 0 }),
  Sub: two((a, b) => a - b, { right: 0 }),
  Mul: two((a, b) => a * b, { right: 1, left: 1 }),
  Div: two((a, b, whole) => (whole ? Math.trunc(a / b) : a / b), { right: 1 }),
  Pow: two(power, { right: 1 }),
  Mod: mod,
  Max: many(Math.max),
  Min: many(Math.min),
  Sum: many((a, b) => a + b),
  Neg: one((x) => -x),
  Abs: one(Math.abs),
  Floor: one(Math.floor),
  Ceil: one(Math.ceil),
  Sqrt: one(Math.sqrt),
  Reciprocal: one((x) => 1 / x),
  Exp: one(exp),
  Log: one(log),
  Tanh: one(tanh),
  Erf: one(erf),
  Relu: one((x) => Math.max(0, x)),
  Not: one((x) => (x ? 0 : 1)),
  And: many((a, b) => (a && b ? 1 : 0)),
  Or: many((a, b) => (a || b ? 1 : 0)),
  Equal: truth((a, b) => a === b),
  Less: truth((a, b) => a < b),
  LessOrEqual: truth((a, b) => a <= b),
  Greater: truth((a, b) => a > b),
  GreaterOrEqual: truth((a, b) => a >= b),
  Cast: cast,
  Clip: clip,
  Where: where,
}
