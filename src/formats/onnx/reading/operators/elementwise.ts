/** Functions of single numbers, and what leaves them as they are. */
import { say } from '../../../../errors/say.ts'
import { abs } from '../../../../layers/activations/abs.ts'
import { clip } from '../../../../layers/activations/clip.ts'
import { elu } from '../../../../layers/activations/elu.ts'
import { erf } from '../../../../layers/activations/erf.ts'
import { exp } from '../../../../layers/activations/exp.ts'
import { gelu } from '../../../../layers/activations/gelu.ts'
import { hardSigmoid } from '../../../../layers/activations/hardSigmoid.ts'
import { hardSwish } from '../../../../layers/activations/hardSwish.ts'
import { leakyRelu } from '../../../../layers/activations/leakyRelu.ts'
import { log } from '../../../../layers/activations/log.ts'
import { mish } from '../../../../layers/activations/mish.ts'
import { negate } from '../../../../layers/activations/negate.ts'
import { reciprocal } from '../../../../layers/activations/reciprocal.ts'
import { relu } from '../../../../layers/activations/relu.ts'
import { sigmoid } from '../../../../layers/activations/sigmoid.ts'
import { silu } from '../../../../layers/activations/silu.ts'
import { softplus } from '../../../../layers/activations/softplus.ts'
import { sqrt } from '../../../../layers/activations/sqrt.ts'
import { tanh } from '../../../../layers/activations/tanh.ts'
import { add } from '../../../../layers/add.ts'
import { divide } from '../../../../layers/divide.ts'
import { dropout } from '../../../../layers/dropout.ts'
import type { Layer } from '../../../../layers/layer.ts'
import { multiply } from '../../../../layers/multiply.ts'
import { prelu } from '../../../../layers/prelu.ts'
import { reduceMax } from '../../../../layers/reduceMax.ts'
import { reduceSum } from '../../../../layers/reduceSum.ts'
import { reshape } from '../../../../layers/reshape.ts'
import { softmax } from '../../../../layers/softmax.ts'
import { subtract } from '../../../../layers/subtract.ts'
import { elementTypes } from '../../elements.ts'
import type { Place } from '../builder.ts'
import { Constant } from '../constant.ts'
import { type Node, numberPlace, type Translate } from '../node.ts'

const plain =
  (layer: () => Layer): Translate =>
  (node) =>
    node.add(layer(), [node.place(0)])

/** What is there at inference is its input itself. */
const same: Translate = (node) => node.inputs[0] ?? node.place(0)

const clipNode: Translate = (node) => {
  const bound = (attribute: string, input: number, otherwise: number) =>
    node.version < 11 ? node.float(attribute, otherwise) : (node.constant(input)?.data[0] ?? otherwise)
  const [min, max] = [bound('min', 1, Number.NEGATIVE_INFINITY), bound('max', 2, Number.POSITIVE_INFINITY)]
  // What float32 cannot reach bounds nothing.
  const [none, all] = [min <= -3.4e38, max >= 3.4e38]
  if (none && all) return node.place(0)
  if (min === 0 && all) return node.add(relu(), [node.place(0)])
  return node.add(clip({ min: none ? -3.4e38 : min, max: all ? 3.4e38 : max }), [node.place(0)])
}

const dropoutNode: Translate = (node) => {
  if (node.operation.outputs[1]) node.fail(say('its second output, the mask, is read.'))
  // The third input says whether it drops; before version 7 an attribute did.
  if (node.constant(2)?.data[0] || (node.version < 7 && node.int('is_test', 0) === 0)) node.fail(say('it is in training mode.'))
  const rate = node.version < 12 ? node.float('ratio', 0.5) : (node.constant(1)?.data[0] ?? 0.5)
  const [x] = node.inputs
  if (x instanceof Constant || !(rate > 0 && rate < 1)) return same(node)
  return node.add(dropout({ rate }), [node.place(0)])
}

const cast: Translate = (node) => {
  const to = elementTypes[node.int('to', 0) as keyof typeof elementTypes]
  if (to === 'float32' || to === 'float16' || to === 'float64' || to === 'bfloat16') return same(node)
  return node.fail(say('it turns numbers that depend on the image into {type}.', { type: to ?? '?' }))
}

/** One slope for all or one for each channel is a layer; others, and those that depend on the image, are written out. */
const preluNode: Translate = (node) => {
  const [x, slope] = [node.place(0), node.inputs[1]]
  const rank = x.shape.length
  if (slope instanceof Constant) {
    const [channels] = x.shape
    if (slope.size === 1) return node.add(prelu({ perChannel: false }), [x], { weight: slope.as([1]) }, slope)
    // Aligned from the end, as in broadcasting: [C, 1, 1], and [C] only for flat values. Before version 7 [C] were the channels.
    const first = node.version < 7 && slope.shape.length === 1
    const aligned = first
      ? slope.shape
      : [...Array.from({ length: Math.max(0, rank - slope.shape.length) }, () => 1), ...slope.shape].slice(-rank)
    if (slope.size === channels && aligned[0] === channels) return node.add(prelu(), [x], { weight: slope.as([channels]) }, slope)
  }
  const factor = slope instanceof Constant ? node.constantPlace(slope, rank) : node.place(1)
  const below = node.add(multiply(), [factor, node.add(relu(), [node.add(negate(), [x])])])
  return node.add(subtract(), [node.add(relu(), [x]), below])
}

/** Before version 13 it goes over all axes from `axis` on, taken as one; later along that axis alone. */
const softmaxNode: Translate = (node) => {
  const x = node.place(0)
  const rank = x.shape.length + 1
  const axis = node.axis(node.int('axis', node.version < 13 ? 1 : -1), rank)
  if (node.version >= 13 || axis === rank - 2) return node.add(softmax({ axis }), [x])
  const [outer, inner] = [x.shape.slice(0, axis), x.shape.slice(axis)]
  const joined = node.add(reshape({ shape: [...outer, inner.reduce((a, b) => a * b, 1)] }), [x])
  return node.add(reshape({ shape: x.shape }), [node.add(softmax({ axis }), [joined])])
}

/** x − max − log Σ exp(x − max): the logarithm of the softmax would be −∞ where that rounds to 0. */
const logSoftmax: Translate = (node) => {
  const x = node.place(0)
  const rank = x.shape.length + 1
  const first = node.axis(node.int('axis', node.version < 13 ? 1 : -1), rank)
  const axes = node.version < 13 ? Array.from({ length: rank - 1 - first }, (_, i) => first + i) : [first]
  const below = node.add(subtract(), [x, node.add(reduceMax({ axes }), [x])])
  const sum = node.add(reduceSum({ axes }), [node.add(exp(), [below])])
  return node.add(subtract(), [below, node.add(log(), [sum])])
}

const geluNode: Translate = (node) => {
  if (node.text('approximate', 'none') !== 'none')
    node.fail(say('its {attribute} is {value}.', { attribute: 'approximate', value: 'tanh' }))
  return node.add(gelu(), [node.place(0)])
}

/** `x · factor`, with a number. */
const times = (node: Node, x: Place, factor: number) => node.add(multiply(), [x, numberPlace(node, factor, x)])

const hardSigmoidNode: Translate = (node) => {
  const [alpha, beta, x] = [node.float('alpha', 0.2), node.float('beta', 0.5), node.place(0)]
  if (Math.abs(alpha - 1 / 6) < 1e-6 && beta === 0.5) return node.add(hardSigmoid(), [x])
  return node.add(clip({ min: 0, max: 1 }), [node.add(add(), [times(node, x, alpha), numberPlace(node, beta, x)])])
}

const seluNode: Translate = (node) => {
  const [alpha, gamma] = [node.float('alpha', 1.6732632423543772), node.float('gamma', 1.0507009873554805)]
  return times(node, node.add(elu({ alpha }), [node.place(0)]), gamma)
}

/** max(0, x) + min(0, α·(exp(x / α) − 1)) = α · elu(x / α) */
const celuNode: Translate = (node) => {
  const alpha = node.float('alpha', 1)
  return times(node, node.add(elu(), [times(node, node.place(0), 1 / alpha)]), alpha)
}

const softsign: Translate = (node) => {
  const x = node.place(0)
  return node.add(divide(), [x, node.add(add(), [node.add(abs(), [x]), numberPlace(node, 1, x)])])
}

const swish: Translate = (node) => {
  const [alpha, x] = [node.float('alpha', 1), node.place(0)]
  return alpha === 1 ? node.add(silu(), [x]) : node.add(multiply(), [x, node.add(sigmoid(), [times(node, x, alpha)])])
}

export const elementwise: Readonly<Record<string, Translate>> = {
  Relu: plain(relu),
  Sigmoid: plain(sigmoid),
  Tanh: plain(tanh),
  Softplus: plain(softplus),
  HardSwish: plain(hardSwish),
  Mish: plain(mish),
  Swish: swish,
  Erf: plain(erf),
  Selu: seluNode,
  Celu: celuNode,
  Softsign: softsign,
  Abs: plain(abs),
  Exp: plain(exp),
  Log: plain(log),
  Neg: plain(negate),
  Reciprocal: plain(reciprocal),
  Sqrt: plain(sqrt),
  Gelu: geluNode,
  HardSigmoid: hardSigmoidNode,
  LeakyRelu: (node) => node.add(leakyRelu({ slope: node.float('alpha', 0.01) }), [node.place(0)]),
  Elu: (node) => node.add(elu({ alpha: node.float('alpha', 1) }), [node.place(0)]),
  PRelu: preluNode,
  Clip: clipNode,
  Softmax: softmaxNode,
  LogSoftmax: logSoftmax,
  Dropout: dropoutNode,
  Cast: cast,
  Identity: same,
}
