/** Constants of different shapes, number by number. */
import { say } from '../../../../errors/say.ts'
import { stepsOf } from '../../../../values/shape.ts'
import { Constant, gathered, type Numbers } from '../constant.ts'
import { listText, type Node } from '../node.ts'

/** The shape that holds all of them. @throws FormatError where they do not fit */
export function broadcastShape(node: Node, shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map(({ length }) => length))
  const whole = Array.from({ length: rank }, (_, i) => {
    const sizes = shapes.map((shape) => shape[i - rank + shape.length] ?? 1)
    const size = sizes.find((one) => one !== 1) ?? 1
    if (sizes.some((one) => one !== 1 && one !== size))
      node.fail(
        say('its inputs have the shapes {shapes}.', { shapes: shapes.map((shape) => `[${shape.join(', ')}]`).join(', ') }),
      )
    return size
  })
  checkCount(
    node,
    whole.reduce((product, size) => product * size, 1),
  )
  return whole
}

/** Numbers that are worked out are kept within bounds: a few bytes of a file could ask for any number of them. */
export function checkCount(node: Node, count: number): void {
  if (!(count <= mostNumbers)) node.fail(say('it makes {count} numbers.', { count }))
}

/** More than the weights of any layer, if they are worked out. */
const mostNumbers = 2 ** 25

/** The numbers of a constant in a larger shape. */
export function broadcast(node: Node, constant: Constant, shape: readonly number[]): Numbers {
  const missing = shape.length - constant.shape.length
  const steps = stepsOf(constant.shape)
  const at = shape.map((size, i) => {
    const own = constant.shape[i - missing]
    if (own !== undefined && own !== 1 && own !== size)
      node.fail(say('[{from}] is not broadcast to {to}.', { from: constant.shape.join(', '), to: listText(shape) }))
    return own === undefined || own === 1 ? 0 : steps[i - missing]!
  })
  return gathered(constant.data, shape, at)
}

/** One number of each, at the same place. Whole where all are, unless the result says otherwise. */
export function eachOf(
  node: Node,
  constants: readonly Constant[],
  of: (...numbers: number[]) => number,
  whole = constants.every((one) => one.whole),
): Constant {
  const shape = broadcastShape(
    node,
    constants.map((one) => one.shape),
  )
  const size = shape.reduce((product, one) => product * one, 1)
  const read = () => {
    const lists = constants.map((one) => broadcast(node, one, shape))
    const made = whole ? new Float64Array(size) : new Float32Array(size)
    for (let i = 0; i < size; i++) made[i] = of(...lists.map((list) => list[i]!))
    return made
  }
  return new Constant(shape, whole, read)
}
