/** Gemm, MatMul and Einsum: products of matrices, with a constant (then a dense layer) or with each other. */
import { say } from '../../../../errors/say.ts'
import { add } from '../../../../layers/add.ts'
import { dense } from '../../../../layers/dense.ts'
import { matMul } from '../../../../layers/matMul.ts'
import { transpose } from '../../../../layers/transpose.ts'
import { stepsOf } from '../../../../values/shape.ts'
import type { Place } from '../builder.ts'
import { Constant, gathered } from '../constant.ts'
import { listText, type Node, type Translate } from '../node.ts'

/** A matrix with its rows as columns. */
const turned = (matrix: Constant): Constant => {
  const [rows, columns] = matrix.shape as [number, number]
  const [step, one] = stepsOf(matrix.shape) as [number, number]
  return matrix.map([columns, rows], (data) => gathered(data, [columns, rows], [one, step]), matrix.name)
}

const scaled = (constant: Constant, factor: number): Constant =>
  factor === 1 ? constant : constant.map(constant.shape, (data) => data.map((x) => x * factor), constant.name)

const gemm: Translate = (node) => {
  const x = node.place(0)
  if (x.shape.length !== 1 || node.int('transA', 0))
    node.fail(say('its input has the shape {shape}.', { shape: listText(x.shape) }))
  const given = node.known(1)
  if (given.shape.length !== 2) node.fail(say('its weight has the shape {shape}.', { shape: listText(given.shape) }))
  const weight = scaled(node.int('transB', 0) ? given : turned(given), node.float('alpha', 1))
  const bias = node.inputs[2]
  const beta = node.float('beta', 1)
  if (bias === undefined || bias instanceof Constant) return withBias(node, x, weight, bias, beta, given)
  if (beta !== 1) node.fail(say('its {attribute} is {value}.', { attribute: 'beta', value: beta }))
  return node.add(add(), [withBias(node, x, weight, undefined, 1, given), bias])
}

/** A dense layer of `weight` [units, features]; its bias may be a number for each output, or one for all. */
function withBias(node: Node, x: Place, weight: Constant, given: Constant | undefined, beta: number, named: Constant): Place {
  const units = weight.shape[0]!
  const onLastAxis = x.shape.length > 1
  if (!given) return node.add(dense({ units, bias: false, onLastAxis }), [x], { weight }, named)
  const each = given.size === units && (given.shape.at(-1) ?? 1) === units
  if (!each && given.size !== 1) node.fail(say('its bias has the shape {shape}.', { shape: listText(given.shape) }))
  const whole = each ? given.as([units]) : given.map([units], (data) => new Float32Array(units).fill(data[0]!))
  return node.add(dense({ units, onLastAxis }), [x], { weight, bias: scaled(whole, beta) }, named)
}

const matMulNode: Translate = (node) => {
  const [a, b] = node.inputs
  if (a instanceof Constant) {
    // A constant from the left: b's columns are its inputs.
    const y = node.place(1)
    if (a.shape.length !== 2 || y.shape.length < 2)
      node.fail(say('a constant of the shape {shape} is multiplied from the left.', { shape: listText(a.shape) }))
    const swap = transpose({ axes: swapped(y.shape.length) })
    return node.add(swap, [
      node.add(dense({ units: a.shape[0]!, bias: false, onLastAxis: true }), [node.add(swap, [y])], { weight: a }, a),
    ])
  }
  if (b instanceof Constant && b.shape.length === 2) return withBias(node, node.place(0), turned(b), undefined, 1, b)
  if (b instanceof Constant) return node.add(matMul(), [node.place(0), node.constantPlace(b, node.place(0).shape.length)])
  return node.add(matMul(), [node.place(0), node.place(1)])
}

const swapped = (count: number) => [...Array.from({ length: count - 2 }, (_, i) => i), count - 1, count - 2]

/** Two inputs whose letters make a product of matrices: `bhid,bhjd->bhij`. */
const einsum: Translate = (node) => {
  const equation = node.text('equation', '').replaceAll(/\s/g, '')
  const [, a, b, y] = /^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)$/.exec(equation) ?? []
  const fail = (): never => node.fail(say('its equation is {equation}; known here are products of two matrices.', { equation }))
  if (!a || !b || !y || node.inputs.length !== 2) return fail()
  const count = a.length
  const outer = a.slice(0, count - 2)
  // The letter that both have and the result has not is summed.
  const summed = [...a.slice(-2)].find((letter) => b.slice(-2).includes(letter) && !y.includes(letter))
  const fits = b.length === count && y.length === count && count >= 3 && b.startsWith(outer) && y.startsWith(outer)
  if (!fits || !summed) return fail()
  const rows = [...a.slice(-2)].find((letter) => letter !== summed)
  const columns = [...b.slice(-2)].find((letter) => letter !== summed)
  const [transposeA, transposeB] = [a.at(-2) === summed, b.at(-1) === summed]
  const [places, flip] = [[node.place(0), node.place(1)], y.slice(-2) === `${columns}${rows}`]
  if (!flip && y.slice(-2) !== `${rows}${columns}`) return fail()
  const product = node.add(matMul({ transposeA, transposeB }), places)
  return flip ? node.add(transpose({ axes: swapped(count - 1) }), [product]) : product
}

export const products: Readonly<Record<string, Translate>> = { Gemm: gemm, MatMul: matMulNode, Einsum: einsum }
