/** Layers that join branches: sums, products, extremes, and one behind the other. */
import { say } from '../../../errors/say.ts'
import { add, concat, maximum, minimum, multiply, subtract } from '../../../layers/index.ts'
import type { Layer } from '../../../layers/layer.ts'
import { type Shape, sameShape } from '../../../values/shape.ts'
import { kerasShape, storedAxis, type Tensor } from '../tensor.ts'
import { scaled } from './activations.ts'
import { axesOf, type Convert, type LayerCall, put } from './layerCall.ts'

type Make = (options: { readonly name: string }) => Layer

/** All with as many axes as the one that has most: Keras puts axes of one place in front. */
function branches({ builder, inputs, config }: LayerCall): Tensor[] {
  if (inputs.length < 2) throw config.fail(say('it joins two or more tensors, but is given {count}.', { count: inputs.length }))
  const most = inputs.reduce((rank, { stored }) => Math.max(rank, stored.length), 0)
  const even = inputs.map((input) => {
    const missing = most - input.stored.length
    const ones: Shape = Array.from({ length: missing }, () => 1)
    return missing === 0 ? input : builder.reshaped(builder.plain(input), [...ones, ...kerasShape(input)], 'plain')
  })
  return builder.alike(even)
}

/** Of two at a time, from the first on. */
function pairwise(call: LayerCall, make: Make, tensors: readonly Tensor[], part = 'part'): Tensor {
  const [first, ...others] = tensors
  return others.reduce(
    (joined, next, i) =>
      put(call, make, [joined, next], joined.layout, i === others.length - 1 ? {} : { part: `${part}${i + 1}` }),
    first!,
  )
}

const merging =
  (make: Make): Convert =>
  (call) =>
    pairwise(call, make, branches(call))

function sum(call: LayerCall, tensors: readonly Tensor[]): Tensor {
  const [first] = tensors
  const alike = tensors.every(({ stored }) => sameShape(stored, first!.stored))
  return alike ? put(call, add, tensors, first!.layout) : pairwise(call, add, tensors)
}

const addLayer: Convert = (call) => sum(call, branches(call))

const subtractLayer: Convert = (call) => {
  if (call.inputs.length !== 2)
    throw call.config.fail(say('it reads two tensors, but is given {count}.', { count: call.inputs.length }))
  return pairwise(call, subtract, branches(call))
}

const averageLayer: Convert = (call) => {
  const tensors = branches(call)
  return scaled(call, sum(call, tensors), 1 / tensors.length, 'mean')
}

/** Striate joins along the first axis as it lies: where another one is meant, it is brought to the front, and back. */
const concatenateLayer: Convert = (call) => {
  const { builder, config, inputs } = call
  const [first] = inputs
  if (inputs.length < 2 || !first)
    throw config.fail(say('it joins two or more tensors, but is given {count}.', { count: inputs.length }))
  const rank = first.stored.length
  if (inputs.some(({ stored }) => stored.length !== rank))
    throw config.fail(say('it joins tensors with different numbers of axes.'))
  const [axis, other] = axesOf(call, 'axis', rank, -1)
  if (other !== undefined) throw config.wrong('axis', config.get('axis'), say('one axis'))
  const isImage = rank === 3 && axis === 2
  const ordered = inputs.map((input) => (isImage ? builder.channelsFirst(input) : builder.plain(input)))
  const layout = isImage ? 'channelsFirst' : 'plain'
  const along = storedAxis(ordered[0]!, axis!)
  if (along === 0) return put(call, concat, ordered, layout)
  const toFront = [along, ...Array.from({ length: rank }, (_, i) => i).filter((i) => i !== along)]
  const back = toFront.map((_, i) => toFront.indexOf(i))
  const joined = put(
    call,
    concat,
    ordered.map((tensor) => builder.transposed(tensor, toFront, 'plain')),
    'plain',
  )
  return builder.transposed(joined, back, 'plain')
}

export const mergingLayers: Readonly<Record<string, Convert>> = {
  Add: addLayer,
  Subtract: subtractLayer,
  Multiply: merging(multiply),
  Average: averageLayer,
  Maximum: merging(maximum),
  Minimum: merging(minimum),
  Concatenate: concatenateLayer,
}
