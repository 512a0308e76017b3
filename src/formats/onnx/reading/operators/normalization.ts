/** Normalizations. That over the last axes is written out in arithmetic. */
import { say } from '../../../../errors/say.ts'
import { reciprocal } from '../../../../layers/activations/reciprocal.ts'
import { sqrt } from '../../../../layers/activations/sqrt.ts'
import { square } from '../../../../layers/activations/square.ts'
import { add } from '../../../../layers/add.ts'
import { batchNorm2d } from '../../../../layers/batchNorm2d.ts'
import { divide } from '../../../../layers/divide.ts'
import { groupNorm } from '../../../../layers/groupNorm.ts'
import { instanceNorm } from '../../../../layers/instanceNorm.ts'
import { localResponseNorm } from '../../../../layers/localResponseNorm.ts'
import { multiply } from '../../../../layers/multiply.ts'
import { reduceMean } from '../../../../layers/reduceMean.ts'
import { reshape } from '../../../../layers/reshape.ts'
import { slice } from '../../../../layers/slice.ts'
import { subtract } from '../../../../layers/subtract.ts'
import { largestSize } from '../../../../values/shape.ts'
import { Constant } from '../constant.ts'
import { listText, numberPlace, type Translate } from '../node.ts'
import { addOver } from './windows.ts'

const batchNormalization: Translate = (node) => {
  const further = node.version < 14 && node.operation.outputs.slice(1).some(Boolean)
  const trains = node.int('training_mode', 0) !== 0 || further || (node.version < 7 && node.int('is_test', 0) === 0)
  if (trains) node.fail(say('it is in training mode.'), say('export the model for inference: model.eval().'))
  if (node.int('spatial', 1) === 0) node.fail(say('its {attribute} is {value}.', { attribute: 'spatial', value: 0 }))
  const [weight, bias, running_mean, running_var] = [1, 2, 3, 4].map((i) => node.known(i)) as [
    Constant,
    Constant,
    Constant,
    Constant,
  ]
  // ONNX's momentum is the share that stays.
  const momentum = 1 - node.float('momentum', 0.9)
  const inRange = momentum > 0 && momentum <= 1 ? { momentum } : {}
  const layer = batchNorm2d({ epsilon: node.float('epsilon', 1e-5), ...inRange })
  const weights = { weight, bias, running_mean, running_var }
  return node.place(0).shape.length === 2
    ? addOver(node, layer, weights, weight)
    : node.add(layer, [node.place(0)], weights, weight)
}

const instanceNormalization: Translate = (node) => {
  const [x, weight, bias] = [node.place(0), node.known(1), node.known(2)]
  const layer = instanceNorm({ epsilon: node.float('epsilon', 1e-5), affine: true })
  if (x.shape.length === 3) return node.add(layer, [x], { weight, bias }, weight)
  // Of any shape: each channel is a row.
  const rows = node.add(reshape({ shape: [x.shape[0]!, 1, -1] }), [x])
  return node.add(reshape({ shape: x.shape }), [node.add(layer, [rows], { weight, bias }, weight)])
}

const groupNormalization: Translate = (node) => {
  const groups = node.int('num_groups', 0)
  const place = node.place(0)
  // Before version 21 there is a scale for each group: here each of its channels has it.
  const each = (constant: Constant) => {
    const [channels, count] = [place.shape[0]!, constant.size]
    if (count === channels) return constant
    return constant.map([channels], (data) =>
      Float32Array.from({ length: channels }, (_, c) => data[Math.floor((c * count) / channels)]!),
    )
  }
  const [weight, bias] = [each(node.known(1)), each(node.known(2))]
  const layer = groupNorm({ groups, epsilon: node.float('epsilon', 1e-5) })
  return node.add(layer, [place], { weight, bias }, node.known(1))
}

/** Its further outputs are the mean, and one over the deviation. */
const layerNormalization: Translate = (node) => {
  const x = node.place(0)
  const rank = x.shape.length
  const first = node.axis(node.int('axis', -1), rank + 1)
  const axes = Array.from({ length: rank - first }, (_, i) => first + i)
  const mean = node.add(reduceMean({ axes }), [x])
  const centred = node.add(subtract(), [x, mean])
  const variance = node.add(reduceMean({ axes }), [node.add(square(), [centred])])
  const deviation = node.add(sqrt(), [node.add(add(), [variance, numberPlace(node, node.float('epsilon', 1e-5), variance)])])
  const operand = (i: number) => {
    const given = node.inputs[i]
    return given instanceof Constant ? node.constantPlace(given, rank) : node.place(i)
  }
  const scaled = node.add(multiply(), [node.add(divide(), [centred, deviation]), operand(1)])
  const y = node.inputs[2] ? node.add(add(), [scaled, operand(2)]) : scaled
  const inverse = node.operation.outputs[2] ? node.add(reciprocal(), [deviation]) : undefined
  return [y, mean, inverse]
}

const lrn: Translate = (node) => {
  const [size, alpha, beta, k] = [node.int('size', 1), node.float('alpha', 1e-4), node.float('beta', 0.75), node.float('bias', 1)]
  if (node.place(0).shape.length !== 3)
    node.fail(say('its input has the shape {shape}.', { shape: listText(node.place(0).shape) }))
  const layer = localResponseNorm({ size, alpha, beta, k, alphaOver: 'window' })
  if (size % 2 === 1) return node.add(layer, [node.place(0)])
  // An even window has one channel more behind it in ONNX, and before it in PyTorch and here: so the channels are turned around.
  const turn = () => slice({ axes: [0], starts: [-1], ends: [-largestSize], steps: [-1] })
  return node.add(turn(), [node.add(layer, [node.add(turn(), [node.place(0)])])])
}

export const normalizations: Readonly<Record<string, Translate>> = {
  BatchNormalization: batchNormalization,
  InstanceNormalization: instanceNormalization,
  GroupNormalization: groupNormalization,
  LayerNormalization: layerNormalization,
  LRN: lrn,
}
