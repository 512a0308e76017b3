/**
 * A border around images as a layer of its own: mirrored or repeated pixels where the padding of convolution and pooling knows
 * one value only.
 */
import { ShapeError } from '../errors/errors.ts'
import { choiceOption, realOption, sidesOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { PadMode } from '../ops/pad2d/op.ts'
import { type Shape, showShape } from '../values/shape.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

export type { PadMode }

/** What `pad2d` can be told. */
export interface Pad2dOptions extends NameOption {
  /** Rows and columns more: a number for all four sides, or [top, left, bottom, right]. */
  readonly padding: number | readonly [number, number, number, number]
  /** What they show: a value, the image mirrored at its edge, or its nearest pixel. Default 'constant'. */
  readonly mode?: PadMode | undefined
  /** Of mode 'constant'. Default 0. */
  readonly value?: number | undefined
}

/** A border as a plain value: what `pad2d` gives, with every default filled in. */
export interface Pad2dLayer extends Layer {
  readonly kind: 'pad2d'
  readonly padding: readonly [number, number, number, number]
  readonly mode: PadMode
  readonly value: number
}

/**
 * y[c, oy, ox] = x[c, oy − top, ox − left] inside the image. Outside stand
 *
 *   'constant'   value                                  v v | a b c d | v v
 *   'reflect'    the image, mirrored at its edge pixel  c b | a b c d | c b
 *   'edge'       the nearest pixel                      a a | a b c d | d d
 *
 * [C, H, W] → [C, top + H + bottom, left + W + right]. No parameters. Cost: one copy. Gradients that fall on one pixel add up.
 * These are the modes of ONNX's Pad; in PyTorch ConstantPad2d, ReflectionPad2d and ReplicationPad2d, whose padding is
 * [left, right, top, bottom]. Convolution and pooling have a `padding` of their own, which costs less.
 *
 * Receptive field: as of zeros around the image, so a box may reach outside, though the pixels shown there lie inside.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the input is not an image, or is to be mirrored over its whole size or more.
 * @example
 * ```ts
 * const layers = [pad2d({ padding: 1, mode: 'reflect' }), conv2d({ filters: 8, kernelSize: 3 })]
 * console.log(sequential('seamless', [3, 32, 32], layers).outputShape) // [ 8, 32, 32 ]
 * ```
 */
export function pad2d(given: Pad2dOptions): Pad2dLayer {
  const { owner, options, head } = named('pad2d', given, ['padding', 'mode', 'value'])
  const { mode = 'constant', value = 0 } = options
  return {
    ...head,
    padding: sidesOption(owner, 'padding', options.padding),
    mode: choiceOption(owner, 'mode', mode, ['constant', 'reflect', 'edge']),
    value: realOption(owner, 'value', value),
  }
}

function checked({ padding, mode }: Pad2dLayer, inputs: readonly [Shape]): Shape {
  const [channels, height, width] = imageInput('pad2d', inputs)
  const [top, left, bottom, right] = padding
  if (mode === 'reflect' && (Math.max(top, bottom) >= height || Math.max(left, right) >= width))
    throw new ShapeError({
      code: 'reflect-too-far',
      message: say("padding of mode 'reflect' must be smaller than the image."),
      numbers: [
        say('input {input}, padding [{padding}] = top, left, bottom, right', {
          input: showShape(inputs[0]),
          padding: padding.join(', '),
        }),
      ],
      fix: say("use at most {rows} at the top and bottom and {columns} at the left and right, or mode 'edge'.", {
        rows: height - 1,
        columns: width - 1,
      }),
      details: { input: inputs[0], padding, most: [height - 1, width - 1] },
    })
  return [channels, top + height + bottom, left + width + right]
}

export const pad2dLayer: LayerBehaviour<Pad2dLayer> = {
  inputs: 1,
  create: pad2d,
  title: { en: 'padding', ko: '패딩' },
  passive: true,

  output(layer, inputs) {
    return checked(layer, inputs)
  },

  forward({ padding, mode, value }, { inputs: [x], emit, output }) {
    const y = output()
    emit('pad2d', { padding, mode, value }, [x], [y])
    return y
  },

  backward({ padding, mode }, { dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('pad2dGrad', { padding, mode }, [dy], [dx])
    return [dx]
  },

  window({ padding }) {
    return { kernelSize: [1, 1], stride: [1, 1], dilation: [1, 1], padding }
  },
}
