/** Numbers that never learn, as a layer without inputs: tables of positions, masks, constants of an imported model. */
import { OptionError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { wholeText } from '../text/numbers.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'
import { shapeOption } from './shapeOption.ts'

/** What `constantTensor` can be told. */
export interface ConstantTensorOptions extends NameOption {
  /** One to four sizes, without the batch. */
  readonly shape: Shape
  /**
   * The numbers in the order of the shape, or one for all; at most 65,536 of them, as they are part of the model's JSON. Left
   * out: they come with the weights, and are NaN until then.
   */
  readonly values?: number | ArrayLike<number> | undefined
}

/** Fixed numbers as a plain value: what `constantTensor` gives, with every default filled in. */
export interface ConstantTensorLayer extends Layer {
  readonly kind: 'constantTensor'
  readonly shape: Shape
  readonly values?: number | readonly number[]
}

/** More would make a model's JSON larger than what it describes. */
const mostValues = 2 ** 16

/**
 * y = value, the same for every image: a layer without inputs, `apply(constantTensor({ shape: [1, 8, 8], values: mask }))`.
 * Nothing learns; no gradient is made. The numbers are kept in single precision.
 *
 * State: value, of the given shape, so that weights that are saved hold it, too, and weights that are loaded replace it. A large
 * table is best left out of the model: without `values` its numbers are NaN until `setParameters` or a file brings "name.value".
 * `constant` is another thing: an initializer. Cost: one copy per image.
 * @throws OptionError for an option that is missing, unknown or out of range, or not as many values as the shape has.
 * @throws ShapeError (from the model) where it is given an input.
 * @example
 * ```ts
 * const column = Array.from({ length: 8 }, (_, x) => x / 8)
 * const placed = graph('placed', [3, 8, 8], (image, apply) =>
 *   apply(add(), image, apply(constantTensor({ shape: [1, 1, 8], values: column }))),
 * )
 * console.log(placed.outputShape, placed.parameterCount) // [ 3, 8, 8 ] 0
 * ```
 */
export function constantTensor(given: ConstantTensorOptions): ConstantTensorLayer {
  const { owner, options, head } = named('constantTensor', given, ['shape', 'values'])
  const shape = shapeOption(owner, options.shape)
  const { values } = options
  return { ...head, shape, ...(values !== undefined && { values: valuesOption(owner, values, sizeOf(shape)) }) }
}

function valuesOption(owner: string, values: unknown, count: number): number | readonly number[] {
  const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(Math.fround(value))
  if (isNumber(values)) return values
  const list: readonly unknown[] =
    ArrayBuffer.isView(values) && !(values instanceof DataView)
      ? Array.from(values as unknown as ArrayLike<number>)
      : Array.isArray(values)
        ? values
        : []
  if (list.length === count && count > mostValues)
    throw new OptionError({
      code: 'too-many-values',
      message: say('{owner}: {count} values are too many for a model; at most {most}.', {
        owner,
        count: wholeText(count),
        most: wholeText(mostValues),
      }),
      fix: say('leave values out, and set them with the weights, as the layer\'s "value".'),
      details: { count },
    })
  if (list.length === count && list.every(isNumber)) return [...list]
  throw wrongOption(
    owner,
    'values',
    values,
    say('a number, or a list of {count} finite numbers: as many as the shape has', { count }),
  )
}

export const constantTensorLayer: LayerBehaviour<ConstantTensorLayer> = {
  inputs: 0,
  create: constantTensor,
  title: { en: 'constant', ko: '상수' },
  passive: true,

  output: ({ shape }) => shape,

  state: ({ shape, values = Number.NaN }) => ({ value: { shape, initial: values } }),

  forward(_, { state, emit, output }) {
    const y = output()
    emit('expand', { divisor: 1 }, [state.value!], [y])
    return y
  },

  backward: () => [],
}
