/** Normalizations, and softmax. */
import type { BatchNorm2dLayer } from '../../../../layers/batchNorm2d.ts'
import type { GroupNormLayer } from '../../../../layers/groupNorm.ts'
import type { LocalResponseNormLayer } from '../../../../layers/localResponseNorm.ts'
import type { NormLayer } from '../../../../layers/normLayer.ts'
import type { SoftmaxLayer } from '../../../../layers/softmax.ts'
import type { Writer, Writing } from '../writer.ts'

/** A scale and a shift: the layer's, or such as change nothing. */
function affine({ graph, name, has, weight }: Writing, count: number): [string, string] {
  if (has('weight')) return [weight('weight'), weight('bias')]
  return [
    graph.floats(`${name}/ones`, [count], new Float32Array(count).fill(1)),
    graph.floats(`${name}/zeros`, [count], new Float32Array(count)),
  ]
}

const batchNorm2d: Writer = (writing: Writing<BatchNorm2dLayer>) => {
  const { layer, graph, inputs, shapes, weight } = writing
  const inputsOf = [inputs[0]!, ...affine(writing, shapes[0]![0]!), weight('running_mean'), weight('running_var')]
  // ONNX's momentum is the share that stays.
  return graph.node('BatchNormalization', inputsOf, {
    epsilon: { float: layer.epsilon },
    momentum: { float: 1 - layer.momentum },
  })
}

const instanceNorm: Writer = (writing: Writing<NormLayer>) => {
  const { layer, graph, inputs, shapes } = writing
  return graph.node('InstanceNormalization', [inputs[0]!, ...affine(writing, shapes[0]![0]!)], {
    epsilon: { float: layer.epsilon },
  })
}

/** GroupNormalization itself comes with opset 21: the groups as channels, and then scale and shift of each channel. */
const groupNorm: Writer = (writing: Writing<GroupNormLayer>) => {
  const { layer, graph, inputs, shapes, has, weight, name, output } = writing
  const { groups } = layer
  const parts = graph.node('Reshape', [inputs[0]!, graph.ints([0, groups, -1])])
  const ones = graph.floats(`${name}/ones`, [groups], new Float32Array(groups).fill(1))
  const zeros = graph.floats(`${name}/zeros`, [groups], new Float32Array(groups))
  const normal = graph.node('InstanceNormalization', [parts, ones, zeros], { epsilon: { float: layer.epsilon } })
  const whole = graph.node('Reshape', [normal, graph.ints([0, ...output])])
  if (!has('weight')) return whole
  const [channels, ...rest] = shapes[0]!
  const each = [channels!, ...rest.map(() => 1)]
  return graph.node('Add', [graph.node('Mul', [whole, weight('weight', each)]), weight('bias', each)])
}

const layerNorm: Writer = ({ layer, graph, inputs, has, weight, output, name }: Writing<NormLayer>) => {
  const size = output.reduce((a, b) => a * b, 1)
  const scale = has('weight') ? weight('weight') : graph.floats(`${name}/ones`, output, new Float32Array(size).fill(1))
  return graph.node('LayerNormalization', [inputs[0]!, scale, ...(has('bias') ? [weight('bias')] : [])], {
    axis: { int: 1 },
    epsilon: { float: layer.epsilon },
  })
}

/** ONNX divides alpha by the size. Runtimes take odd sizes only: even ones are written out. */
const localResponseNorm: Writer = ({ layer, graph, inputs: [x], shapes, name }: Writing<LocalResponseNormLayer>) => {
  const { size, beta, k } = layer
  const alpha = layer.alphaOver === 'one' ? layer.alpha * size : layer.alpha
  if (size % 2 === 1)
    return graph.node('LRN', [x!], { size: { int: size }, alpha: { float: alpha }, beta: { float: beta }, bias: { float: k } })
  // The sum over neighbouring channels is a convolution 1×1 whose weights are a band.
  const channels = shapes[0]![0]!
  const isNear = (to: number, from: number) => from >= to - Math.floor(size / 2) && from <= to + Math.floor((size - 1) / 2)
  const band = Float32Array.from({ length: channels * channels }, (_, i) =>
    isNear(Math.floor(i / channels), i % channels) ? alpha / size : 0,
  )
  const sums = graph.node('Conv', [graph.node('Mul', [x!, x!]), graph.floats(`${name}/band`, [channels, channels, 1, 1], band)])
  return graph.node('Div', [x!, graph.node('Pow', [graph.node('Add', [sums, graph.number(k)]), graph.number(beta)])])
}

const softmax: Writer = ({ layer, graph, inputs, shapes }: Writing<SoftmaxLayer>) =>
  graph.node('Softmax', [inputs[0]!], { axis: { int: (layer.axis < 0 ? layer.axis + shapes[0]!.length : layer.axis) + 1 } })

export const normalizationWriters = { batchNorm2d, instanceNorm, groupNorm, layerNorm, localResponseNorm, softmax }
