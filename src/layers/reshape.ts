/** Reshape: the same elements, in the same order, under another shape. It moves nothing. */
import { ShapeError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { largestSize, type Shape, showShape, sizeOf } from '../values/shape.ts'
import { mostAxes } from './axes.ts'
import type { Layer } from './layer.ts'
import { type NameOption, named } from './named.ts'
import { viewLayer } from './viewLayer.ts'

/** What `reshape` can be told. */
export interface ReshapeOptions extends NameOption {
  /** The new sizes, without the batch; one of them may be −1: what is left. At most eight. */
  readonly shape: readonly number[]
}

/** Another shape as a plain value: what `reshape` gives, with every default filled in. */
export interface ReshapeLayer extends Layer {
  readonly kind: 'reshape'
  readonly shape: readonly number[]
}

/**
 * The elements of each image, last axis fastest, under another shape of as many elements: [C, H, W] → [C, H·W]. The batch is
 * not part of the shape, before and after. No parameters. Costs nothing: it is a view. As PyTorch's `reshape` and ONNX's
 * Reshape.
 *
 * Receptive field: that of its input where rows and columns stay or the result is flat; else the hull of all units.
 * @throws OptionError for a shape that is missing or no shape, and for unknown options.
 * @throws ShapeError (from the model) where the input has another number of elements.
 * @example
 * ```ts
 * console.log(sequential('tokens', [16, 5, 5], [reshape({ shape: [16, -1] })]).outputShape) // [ 16, 25 ]
 * ```
 */
export function reshape(given: ReshapeOptions): ReshapeLayer {
  const { owner, options, head } = named('reshape', given, ['shape'])
  const { shape } = options
  const isSize = (size: unknown) =>
    Number.isInteger(size) && (size === -1 || ((size as number) >= 1 && (size as number) <= largestSize))
  const good = Array.isArray(shape) && shape.length >= 1 && shape.length <= mostAxes && shape.every(isSize)
  if (!good || shape.filter((size) => size === -1).length > 1)
    throw wrongOption(
      owner,
      'shape',
      shape,
      say('a list of 1 to {most} sizes: whole numbers above 0, and one of them may be −1 for the rest', { most: mostAxes }),
    )
  return { ...head, shape: [...shape] }
}

function reshaped({ shape }: ReshapeLayer, input: Shape): Shape {
  const size = sizeOf(input)
  const rest = size / sizeOf(shape.filter((one) => one !== -1))
  const output = shape.map((one) => (one === -1 ? rest : one))
  if (Number.isInteger(rest) && sizeOf(output) === size) return output
  throw new ShapeError({
    code: 'another-size',
    message: say('the {size} values of the input do not fill the shape.', { size }),
    numbers: [say('input {input}; shape [{shape}]', { input: showShape(input), shape: shape.join(', ') })],
    fix: say('use sizes whose product is {size}, or −1 for one of them; the batch is not part of the shape.', { size }),
    details: { input, shape },
  })
}

export const reshapeLayer = viewLayer<ReshapeLayer>(reshape, { en: 'reshape', ko: '모양 바꾸기' }, reshaped)
