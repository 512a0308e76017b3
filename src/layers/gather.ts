/** Gather: chosen indices of an axis, in any order and as often as one likes. */
import { ShapeError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Shape, showShape } from '../values/shape.ts'
import { axisIn, integerOption, mostAxes, noAxisLeft, onePlace, tooManyAxes } from './axes.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** A whole number, or lists of them in as many brackets as they have axes. */
export type Indices = number | readonly Indices[]

/** What `gather` can be told. */
export interface GatherOptions extends NameOption {
  /** Which indices; below 0 they count from the end. One number drops the axis, a list keeps it, lists of lists add axes. */
  readonly indices: Indices
  /** Along which axis, from 0 behind the batch, or below 0 from the end. Default 0: the channels. */
  readonly axis?: number | undefined
}

/** Chosen indices as a plain value: what `gather` gives, with every default filled in. */
export interface GatherLayer extends Layer {
  readonly kind: 'gather'
  readonly indices: Indices
  readonly axis: number
}

/**
 * y[…, i, …] = x[…, indices[i], …] along the axis: channels are chosen, put into another order, or taken several times. As
 * ONNX's Gather with constant indices, and PyTorch's `index_select`, but that the batch is no axis. No parameters. Cost: a
 * copy. The gradients of a place that is chosen several times add up, always in the same order.
 *
 * Receptive field: that of its input along channels; along rows or columns the hull of all units.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the axis or a place is not there.
 * @example
 * ```ts
 * // C3 of LeNet-5 as LeCun et al. 1998 have it (table I): each of its 16 maps reads some of the 6 maps before it.
 * const three = [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5, 4, 5, 0, 5, 0, 1]
 * const four = [0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 0, 4, 5, 0, 1, 5, 0, 1, 2, 0, 1, 3, 4, 1, 2, 4, 5, 0, 2, 3, 5]
 * const c3 = graph('C3', [6, 14, 14], (s2, apply) => {
 *   const ofThree = apply(conv2d({ filters: 6, kernelSize: 5, groups: 6 }), apply(gather({ indices: three }), s2))
 *   const ofFour = apply(conv2d({ filters: 9, kernelSize: 5, groups: 9 }), apply(gather({ indices: four }), s2))
 *   return apply(concat(), ofThree, ofFour, apply(conv2d({ filters: 1, kernelSize: 5 }), s2))
 * })
 * console.log(c3.outputShape, c3.parameterCount) // [ 16, 10, 10 ] 1516
 * ```
 */
export function gather(given: GatherOptions): GatherLayer {
  const { owner, options, head } = named('gather', given, ['indices', 'axis'])
  const { indices, axis = 0 } = options
  if (!shapeOf(indices))
    throw wrongOption(
      owner,
      'indices',
      indices,
      say('a whole number, or a list of them; lists of lists are all equally long, at most {most} deep', { most: mostAxes }),
    )
  return { ...head, indices: structuredClone(indices), axis: integerOption(owner, 'axis', axis) }
}

/** The axes of the indices: none of one number; undefined where they are none. */
function shapeOf(indices: unknown, depth = 0): Shape | undefined {
  if (Number.isInteger(indices)) return []
  if (!Array.isArray(indices) || indices.length === 0 || depth === mostAxes) return undefined
  const first = shapeOf(indices[0], depth + 1)
  const alike = (one: unknown) => {
    const shape = shapeOf(one, depth + 1)
    return shape?.length === first?.length && shape?.every((size, i) => size === first?.[i])
  }
  return first && indices.every(alike) ? [indices.length, ...first] : undefined
}

/** All numbers, in their order. */
function flatten(indices: Indices): number[] {
  return typeof indices === 'number' ? [indices] : indices.flatMap(flatten)
}

/** The axis from the front, and the indices as one list, both from the front. */
function chosenOf({ axis: given, indices }: GatherLayer, input: Shape): { axis: number; indices: number[] } {
  const axis = axisIn('gather', given, input)
  const size = input[axis]!
  const list = flatten(indices)
  const outside = list.find((index) => index < -size || index >= size)
  if (outside !== undefined)
    throw new ShapeError({
      code: 'no-place',
      message: say('gather: axis {axis} has no index {index}.', { axis, index: outside }),
      numbers: [
        say('input {shape}; indices 0 to {last}, or −{size} to −1 from the end', {
          shape: showShape(input),
          last: size - 1,
          size,
        }),
      ],
      fix: say('choose indices of the axis, or another axis: 0 is the first after the batch.'),
      details: { input, axis, index: outside },
    })
  return { axis, indices: list.map((index) => (index < 0 ? index + size : index)) }
}

export const gatherLayer: LayerBehaviour<GatherLayer> = {
  inputs: 1,
  create: gather,
  title: { en: 'gather', ko: '골라 모으기' },
  passive: true,

  output(layer, [input]) {
    const { axis } = chosenOf(layer, input)
    const shape = [...input.slice(0, axis), ...shapeOf(layer.indices)!, ...input.slice(axis + 1)]
    if (shape.length === 0) throw noAxisLeft('gather', input)
    if (shape.length > mostAxes) throw tooManyAxes('gather', shape.length, input)
    return shape
  },

  forward(layer, { inputs: [x], emit, output }) {
    const y = output()
    emit('gather', chosenOf(layer, x.shape.slice(1)), [x], [y])
    return y
  },

  backward(layer, { inputs: [x], dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('gatherGrad', chosenOf(layer, x.shape.slice(1)), [dy], [dx])
    return [dx]
  },

  window(layer, [input]) {
    return chosenOf(layer, input).axis < input.length - 2 ? onePlace : 'all'
  },
}
