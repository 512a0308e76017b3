/** Convolutions and poolings. */
import { say } from '../../../../errors/say.ts'
import type { AdaptiveAvgPool2dLayer } from '../../../../layers/adaptiveAvgPool2d.ts'
import type { AvgPool2dLayer } from '../../../../layers/avgPool2d.ts'
import type { Conv2dLayer } from '../../../../layers/conv2d.ts'
import type { ConvTranspose2dLayer } from '../../../../layers/convTranspose2d.ts'
import type { LpPool2dLayer } from '../../../../layers/lpPool2d.ts'
import type { MaxPool2dLayer } from '../../../../layers/maxPool2d.ts'
import { ints, notWritten, padded, type Writer, type Writing, windowAttributes, writtenSides } from '../writer.ts'

const conv2d: Writer = ({ layer, graph, inputs, shapes, weight, has }: Writing<Conv2dLayer>) => {
  const { whole } = writtenSides(layer, shapes[0]!)
  const around = layer.paddingValue !== 0
  // Conv pads with zeros; other values are put around before.
  const x = around ? padded(graph, inputs[0]!, whole, layer.paddingValue) : inputs[0]!
  const attributes = windowAttributes(layer, around ? [0, 0, 0, 0] : whole)
  return graph.node('Conv', [x, weight('weight'), ...(has('bias') ? [weight('bias')] : [])], {
    ...attributes,
    group: { int: layer.groups },
  })
}

/** Rows and columns more at the end are first such as were cut off there: runtimes take no more of them than a stride is long. */
const convTranspose2d: Writer = (writing: Writing<ConvTranspose2dLayer>) => {
  const { layer, graph, inputs, weight, has } = writing
  const { outputPadding, padding, stride } = layer
  const uncut = outputPadding.map((more, i) => Math.min(more, padding[i + 2]!))
  const more = outputPadding.map((rows, i) => rows - uncut[i]!)
  if (more.some((rows, i) => rows >= stride[i]!)) notWritten(writing, say('its outputPadding is not below its stride.'))
  const sides = [padding[0], padding[1], padding[2] - uncut[0]!, padding[3] - uncut[1]!] as const
  return graph.node('ConvTranspose', [inputs[0]!, weight('weight'), ...(has('bias') ? [weight('bias')] : [])], {
    ...windowAttributes(layer, sides),
    output_padding: ints(more),
    group: { int: layer.groups },
  })
}

const maxPool2d: Writer = ({ layer, graph, inputs, shapes }: Writing<MaxPool2dLayer>) =>
  graph.node('MaxPool', [inputs[0]!], windowAttributes(layer, writtenSides(layer, shapes[0]!, true).whole))

const avgPool2d: Writer = ({ layer, graph, inputs, shapes }: Writing<AvgPool2dLayer>) => {
  const fields = { ...layer, dilation: [1, 1] as const }
  const { own, whole } = writtenSides(fields, shapes[0]!, true)
  const { dilations: _, pads, ...attributes } = windowAttributes(fields, whole)
  if (!layer.countPadding || own.every((side) => side === 0))
    return graph.node('AveragePool', [inputs[0]!], { ...attributes, pads: pads!, count_include_pad: { int: 0 } })
  // The zeros of the padding count, and what windows take beyond it does not: so it is put around before.
  const rest = whole.map((side, i) => side - own[i]!)
  return graph.node('AveragePool', [padded(graph, inputs[0]!, own, 0)], {
    ...attributes,
    pads: ints(rest),
    count_include_pad: { int: 0 },
  })
}

const lpPool2d: Writer = (writing: Writing<LpPool2dLayer>) => {
  const { layer, graph, inputs, shapes } = writing
  if (layer.dilation.some((one) => one !== 1)) notWritten(writing, say('opset 17 knows no dilated LpPool.'))
  const { dilations: _, ...attributes } = windowAttributes(layer, writtenSides(layer, shapes[0]!, true).whole)
  return graph.node('LpPool', [inputs[0]!], { ...attributes, p: { int: layer.p } })
}

/** Means over windows of several sizes are products with two matrices: one averages rows, the other columns. */
const adaptiveAvgPool2d: Writer = ({ layer, graph, inputs, shapes, name }: Writing<AdaptiveAvgPool2dLayer>) => {
  const [, height, width] = shapes[0]!
  const [rows, columns] = layer.size
  if (height! % rows === 0 && width! % columns === 0) {
    const kernel = [height! / rows, width! / columns]
    return graph.node('AveragePool', [inputs[0]!], { kernel_shape: ints(kernel), strides: ints(kernel) })
  }
  const left = graph.floats(`${name}/rows`, [rows, height!], means(rows, height!))
  const right = graph.floats(`${name}/columns`, [width!, columns], turned(means(columns, width!), columns, width!))
  return graph.node('MatMul', [graph.node('MatMul', [left, inputs[0]!]), right])
}

/** [count, size]: each row averages its share. */
function means(count: number, size: number): Float32Array {
  const made = new Float32Array(count * size)
  for (let i = 0; i < count; i++) {
    const [from, to] = [Math.floor((i * size) / count), Math.ceil(((i + 1) * size) / count)]
    made.fill(1 / (to - from), i * size + from, i * size + to)
  }
  return made
}

const turned = (data: Float32Array, rows: number, columns: number) =>
  Float32Array.from({ length: data.length }, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!)

const globalAvgPool2d: Writer = ({ graph, inputs }) => graph.node('GlobalAveragePool', [inputs[0]!])
const globalMaxPool2d: Writer = ({ graph, inputs }) => graph.node('GlobalMaxPool', [inputs[0]!])

export const windowWriters = {
  conv2d,
  convTranspose2d,
  maxPool2d,
  avgPool2d,
  lpPool2d,
  adaptiveAvgPool2d,
  globalAvgPool2d,
  globalMaxPool2d,
}
