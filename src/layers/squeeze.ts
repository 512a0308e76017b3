/** Squeeze: axes of one place are left out. It moves nothing. */
import { ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { type Shape, showShape } from '../values/shape.ts'
import { axesIn, noAxisLeft, wholesOption } from './axes.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'
import { viewLayer } from './viewLayer.ts'

/** What `squeeze` can be told. */
export interface SqueezeOptions extends NameOption {
  /** Which axes of size 1 to leave out, from 0 behind the batch, or below 0 from the end. Default null: all of size 1. */
  readonly axes?: readonly number[] | null | undefined
}

/** Axes left out as a plain value: what `squeeze` gives, with every default filled in. */
export interface SqueezeLayer extends Layer {
  readonly kind: 'squeeze'
  readonly axes: readonly number[] | null
}

/**
 * [C, 1, 1] → [C]: the same elements without axes of size 1. One axis is always left. No parameters. Costs nothing: it is a view.
 * As PyTorch's `squeeze` and ONNX's Squeeze, but that the batch is no axis.
 * @throws OptionError for an unknown option, or axes that are no list of whole numbers.
 * @throws ShapeError (from the model) where an axis is not there, is not of size 1, or is the last that is left.
 * @example
 * ```ts
 * const means = sequential('means', [3, 8, 8], [globalAvgPool2d(), squeeze({ axes: [1, 2] })])
 * console.log(means.outputShape) // [ 3 ]
 * ```
 */
export function squeeze(given: SqueezeOptions = {}): SqueezeLayer {
  const { owner, options, head } = named('squeeze', given, ['axes'])
  const { axes } = options
  return { ...head, axes: axes === undefined || axes === null ? null : wholesOption(owner, 'axes', axes) }
}

function squeezed({ axes }: SqueezeLayer, input: Shape): Shape {
  if (axes === null) {
    const rest = input.filter((size) => size !== 1)
    return rest.length > 0 ? rest : [1]
  }
  const out = axesIn('squeeze', axes, input)
  for (const axis of out)
    if (input[axis] !== 1)
      throw new ShapeError({
        code: 'not-one',
        message: say('squeeze: axis {axis} has size {size}, not 1.', { axis, size: input[axis]! }),
        numbers: [say('input {shape}', { shape: showShape(input) })],
        fix: say('leave the axis in, or choose one index of it with gather() or slice().'),
        details: { axes, input },
      })
  const rest = input.filter((_, axis) => !out.includes(axis))
  if (rest.length === 0) throw noAxisLeft('squeeze', input)
  return rest
}

export const squeezeLayer = viewLayer<SqueezeLayer>(squeeze, { en: 'squeeze', ko: '축 빼기' }, squeezed)
