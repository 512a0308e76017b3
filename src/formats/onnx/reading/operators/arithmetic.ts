/** Arithmetic of two and more inputs. Two constants are worked out elsewhere; one of them becomes what a layer gives. */
import { say } from '../../../../errors/say.ts'
import { sqrt } from '../../../../layers/activations/sqrt.ts'
import { square } from '../../../../layers/activations/square.ts'
import { add } from '../../../../layers/add.ts'
import { divide } from '../../../../layers/divide.ts'
import type { Layer } from '../../../../layers/layer.ts'
import { maximum } from '../../../../layers/maximum.ts'
import { minimum } from '../../../../layers/minimum.ts'
import { multiply } from '../../../../layers/multiply.ts'
import { power } from '../../../../layers/power.ts'
import { subtract } from '../../../../layers/subtract.ts'
import type { Place } from '../builder.ts'
import { Constant } from '../constant.ts'
import { type Node, numberPlace, type Translate } from '../node.ts'

/** All inputs as what layers give, of as many axes. */
function operands(node: Node): Place[] {
  const ranks = node.inputs.flatMap((input) => (input && !(input instanceof Constant) ? [input.shape.length] : []))
  const rank = Math.max(...ranks)
  if (ranks.some((one) => one !== rank))
    node.fail(say('its inputs have {ranks} dimensions with the batch.', { ranks: ranks.map((one) => one + 1).join(', ') }))
  return node.inputs.map((input, i) => {
    if (!(input instanceof Constant)) return node.place(i)
    return node.constantPlace(alignedShape(node, input, rank), rank)
  })
}

/** Before opset 7 the axis was said at which the smaller shape begins. What is larger than the image is not broadcast. */
function alignedShape(node: Node, constant: Constant, rank: number): Constant {
  if (node.version < 7 && node.int('broadcast', 0) && node.has('axis')) {
    const behind = rank + 1 - node.int('axis', 0) - constant.shape.length
    return constant.as([...constant.shape, ...Array.from({ length: Math.max(0, behind) }, () => 1)])
  }
  if (constant.shape.length > rank + 1)
    node.fail(
      say('it joins a constant of {count} dimensions with an image of {rank}.', { count: constant.shape.length, rank: rank + 1 }),
    )
  return constant
}

const two =
  (layer: () => Layer): Translate =>
  (node) => {
    const [a, b] = operands(node)
    return node.add(layer(), [a!, b ?? node.place(1)])
  }

/** One after the other. */
const many =
  (layer: () => Layer): Translate =>
  (node) => {
    const [first, ...others] = operands(node)
    return others.reduce((sum, one) => node.add(layer(), [sum, one]), first!)
  }

const mean: Translate = (node) => {
  const sum = many(add)(node) as Place
  return node.inputs.length === 1 ? sum : node.add(multiply(), [sum, numberPlace(node, 1 / node.inputs.length, sum)])
}

/** A square and a root by their own layers, which are exact and fast. */
const pow: Translate = (node) => {
  const [, exponent] = node.inputs
  const value = exponent instanceof Constant && exponent.size === 1 ? exponent.data[0]! : undefined
  const layer = value === 2 ? square() : value === 0.5 ? sqrt() : undefined
  if (layer) return node.add(layer, [node.place(0)])
  return value === 1 ? node.place(0) : two(power)(node)
}

export const arithmetic: Readonly<Record<string, Translate>> = {
  Add: two(add),
  Sub: two(subtract),
  Mul: two(multiply),
  Div: two(divide),
  Pow: pow,
  Sum: many(add),
  Max: many(maximum),
  Min: many(minimum),
  Mean: mean,
}
