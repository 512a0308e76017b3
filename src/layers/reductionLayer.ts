/** What the reductions share: their options, and their behaviour by the op `reduce`. */
import { ShapeError } from '../errors/errors.ts'
import { booleanOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { Reduction } from '../ops/reduce/op.ts'
import { mostDimensions } from '../ops/shared/broadcast.ts'
import type { Words } from '../text/language.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { viewOf } from '../values/value.ts'
import { axesIn } from './axes.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type Head, type NameOption, named } from './named.ts'

/** What `reduceMean`, `reduceSum`, `reduceMax` and `reduceMin` can be told. */
export interface ReductionOptions extends NameOption {
  /**
   * The axes that are reduced, of the shape without the batch: of an image 0 is the channels, 1 the height, 2 the width;
   * negative ones count from the end, so that −1 is the last. Default: all of them.
   */
  readonly axes?: readonly number[] | undefined
  /** Whether the reduced axes stay, with a size of 1. Default true. */
  readonly keepDims?: boolean | undefined
}

/** A reduction as a plain value. */
export interface ReductionLayer<K extends string = string> extends Layer {
  readonly kind: K
  /** Left out where all are reduced. */
  readonly axes?: readonly number[]
  readonly keepDims: boolean
}

/** @throws OptionError for an option that is unknown or out of range */
export function reductionOf<K extends string>(kind: K, given: ReductionOptions): Head<K> & ReductionLayer<K> {
  const { owner, options, head } = named(kind, given, ['axes', 'keepDims'])
  const { axes, keepDims = true } = options
  const last = mostDimensions - 2
  const isAxis = (axis: unknown) => Number.isInteger(axis) && (axis as number) >= -last - 1 && (axis as number) <= last
  if (axes !== undefined && !(Array.isArray(axes) && axes.length > 0 && axes.length <= last + 1 && axes.every(isAxis)))
    throw wrongOption(
      owner,
      'axes',
      axes,
      say('a list of axes: 0 is the first without the batch, -1 the last'),
      say('leave axes out to reduce all of them.'),
    )
  return { ...head, ...(axes && { axes: [...axes] }), keepDims: booleanOption(owner, 'keepDims', keepDims) }
}

/** `fn`: what the op does. */
export function reductionLayer<L extends ReductionLayer>(
  fn: Reduction,
  create: (options?: ReductionOptions) => L,
  title: Words,
): LayerBehaviour<L> {
  return {
    inputs: 1,
    create,
    title,

    output: (layer, [input]) => outputOf(layer, input),

    forward(layer, { inputs: [x], emit, keep }) {
      const [batch = 1, ...input] = x.shape
      const y = keep('reduced', ones(input, axesOf(layer, input)))
      emit('reduce', { fn }, [x], [y])
      return layer.keepDims ? y : viewOf(y, `${y.name}.left`, [batch, ...outputOf(layer, input)])
    },

    backward(_, { inputs: [x], kept, dy, emit, wants, gradient }) {
      if (!wants(0)) return [undefined]
      const y = kept.reduced!
      const dx = gradient(0)
      const ofY = viewOf(dy, `${dy.name}.reduced`, y.shape)
      if (fn === 'max' || fn === 'min') emit('extremumGrad', {}, [x, y, ofY], [dx])
      else emit('expand', { divisor: fn === 'mean' ? sizeOf(x.shape) / sizeOf(y.shape) : 1 }, [ofY], [dx])
      return [dx]
    },

    // Of another shape than an image's no one knows which axis is which: a unit may see all.
    window(layer, [input]) {
      const axes = axesOf(layer, input)
      const reduced = ([1, 2] as const).map((axis) => axes.includes(axis))
      if (input.length !== 3) return axes.some((axis) => axis > 0 || input.length === 1) ? 'all' : undefined
      if (!reduced.includes(true)) return undefined
      if (!reduced.includes(false)) return 'all'
      const kernelSize = [reduced[0] ? input[1]! : 1, reduced[1] ? input[2]! : 1] as const
      return { kernelSize, stride: [reduced[0] ? 0 : 1, reduced[1] ? 0 : 1], dilation: [1, 1], padding: [0, 0, 0, 0] }
    },
  }
}

function outputOf(layer: ReductionLayer, input: Shape): Shape {
  const axes = axesOf(layer, input)
  if (layer.keepDims) return ones(input, axes)
  const left = input.filter((_, axis) => !axes.includes(axis))
  return left.length > 0 ? left : [1]
}

const ones = (shape: Shape, axes: readonly number[]) => shape.map((size, axis) => (axes.includes(axis) ? 1 : size))

/** The axes counted from the first. @throws ShapeError for one that the input does not have, or that is named twice */
function axesOf({ kind, axes }: ReductionLayer, input: Shape): readonly number[] {
  const count = input.length
  if (count >= mostDimensions)
    throw new ShapeError({
      code: 'too-many-dimensions',
      message: say('{kind} takes inputs of at most {most} dimensions.', { kind, most: mostDimensions - 1 }),
      numbers: [say('input {shape}', { shape: showShape(input) })],
    })
  return axes ? axesIn(kind, axes, input) : input.map((_, axis) => axis)
}
