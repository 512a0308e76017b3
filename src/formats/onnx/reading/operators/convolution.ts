/**
 * Conv and ConvTranspose. Their weights lie as here: [filters, channels of a group, kh, kw], and the transposed one's as well.
 */
import { say } from '../../../../errors/say.ts'
import { conv2d } from '../../../../layers/conv2d.ts'
import { convTranspose2d } from '../../../../layers/convTranspose2d.ts'
import type { Constant } from '../constant.ts'
import { listText, type Node, type Translate } from '../node.ts'
import { addOver, imageOf, type OnnxWindow, pair, windowOf } from './windows.ts'

/** The weight of four axes, and the bias where there is one. */
function weightsOf(node: Node): { weight: Constant; bias: { bias?: Constant }; kernelSize: readonly [number, number] } {
  const [weight, bias] = [node.known(1), node.constant(2)]
  const line = weight.shape.length === 3 && node.place(0).shape.length === 2
  if (line) {
    const [out, into, size] = weight.shape as [number, number, number]
    return { weight: weight.as([out, into, 1, size]), bias: bias ? { bias } : {}, kernelSize: [1, size] }
  }
  const [, , height, width] = weight.shape
  if (weight.shape.length !== 4)
    return node.fail(
      say('its weight has the shape {shape}; known here are images, of two directions.', { shape: listText(weight.shape) }),
    )
  return { weight, bias: bias ? { bias } : {}, kernelSize: [height!, width!] }
}

const conv: Translate = (node) => {
  const { weight, bias, kernelSize } = weightsOf(node)
  imageOf(node)
  const window = windowOf(node, kernelSize)
  const groups = node.int('group', 1)
  const layer = conv2d({ ...window, filters: weight.shape[0]!, groups, bias: bias.bias !== undefined })
  return addOver(node, layer, { weight, ...bias }, weight)
}

const convTranspose: Translate = (node) => {
  const { weight, bias, kernelSize } = weightsOf(node)
  const groups = node.int('group', 1)
  const [, height, width] = imageOf(node)
  const window = windowOf(node, kernelSize)
  const { padding, outputPadding } = transposedSides(node, window, [height, width])
  const { stride, dilation } = window
  const filters = weight.shape[1]! * groups
  const layer = convTranspose2d({
    filters,
    kernelSize,
    stride,
    dilation,
    padding,
    outputPadding,
    groups,
    bias: bias.bias !== undefined,
  })
  return addOver(node, layer, { weight, ...bias }, weight)
}

/** What is cut off the output of a transposed convolution: said by `pads`, by `auto_pad`, or by the size that it is to have. */
function transposedSides(node: Node, { padding, stride, dilation, kernelSize }: OnnxWindow, size: readonly [number, number]) {
  const outputPadding = pair(node, 'output_padding', 0) ?? [0, 0]
  const wanted = node.ints('output_shape')
  const auto = node.text('auto_pad', 'NOTSET')
  const same = auto === 'SAME_UPPER' || auto === 'SAME_LOWER'
  if (!wanted && !same) return { padding: padding as readonly [number, number, number, number], outputPadding }
  const cut = [0, 1].map((i) => {
    const axis = i as 0 | 1
    const goal = wanted ? wanted.at(axis - 2)! : size[axis] * stride[axis]
    const whole = stride[axis] * (size[axis] - 1) + outputPadding[axis] + (kernelSize[axis] - 1) * dilation[axis] + 1
    const both = whole - goal
    if (both < 0) node.fail(say('its output_shape {shape} is larger than the windows reach.', { shape: listText(wanted ?? []) }))
    const [less, more] = [Math.floor(both / 2), Math.ceil(both / 2)]
    return auto === 'SAME_UPPER' ? ([less, more] as const) : ([more, less] as const)
  })
  return { padding: [cut[0]![0], cut[1]![0], cut[0]![1], cut[1]![1]] as const, outputPadding }
}

export const convolutions: Readonly<Record<string, Translate>> = { Conv: conv, ConvTranspose: convTranspose }
