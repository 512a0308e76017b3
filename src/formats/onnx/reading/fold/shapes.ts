/** Shapes and orders of constants: the chains in which exporters work out the shape of a Reshape, and turned weights. */
import { say } from '../../../../errors/say.ts'
import { stepsOf } from '../../../../values/shape.ts'
import { Constant, fractions, gathered, wholes } from '../constant.ts'
import { listText, type Node } from '../node.ts'
import type { Fold } from './arithmetic.ts'
import { broadcast, broadcastShape, checkCount } from './broadcast.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

/** From 0 on. @throws FormatError where there is no such axis */
export function axisOf(node: Node, axis: number, count: number): number {
  const found = axis < 0 ? axis + count : axis
  if (Number.isInteger(found) && found >= 0 && found < count) return found
  return node.fail(say('there is no axis {axis} of {count}.', { axis, count }))
}

/** Of a value that depends on the image, too: its shape is known, but for the number of images. */
const shape: Fold = (node) => {
  const [x] = node.inputs
  const sizes = x instanceof Constant ? x.shape : [node.translation.batch, ...node.place(0).shape]
  const [start, end] = [node.int('start', 0), node.int('end', sizes.length)]
  const part = sizes.slice(start, end)
  return wholes([part.length], part)
}

const size: Fold = (node) => wholes([], [node.known(0).size])

const constant: Fold = (node) => {
  const value = node.tensor('value')
  const [float, floats] = [node.has('value_float'), node.floats('value_floats')]
  if (value) return value
  if (float) return fractions([], Float32Array.of(node.float('value_float', 0)))
  if (floats) return fractions([floats.length], Float32Array.from(floats))
  const ints = node.ints('value_ints')
  if (ints) return wholes([ints.length], ints)
  if (node.has('value_int')) return wholes([], [node.int('value_int', 0)])
  return node.fail(say('it holds no numbers.'))
}

const constantOfShape: Fold = (node) => {
  const sizes = Array.from(node.known(0).data)
  const value = node.tensor('value')
  // The number of images is left to who reads it.
  const count = sizes.reduce((product, one) => product * (Number.isNaN(one) ? 1 : one), 1)
  checkCount(node, count)
  if (sizes.some((one) => Number.isNaN(one) || one < 0))
    return node.fail(say('it makes the shape {shape}.', { shape: listText(sizes) }))
  const [number, whole] = [value?.data[0] ?? 0, value?.whole ?? false]
  return new Constant(sizes, whole, () => (whole ? new Float64Array(count) : new Float32Array(count)).fill(number))
}

const reshape: Fold = (node) => {
  const x = node.known(0)
  const target = node.wholes('shape', 1) ?? node.fail(say('its shape is missing.'))
  const copies = node.int('allowzero', 0) === 0
  const sizes = target.map((one, i) => (one === 0 && copies ? (x.shape[i] ?? 0) : one))
  const rest = x.size / sizes.reduce((product, one) => product * (one === -1 ? 1 : one), 1)
  const filled = sizes.map((one) => (one === -1 ? rest : one))
  if (filled.reduce((a, b) => a * b, 1) !== x.size)
    return node.fail(say('it makes the shape {shape} of {from}.', { shape: listText(target), from: listText(x.shape) }))
  return x.as(filled)
}

const flatten: Fold = (node) => {
  const x = node.known(0)
  const axis = node.int('axis', 1)
  const at = axis < 0 ? axis + x.shape.length : axis
  const product = (list: readonly number[]) => list.reduce((a, b) => a * b, 1)
  return x.as([product(x.shape.slice(0, at)), product(x.shape.slice(at))])
}

const transpose: Fold = (node) => {
  const x = node.known(0)
  const order = node.ints('perm') ?? range(x.shape.length).reverse()
  if ([...order].sort((a, b) => a - b).join() !== range(x.shape.length).join())
    return node.fail(say('its {attribute} is {value}.', { attribute: 'perm', value: listText(order) }))
  const steps = stepsOf(x.shape)
  const turned = order.map((axis) => x.shape[axis]!)
  const at = order.map((axis) => steps[axis]!)
  return x.map(turned, (data) => gathered(data, turned, at), x.name)
}

const squeeze: Fold = (node) => {
  const x = node.known(0)
  const axes = node.wholes('axes', 1)?.map((axis) => axisOf(node, axis, x.shape.length))
  return x.as(x.shape.filter((one, i) => (axes ? !axes.includes(i) : one !== 1)))
}

const unsqueeze: Fold = (node) => {
  const x = node.known(0)
  const given = node.wholes('axes', 1) ?? node.fail(say('its axes are missing.'))
  const count = x.shape.length + given.length
  const axes = given.map((axis) => axisOf(node, axis, count))
  const sizes = [...x.shape]
  return x.as(range(count).map((i) => (axes.includes(i) ? 1 : sizes.shift()!)))
}

const concat: Fold = (node) => {
  const all = node.inputs.map((_, i) => node.known(i))
  const axis = axisOf(node, node.int('axis', 0), all[0]!.shape.length)
  const sizes = all[0]!.shape.map((one, i) => (i === axis ? all.reduce((sum, { shape: own }) => sum + own[axis]!, 0) : one))
  const inner = sizes.slice(axis + 1).reduce((a, b) => a * b, 1)
  const outer = sizes.slice(0, axis).reduce((a, b) => a * b, 1)
  const whole = all.every((one) => one.whole)
  const read = () => {
    const made = whole ? new Float64Array(outer * sizes[axis]! * inner) : new Float32Array(outer * sizes[axis]! * inner)
    let start = 0
    for (const one of all) {
      const run = one.shape[axis]! * inner
      const { data } = one
      for (let o = 0; o < outer; o++) made.set(data.subarray(o * run, (o + 1) * run), o * sizes[axis]! * inner + start)
      start += run
    }
    return made
  }
  return new Constant(sizes, whole, read)
}

/** The first, and how many, of an axis of `n`: as Python slices. */
function cut(n: number, start: number, end: number, step: number): { first: number; count: number } {
  const from = (place: number) => (place < 0 ? place + n : place)
  const clamp = (place: number, low: number, high: number) => Math.max(low, Math.min(high, place))
  const first = step > 0 ? clamp(from(start), 0, n) : clamp(from(start), 0, n - 1)
  const last = step > 0 ? clamp(from(end), 0, n) : clamp(from(end), -1, n - 1)
  return { first, count: Math.max(0, Math.ceil((last - first) / step)) }
}

const slice: Fold = (node) => {
  const x = node.known(0)
  const [starts, ends] = [node.wholes('starts', 1) ?? [], node.wholes('ends', 2) ?? []]
  const axes = (node.wholes('axes', 3) ?? range(starts.length)).map((axis) => axisOf(node, axis, x.shape.length))
  const steps = node.wholes('steps', 4) ?? starts.map(() => 1)
  const [sizes, at] = [[...x.shape], stepsOf(x.shape)]
  let begin = 0
  for (const [i, axis] of axes.entries()) {
    const { first, count } = cut(x.shape[axis]!, starts[i]!, ends[i]!, steps[i]!)
    begin += first * at[axis]!
    sizes[axis] = count
    at[axis]! *= steps[i]!
  }
  return x.map(sizes, (data) => gathered(data, sizes, at, begin))
}

const split: Fold = (node) => {
  const x = node.known(0)
  const axis = axisOf(node, node.int('axis', 0), x.shape.length)
  const count = node.operation.outputs.length
  const each = Math.ceil(x.shape[axis]! / count)
  const lengths = node.wholes('split', 1) ?? range(count).map((i) => Math.min(each, x.shape[axis]! - i * each))
  const at = stepsOf(x.shape)
  let start = 0
  return lengths.map((length) => {
    const from = start * at[axis]!
    start += length
    const sizes = x.shape.map((one, i) => (i === axis ? length : one))
    return x.map(sizes, (data) => gathered(data, sizes, at, from))
  })
}

const gather: Fold = (node) => {
  const [x, indices] = [node.known(0), node.known(1)]
  const axis = axisOf(node, node.int('axis', 0), x.shape.length)
  const n = x.shape[axis]!
  const places = Array.from(indices.data, (index) => (index < 0 ? index + n : index))
  if (places.some((place) => !(place >= 0 && place < n)))
    return node.fail(say('its indices lie outside the {size} of the axis.', { size: n }))
  const [outer, inner] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)]
  const run = inner.reduce((a, b) => a * b, 1)
  const around = outer.reduce((a, b) => a * b, 1)
  return x.map([...outer, ...indices.shape, ...inner], (data) => {
    const made = x.whole ? new Float64Array(around * places.length * run) : new Float32Array(around * places.length * run)
    let to = 0
    for (let o = 0; o < around; o++)
      for (const place of places) {
        made.set(data.subarray((o * n + place) * run, (o * n + place + 1) * run), to)
        to += run
      }
    return made
  })
}

const expand: Fold = (node) => {
  const x = node.known(0)
  const target = Array.from(node.known(1).data)
  const sizes = broadcastShape(node, [x.shape, target])
  return x.map(sizes, () => broadcast(node, x, sizes))
}

const rangeNode: Fold = (node) => {
  const [start, limit, delta] = [0, 1, 2].map((i) => node.known(i).data[0]!) as [number, number, number]
  const count = Math.max(0, Math.ceil((limit - start) / delta))
  checkCount(node, count)
  const list = range(count).map((i) => start + i * delta)
  return node.known(0).whole ? wholes([count], list) : fractions([count], Float32Array.from(list))
}

export const foldedShapes: Readonly<Record<string, Fold>> = {
  Shape: shape,
  Size: size,
  Constant: constant,
  ConstantOfShape: constantOfShape,
  Reshape: reshape,
  Flatten: flatten,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Concat: concat,
  Slice: slice,
  Split: split,
  Gather: gather,
  Expand: expand,
  Range: rangeNode,
  Identity: (node) => node.known(0),
  Dropout: (node) => node.known(0),
}
