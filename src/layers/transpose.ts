/** Transpose: the axes of an image in another order. */
import { ShapeError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Shape, showShape } from '../values/shape.ts'
import { batchApart, mostAxes, onePlace } from './axes.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `transpose` can be told. */
export interface TransposeOptions extends NameOption {
  /** Each axis of the input once, in the order of the result: 0 is the first behind the batch. */
  readonly axes: readonly number[]
}

/** Axes in another order as a plain value: what `transpose` gives, with every default filled in. */
export interface TransposeLayer extends Layer {
  readonly kind: 'transpose'
  readonly axes: readonly number[]
}

/**
 * Axis k of the result is axis axes[k] of the input: [C, H, W] → [H, W, C] with axes [1, 2, 0]. The batch stays the first and
 * is not counted: PyTorch's `permute(0, 2, 3, 1)` and ONNX's Transpose with perm [0, 2, 3, 1] are axes [1, 2, 0] here. No
 * parameters. Cost: a copy. Its gradient goes back by the inverse permutation.
 *
 * Receptive field: that of its input where the last two axes stay; else the hull of all units.
 * @throws OptionError for an unknown option, or axes that are missing or no permutation.
 * @throws ShapeError (from the model) where the input has more or fewer axes.
 * @example
 * ```ts
 * // As channelShuffle({ groups: 3 }): 3 groups of 4 channels are dealt out.
 * const layers = [reshape({ shape: [3, 4, 8, 8] }), transpose({ axes: [1, 0, 2, 3] }), reshape({ shape: [12, 8, 8] })]
 * console.log(sequential('shuffled', [12, 8, 8], layers).outputShape) // [ 12, 8, 8 ]
 * ```
 */
export function transpose(given: TransposeOptions): TransposeLayer {
  const { owner, options, head } = named('transpose', given, ['axes'])
  const { axes } = options
  if (!Array.isArray(axes) || axes.length < 1 || axes.length > mostAxes || !axes.every((_, axis) => axes.includes(axis)))
    throw wrongOption(
      owner,
      'axes',
      axes,
      say('a list of the whole numbers from 0 on, each once, at most {most}', { most: mostAxes }),
    )
  return { ...head, axes: [...axes] }
}

function ordered({ axes }: TransposeLayer, [input]: readonly [Shape]): Shape {
  if (axes.length === input.length) return axes.map((axis) => input[axis]!)
  const withBatch = axes.length === input.length + 1 && axes[0] === 0
  throw new ShapeError({
    code: 'other-axes',
    message: say('transpose has {given} axes, but its input has {count}.', { given: axes.length, count: input.length }),
    numbers: [say('input {shape}; axes [{axes}]', { shape: showShape(input), axes: axes.join(', ') })],
    fix: withBatch
      ? say('the batch is not part of the shape: axes [{axes}].', {
          axes: axes
            .slice(1)
            .map((axis) => axis - 1)
            .join(', '),
        })
      : batchApart(),
    details: { input, axes },
  })
}

export const transposeLayer: LayerBehaviour<TransposeLayer> = {
  inputs: 1,
  create: transpose,
  title: { en: 'transpose', ko: '축 바꾸기' },
  passive: true,

  output(layer, inputs) {
    return ordered(layer, inputs)
  },

  forward({ axes }, { inputs: [x], emit, output }) {
    const y = output()
    emit('transpose', { axes }, [x], [y])
    return y
  },

  backward({ axes }, { dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('transpose', { axes: axes.map((_, axis) => axes.indexOf(axis)) }, [dy], [dx])
    return [dx]
  },

  window({ axes }) {
    const [rows, columns] = [axes.length - 2, axes.length - 1]
    return axes[rows] === rows && axes[columns] === columns ? onePlace : 'all'
  },
}
