/** What convolutions and poolings share: their kernel, steps and padding, as ONNX says them. */
import { say } from '../../../../errors/say.ts'
import type { Layer } from '../../../../layers/layer.ts'
import { reshape } from '../../../../layers/reshape.ts'
import { axesOf, type Rounding, spanOf } from '../../../../window/axis.ts'
import type { LayerWeights, Place } from '../builder.ts'
import type { Constant } from '../constant.ts'
import { listText, type Node } from '../node.ts'

type Pair = readonly [number, number]
export type Sides = readonly [top: number, left: number, bottom: number, right: number]

export interface OnnxWindow {
  readonly kernelSize: Pair
  readonly stride: Pair
  readonly dilation: Pair
  readonly padding: 'same' | Sides
  readonly rounding: Rounding
}

/** The window over an image. `kernelSize`: where it follows from a weight. */
export function windowOf(node: Node, kernelSize = pair(node, 'kernel_shape')): OnnxWindow {
  if (!kernelSize) return node.fail(say('it has no kernel_shape.'))
  const stride: Pair = pair(node, 'strides') ?? [1, 1]
  const dilation: Pair = pair(node, 'dilations') ?? [1, 1]
  const rounding = node.int('ceil_mode', 0) ? 'ceil' : 'floor'
  const window = { kernelSize, stride, dilation, rounding } as const
  const auto = node.choice('auto_pad', 'NOTSET', ['NOTSET', 'VALID', 'SAME_UPPER', 'SAME_LOWER'])
  if (auto === 'SAME_UPPER') return { ...window, padding: 'same' }
  if (auto === 'SAME_LOWER') return { ...window, padding: sameLower(node, window) }
  return { ...window, padding: auto === 'VALID' ? [0, 0, 0, 0] : sidesOf(node, node.ints('pads') ?? [0, 0, 0, 0]) }
}

/** 'same' with the odd row and column at the top and the left. */
function sameLower(node: Node, window: Omit<OnnxWindow, 'padding'>): Sides {
  const [height, width] = imageOf(node).slice(1)
  const sides = axesOf({ ...window, padding: [0, 0, 0, 0] }, height!, width!).map((axis) => {
    const both = Math.max(0, (Math.ceil(axis.n / axis.s) - 1) * axis.s + spanOf(axis) - axis.n)
    return [Math.ceil(both / 2), Math.floor(both / 2)] as const
  })
  return [sides[0]![0], sides[1]![0], sides[0]![1], sides[1]![1]]
}

/** The shape [channels, height, width] of the first input; a line [channels, width] is an image of one row. */
export function imageOf(node: Node): readonly [number, number, number] {
  const { shape } = node.place(0)
  if (shape.length === 3) return shape as [number, number, number]
  if (shape.length === 2) return [shape[0]!, 1, shape[1]!]
  return node.fail(
    say('it reads images [N, channels, height, width]; its input has {count} dimensions with the batch.', {
      count: shape.length + 1,
    }),
  )
}

/** A layer over the image; over a line it is one over an image of one row, and its result a line again. */
export function addOver(node: Node, layer: Layer, weights?: LayerWeights, named?: Constant): Place {
  const x = node.place(0)
  if (x.shape.length === 3) return node.add(layer, [x], weights, named)
  const y = node.add(layer, [node.add(reshape({ shape: imageOf(node) }), [x])], weights, named)
  return node.add(reshape({ shape: [y.shape[0]!, y.shape[2]!] }), [y])
}

/** Height and width; of a line, the width. */
export function pair(node: Node, name: string, along = 1): Pair | undefined {
  const list = node.ints(name)
  if (list === undefined) return undefined
  if (list.length === 1 && node.place(0).shape.length === 2) return [along, list[0]!]
  if (list.length === 2) return [list[0]!, list[1]!]
  return node.fail(
    say('its {attribute} is {value}; known here are windows over height and width.', { attribute: name, value: listText(list) }),
  )
}

function sidesOf(node: Node, pads: readonly number[]): Sides {
  const line = pads.length === 2 && node.place(0).shape.length === 2
  const sides = line ? [0, pads[0]!, 0, pads[1]!] : pads
  const [top, left, bottom, right] = sides as [number, number, number, number]
  if (sides.length === 4 && sides.every((side) => side >= 0)) return [top, left, bottom, right]
  return node.fail(say('its {attribute} is {value}.', { attribute: 'pads', value: listText(pads) }))
}
