/** Other shapes and orders of the same numbers. The batch stays where it is: axis 0. */
import { say } from '../../../../errors/say.ts'
import { add } from '../../../../layers/add.ts'
import { constantTensor } from '../../../../layers/constantTensor.ts'
import { flatten } from '../../../../layers/flatten.ts'
import { reshape } from '../../../../layers/reshape.ts'
import { squeeze } from '../../../../layers/squeeze.ts'
import { transpose } from '../../../../layers/transpose.ts'
import { unsqueeze } from '../../../../layers/unsqueeze.ts'
import { sizeOf } from '../../../../values/shape.ts'
import type { Place } from '../builder.ts'
import { Constant } from '../constant.ts'
import { listText, type Node, type Translate } from '../node.ts'
import { imageOf } from './windows.ts'

const flattenNode: Translate = (node) => {
  const x = node.place(0)
  const axis = node.int('axis', 1)
  const found = axis < 0 ? axis + x.shape.length + 1 : axis
  if (found !== 1) node.fail(say('it joins the batch with other axes: its axis is {axis}.', { axis }))
  return x.shape.length === 1 ? x : node.add(flatten(), [x])
}

/** The sizes without the batch, of a shape that begins with it. */
function withoutBatch(node: Node, target: readonly number[], x: Place): number[] {
  const [first = 0, ...rest] = target
  const { batch } = node.translation
  const copies = node.int('allowzero', 0) === 0
  const sizes = rest.map((size, i) => (size === 0 && copies ? (x.shape[i] ?? 0) : size))
  const isBatch = Number.isNaN(first) || first === batch || (first === 0 && copies)
  // −1 in front is the batch where the others alone make an image.
  const isRest = first === -1 && sizes.length > 0 && sizeOf(sizes) === sizeOf(x.shape)
  if (sizes.some(Number.isNaN) || !(isBatch || isRest))
    node.fail(
      say('it makes the shape [{shape}] of [{input}], in which the batch is no axis of its own.', {
        shape: target.map((size) => (Number.isNaN(size) ? 'N' : size)).join(', '),
        input: ['N', ...x.shape].join(', '),
      }),
    )
  return sizes
}

const reshapeNode: Translate = (node) => {
  const x = node.place(0)
  const target = node.wholes('shape', 1) ?? node.fail(say('its shape is missing.'))
  const sizes = withoutBatch(node, target, x)
  if (sizes.length === 0) return node.fail(say('it makes one number of each image.'))
  return node.add(reshape({ shape: sizes }), [x])
}

const transposeNode: Translate = (node) => {
  const x = node.place(0)
  const rank = x.shape.length + 1
  const order = node.ints('perm') ?? Array.from({ length: rank }, (_, i) => rank - 1 - i)
  if (order[0] !== 0) node.fail(say('it moves the batch: its perm is {order}.', { order: listText(order) }))
  if (rank === 2) return x
  return node.add(transpose({ axes: order.slice(1).map((axis) => axis - 1) }), [x])
}

const squeezeNode: Translate = (node) => {
  const x = node.place(0)
  const axes = node.wholes('axes', 1)
  if (axes === undefined) {
    if (node.translation.batch === 1) node.fail(say('it names no axes, and the batch is 1 as well.'))
    return node.add(squeeze(), [x])
  }
  return node.add(squeeze({ axes: axes.map((axis) => node.axis(axis, x.shape.length + 1)) }), [x])
}

const unsqueezeNode: Translate = (node) => {
  const x = node.place(0)
  const axes = node.wholes('axes', 1) ?? node.fail(say('its axes are missing.'))
  return node.add(unsqueeze({ axes: axes.map((axis) => node.axis(axis, x.shape.length + 1 + axes.length)) }), [x])
}

/** A value broadcast to a larger shape. */
const expand: Translate = (node) => {
  const target = Array.from(node.known(1).data)
  const [x] = node.inputs
  const [first, ...rest] = target
  if (x instanceof Constant) {
    // It becomes one for each image.
    const { batch } = node.translation
    if (!(Number.isNaN(first) || first === batch))
      return node.fail(say('it makes the shape {shape}.', { shape: listText(target) }))
    return broadcastTo(node, node.constantPlace(x, rest.length), rest)
  }
  const { shape } = node.place(0)
  const { batch } = node.translation
  const grows = target.length > shape.length && !(first === 1 || Number.isNaN(first) || first === batch)
  if (grows) node.fail(say('it makes the shape {shape}.', { shape: listText(target) }))
  const own = target.length === shape.length + 1 ? rest : target.length <= shape.length ? target : undefined
  if (!own) return node.fail(say('it makes the shape {shape}.', { shape: listText(target) }))
  const padded = [...shape.slice(0, shape.length - own.length), ...own]
  return broadcastTo(
    node,
    node.place(0),
    padded.map((size, i) => (size === 1 ? shape[i]! : size)),
  )
}

function broadcastTo(node: Node, x: Place, shape: readonly number[]): Place {
  if (shape.every((size, i) => size === x.shape[i])) return x
  return node.add(add(), [x, node.add(constantTensor({ shape, values: 0 }), [])])
}

/** The blocks of channels that become pixels, and back: DCR and CRD say which of the three is outermost. */
const depthToSpace: Translate = (node) => {
  const [channels, height, width] = imageOf(node)
  const b = node.int('blocksize', 1)
  const c = channels / (b * b)
  const columnsFirst = node.choice('mode', 'DCR', ['DCR', 'CRD']) === 'CRD'
  const parts = reshape({ shape: columnsFirst ? [c, b, b, height, width] : [b, b, c, height, width] })
  const order = transpose({ axes: columnsFirst ? [0, 3, 1, 4, 2] : [2, 3, 0, 4, 1] })
  const whole = reshape({ shape: [c, height * b, width * b] })
  return node.add(whole, [node.add(order, [node.add(parts, [node.place(0)])])])
}

const spaceToDepth: Translate = (node) => {
  const [channels, height, width] = imageOf(node)
  const b = node.int('blocksize', 1)
  const [rows, columns] = [height / b, width / b]
  const parts = node.add(reshape({ shape: [channels, rows, b, columns, b] }), [node.place(0)])
  const order = node.add(transpose({ axes: [2, 4, 0, 1, 3] }), [parts])
  return node.add(reshape({ shape: [channels * b * b, rows, columns] }), [order])
}

export const shapes: Readonly<Record<string, Translate>> = {
  Flatten: flattenNode,
  Reshape: reshapeNode,
  Transpose: transposeNode,
  Squeeze: squeezeNode,
  Unsqueeze: unsqueezeNode,
  Expand: expand,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
}
