/** Numbers that are learned, as a layer without inputs: what graphs add to, multiply by and bound with. */
import { OptionError } from '../errors/errors.ts'
import { realOption } from '../errors/options.ts'
import { asIs, say } from '../errors/say.ts'
import { constant, type Initializer, initializerOption } from '../initializers/index.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { viewOf } from '../values/value.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'
import { shapeOption } from './shapeOption.ts'

/** What `parameter` can be told. */
export interface ParameterOptions extends NameOption {
  /** One to four sizes, without the batch: [16, 1, 1] is a number for each of 16 channels. */
  readonly shape: Shape
  /** How the numbers begin; instead of `value`. `he`, `lecun` and `glorot` take each for a weight of one input. */
  readonly initializer?: Initializer | undefined
  /** What all of them begin with. Default 0: what is added has no effect at first; factors want 1. */
  readonly value?: number | undefined
}

/** Learned numbers as a plain value: what `parameter` gives, with every default filled in. */
export interface ParameterLayer extends Layer {
  readonly kind: 'parameter'
  readonly shape: Shape
  readonly initializer: Initializer
}

/**
 * y = value, the same for every image: a layer without inputs, `apply(parameter({ shape: [16, 1, 1], value: 1 }))`. Another layer
 * joins it with what comes from the image: `multiply`, `add`, `power`, `maximum` … The gradient is the sum of dy over the batch.
 *
 * Parameters: value, of the given shape. Cost: one copy per image.
 * @throws OptionError for an option that is missing, unknown or out of range, or both a value and an initializer.
 * @throws ShapeError (from the model) where it is given an input.
 * @example
 * ```ts
 * // LayerScale: each channel of a residual branch has a factor, which begins near 0.
 * const scaled = graph('scaled', [16, 8, 8], (image, apply) => {
 *   const branch = apply(conv2d({ filters: 16, kernelSize: 3, padding: 'same' }), image)
 *   const factors = apply(parameter({ shape: [16, 1, 1], value: 1e-4 }))
 *   return apply(add(), image, apply(multiply(), branch, factors))
 * })
 * console.log(scaled.parameterCount) // 2336
 * ```
 */
export function parameter(given: ParameterOptions): ParameterLayer {
  const { owner, options, head } = named('parameter', given, ['shape', 'initializer', 'value'])
  const { initializer, value } = options
  if (initializer !== undefined && value !== undefined)
    throw new OptionError({
      code: 'two-beginnings',
      message: say('{owner} takes either value or initializer, not both.', { owner }),
      fix: asIs('parameter({ shape: [16, 1, 1], value: 1 })'),
      details: { value },
    })
  return {
    ...head,
    shape: shapeOption(owner, options.shape),
    initializer:
      initializer === undefined
        ? constant(realOption(owner, 'value', value ?? 0))
        : initializerOption(owner, 'initializer', initializer),
  }
}

export const parameterLayer: LayerBehaviour<ParameterLayer> = {
  inputs: 0,
  create: parameter,
  title: { en: 'parameter', ko: '매개변수' },
  passive: true,

  output: ({ shape }) => shape,

  parameters: ({ shape, initializer }) => ({ value: { shape, initializer, fanIn: 1, fanOut: 1 } }),

  forward(_, { parameters, emit, output }) {
    const y = output()
    emit('expand', { divisor: 1 }, [parameters.value!], [y])
    return y
  },

  // Seen flat, each number is a bias of its own.
  backward({ shape }, { gradients: { value }, dy, emit }) {
    const [batch = 1] = dy.shape
    const size = sizeOf(shape)
    emit('biasGrad', {}, [viewOf(dy, `${dy.name}.flat`, [batch, size])], [viewOf(value!, `${value!.name}.flat`, [size])])
    return []
  },
}
