/** Parts of values, and values put together: slices, choices, concatenation, padding. */
import { say } from '../../../../errors/say.ts'
import { concat } from '../../../../layers/concat.ts'
import { constantTensor } from '../../../../layers/constantTensor.ts'
import { gather, type Indices } from '../../../../layers/gather.ts'
import { pad2d } from '../../../../layers/pad2d.ts'
import { slice } from '../../../../layers/slice.ts'
import { largestSize } from '../../../../values/shape.ts'
import type { Place } from '../builder.ts'
import { Constant } from '../constant.ts'
import { listText, type Node, type Translate } from '../node.ts'
import { alongFirst } from './alongFirst.ts'

const concatNode: Translate = (node) => {
  const ranks = node.inputs.flatMap((input) => (input && !(input instanceof Constant) ? [input.shape.length] : []))
  const rank = ranks[0]!
  const axis = node.axis(node.int('axis', 1), rank + 1)
  const places = node.inputs.map((input, i) => (input instanceof Constant ? node.constantPlace(input, rank) : node.place(i)))
  return places.length === 1 ? places[0]! : alongFirst(node, axis, places, (all) => node.add(concat(), all))
}

/** Beyond every end. */
const bounded = (place: number) => Math.max(-largestSize, Math.min(largestSize, place))

const sliceNode: Translate = (node) => {
  const x = node.place(0)
  const [starts, ends] = [node.wholes('starts', 1), node.wholes('ends', 2)]
  if (!starts || !ends) return node.fail(say('its starts or ends are missing.'))
  const axes = node.wholes('axes', 3) ?? starts.map((_, i) => i)
  const steps = node.wholes('steps', 4) ?? starts.map(() => 1)
  const cuts = axes.flatMap((axis, i) => {
    const whole = starts[i] === 0 && ends[i]! >= largestSize && steps[i] === 1
    const found = axis < 0 ? axis + x.shape.length + 1 : axis
    // All images of the batch, or all of an axis.
    if (whole && found >= 0 && found <= x.shape.length) return []
    return [{ axis: node.axis(axis, x.shape.length + 1), start: bounded(starts[i]!), end: bounded(ends[i]!), step: steps[i]! }]
  })
  if (cuts.length === 0) return x
  const layer = slice({
    axes: cuts.map(({ axis }) => axis),
    starts: cuts.map(({ start }) => start),
    ends: cuts.map(({ end }) => end),
    steps: cuts.map(({ step }) => step),
  })
  return node.add(layer, [x])
}

const splitNode: Translate = (node) => {
  const x = node.place(0)
  const axis = node.axis(node.int('axis', 0), x.shape.length + 1)
  const size = x.shape[axis]!
  const count = node.operation.outputs.length
  // Equal parts, the last one smaller where they do not come out even.
  const each = Math.ceil(size / count)
  const equal = Array.from({ length: count }, (_, i) => Math.min(each, size - i * each))
  const sizes = node.wholes('split', 1) ?? equal
  if (sizes.length !== count || sizes.some((one) => one < 1) || sizes.reduce((a, b) => a + b, 0) !== size)
    node.fail(say('its parts {sizes} do not add up to {size}.', { sizes: listText(sizes), size }))
  let start = 0
  return sizes.map((part, i) => {
    const from = start
    start += part
    // A part that no one reads is not made.
    if (!node.operation.outputs[i]) return undefined
    return node.add(slice({ axes: [axis], starts: [from], ends: [from + part], of: [size] }), [x])
  })
}

const gatherNode: Translate = (node) => {
  const [x, indices] = [node.place(0), node.known(1)]
  const axis = node.axis(node.int('axis', 0), x.shape.length + 1)
  return node.add(gather({ axis, indices: nested(Array.from(indices.data), indices.shape) }), [x])
}

/** Numbers as lists of lists, as their shape says. */
function nested(list: readonly number[], [size, ...inner]: readonly number[]): Indices {
  if (size === undefined) return list[0]!
  const each = list.length / size
  const parts = Array.from({ length: size }, (_, i) => nested(list.slice(i * each, (i + 1) * each), inner))
  return parts
}

const padNode: Translate = (node) => {
  const x = node.place(0)
  const rank = x.shape.length + 1
  const pads = node.wholes('pads', 1) ?? node.fail(say('its pads are missing.'))
  const value = node.version < 11 ? node.float('value', 0) : (node.constant(2)?.data[0] ?? 0)
  const mode = node.choice('mode', 'constant', ['constant', 'reflect', 'edge'])
  const axes = node.inputs[3]
    ? Array.from(node.known(3).data, (axis) => (axis < 0 ? axis + rank : axis))
    : Array.from({ length: rank }, (_, i) => i)
  const [before, after] = [Array.from({ length: rank }, () => 0), Array.from({ length: rank }, () => 0)]
  for (const [i, axis] of axes.entries()) [before[axis], after[axis]] = [pads[i] ?? 0, pads[i + axes.length] ?? 0]
  if (before[0] || after[0]) node.fail(say('it pads the batch.'))
  return padded(node, x, { before: before.slice(1), after: after.slice(1), value, mode })
}

interface Padding {
  readonly before: readonly number[]
  readonly after: readonly number[]
  readonly value: number
  readonly mode: 'constant' | 'reflect' | 'edge'
}

/** Rows and columns by their layer; other axes by what is put beside them; sides below 0 cut. */
function padded(node: Node, x: Place, { before, after, value, mode }: Padding): Place {
  let y = cut(node, x, before, after)
  const more = (sides: readonly number[]) => sides.map((side) => Math.max(0, side))
  const [first, last] = [more(before), more(after)]
  const image = y.shape.length === 3
  if (image && [first, last].some(([, rows, columns]) => rows || columns))
    y = node.add(pad2d({ padding: [first[1]!, first[2]!, last[1]!, last[2]!], mode, value }), [y])
  for (const axis of image ? [0] : y.shape.keys()) {
    if (!first[axis] && !last[axis]) continue
    if (mode !== 'constant') node.fail(say('it pads axis {axis} by its own values.', { axis: axis + 1 }))
    const beside = (size: number) =>
      node.add(constantTensor({ shape: y.shape.map((one, i) => (i === axis ? size : one)), values: value }), [])
    const all = [...(first[axis] ? [beside(first[axis])] : []), y, ...(last[axis] ? [beside(last[axis])] : [])]
    y = alongFirst(node, axis, all, (list) => node.add(concat(), list))
  }
  return y
}

function cut(node: Node, x: Place, before: readonly number[], after: readonly number[]): Place {
  const axes = [...x.shape.keys()].filter((axis) => before[axis]! < 0 || after[axis]! < 0)
  if (axes.length === 0) return x
  const starts = axes.map((axis) => Math.max(0, -before[axis]!))
  const ends = axes.map((axis) => x.shape[axis]! + Math.min(0, after[axis]!))
  return node.add(slice({ axes, starts, ends }), [x])
}

export const parts: Readonly<Record<string, Translate>> = {
  Concat: concatNode,
  Slice: sliceNode,
  Split: splitNode,
  Gather: gatherNode,
  Pad: padNode,
}
