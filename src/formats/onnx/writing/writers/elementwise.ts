/** Functions of single numbers, and arithmetic. */
import type { ClipLayer } from '../../../../layers/activations/clip.ts'
import type { EluLayer } from '../../../../layers/activations/elu.ts'
import type { LeakyReluLayer } from '../../../../layers/activations/leakyRelu.ts'
import type { TanhLayer } from '../../../../layers/activations/tanh.ts'
import type { PreluLayer } from '../../../../layers/prelu.ts'
import type { Writer, Writing } from '../writer.ts'

const plain =
  (op: string): Writer =>
  ({ graph, inputs }) =>
    graph.node(op, [inputs[0]!])

const two =
  (op: string): Writer =>
  ({ graph, inputs }) =>
    graph.node(op, [inputs[0]!, inputs[1]!])

/** One after the other; Add takes two. */
const add: Writer = ({ graph, inputs: [first, ...others] }) => others.reduce((sum, one) => graph.node('Add', [sum, one]), first!)

const clip: Writer = ({ layer: { min, max }, graph, inputs }: Writing<ClipLayer>) =>
  graph.node('Clip', [inputs[0]!, graph.number(min), graph.number(max)])

const tanh: Writer = ({ layer, graph, inputs }: Writing<TanhLayer>) => {
  if (!layer.scaled) return graph.node('Tanh', [inputs[0]!])
  const inner = graph.node('Mul', [inputs[0]!, graph.number(2 / 3)])
  return graph.node('Mul', [graph.node('Tanh', [inner]), graph.number(1.7159)])
}

/** Gelu itself comes with opset 20. */
const gelu: Writer = ({ graph, inputs: [x] }) => {
  const inner = graph.node('Erf', [graph.node('Mul', [x!, graph.number(Math.SQRT1_2)])])
  const gate = graph.node('Mul', [graph.node('Add', [inner, graph.number(1)]), graph.number(0.5)])
  return graph.node('Mul', [x!, gate])
}

const silu: Writer = ({ graph, inputs: [x] }) => graph.node('Mul', [x!, graph.node('Sigmoid', [x!])])

/** Mish itself comes with opset 18. */
const mish: Writer = ({ graph, inputs: [x] }) => graph.node('Mul', [x!, graph.node('Tanh', [graph.node('Softplus', [x!])])])

const hardSigmoid: Writer = ({ graph, inputs }) =>
  graph.node('HardSigmoid', [inputs[0]!], { alpha: { float: 1 / 6 }, beta: { float: 0.5 } })

const leakyRelu: Writer = ({ layer, graph, inputs }: Writing<LeakyReluLayer>) =>
  graph.node('LeakyRelu', [inputs[0]!], { alpha: { float: layer.slope } })

const elu: Writer = ({ layer, graph, inputs }: Writing<EluLayer>) =>
  graph.node('Elu', [inputs[0]!], { alpha: { float: layer.alpha } })

const prelu: Writer = ({ layer, graph, inputs, shapes, weight }: Writing<PreluLayer>) => {
  const [channels, ...rest] = shapes[0]!
  return graph.node('PRelu', [inputs[0]!, weight('weight', [layer.perChannel ? channels! : 1, ...rest.map(() => 1)])])
}

const square: Writer = ({ graph, inputs: [x] }) => graph.node('Mul', [x!, x!])

export const elementwiseWriters = {
  relu: plain('Relu'),
  sigmoid: plain('Sigmoid'),
  softplus: plain('Softplus'),
  hardSwish: plain('HardSwish'),
  abs: plain('Abs'),
  exp: plain('Exp'),
  log: plain('Log'),
  sqrt: plain('Sqrt'),
  erf: plain('Erf'),
  negate: plain('Neg'),
  reciprocal: plain('Reciprocal'),
  hardSigmoid,
  tanh,
  gelu,
  silu,
  mish,
  clip,
  leakyRelu,
  elu,
  prelu,
  square,
  add,
  subtract: two('Sub'),
  multiply: two('Mul'),
  divide: two('Div'),
  power: two('Pow'),
  minimum: two('Min'),
  maximum: two('Max'),
}
