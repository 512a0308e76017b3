/** Images in another size as a layer: pixels repeated or interpolated, as the operator Resize of ONNX does it. */
import { OptionError, ShapeError } from '../errors/errors.ts'
import { choiceOption, pairOption, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { NearestMode, Resize2dAttributes, ResizeCoordinates, ResizeMode } from '../ops/resize2d/op.ts'
import { eachTap, placesOf, type ResizeAxis, tapCount } from '../ops/resize2d/taps.ts'
import { type Shape, showShape } from '../values/shape.ts'
import type { Window2d } from '../window/window2d.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

export type { NearestMode, ResizeCoordinates, ResizeMode }

/** What `resize2d` can be told: either `size` or `scale`. */
export interface Resize2dOptions extends NameOption {
  /** Height and width of the output: a number, or [height, width]. */
  readonly size?: number | readonly [number, number] | undefined
  /** How many times larger it is: a number, or [height, width]. A size that is not whole is rounded down. */
  readonly scale?: number | readonly [number, number] | undefined
  /** Default 'nearest'. */
  readonly mode?: ResizeMode | undefined
  /** Where outputs lie among the pixels. Default 'half-pixel'. */
  readonly coordinates?: ResizeCoordinates | undefined
  /** Of mode 'nearest': which pixel is taken. Default 'round-prefer-floor'. */
  readonly nearestMode?: NearestMode | undefined
  /** Of mode 'cubic': the kernel's coefficient. Default −0.75. */
  readonly cubicCoefficient?: number | undefined
}

/** A change of size as a plain value: what `resize2d` gives, with every default filled in. */
export interface Resize2dLayer extends Layer {
  readonly kind: 'resize2d'
  /** [height, width]; there where no scale is. */
  readonly size?: readonly [number, number]
  /** [height, width] */
  readonly scale?: readonly [number, number]
  readonly mode: ResizeMode
  readonly coordinates: ResizeCoordinates
  readonly nearestMode: NearestMode
  readonly cubicCoefficient: number
}

/**
 * Each output is made of the pixels around the place x where it lies, in both directions:
 *
 *   'nearest'    the nearest pixel
 *   'bilinear'   of the two pixels around it, in proportion to its distances
 *   'cubic'      of four pixels, by the cubic kernel
 *
 * With s = outputs / pixels, or as `scale` says, output o lies at
 *
 *   'half-pixel'             (o + ½) / s − ½: edges of the image on edges      PyTorch's align_corners=False
 *   'align-corners'          o · (pixels − 1) / (outputs − 1)                  PyTorch's align_corners=True
 *   'asymmetric'             o / s: first pixel on first pixel
 *   'pytorch-half-pixel'     as 'half-pixel', but 0 where there is one output only
 *   'half-pixel-symmetric'   as 'half-pixel', with what a rounded size leaves over on both sides
 *
 * and a pixel outside is the nearest one inside. [C, H, W] → [C, ...size], or ⌊H·scale⌋ and ⌊W·scale⌋. No parameters. Cost:
 * C·OH·(W + OW) multiply-adds a tap (1, 2 or 4). Nothing is smoothed beforehand: where maps get smaller, pixels between the taps
 * are not read.
 *
 * Names and numbers are those of the operator Resize of ONNX (its defaults too). PyTorch's interpolate has 'bilinear' and
 * 'bicubic' with either align_corners; its 'nearest' is nearestMode 'floor' with 'asymmetric', its 'nearest-exact' is
 * 'round-prefer-ceil'.
 *
 * Receptive field: the smallest window with steps of pixels / outputs that holds what every output reads.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the input is not an image, or the scale leaves no pixel.
 * Source: https://onnx.ai/onnx/operators/onnx__Resize.html; Keys 1981, Cubic convolution interpolation for digital image
 * processing.
 * @example
 * ```ts
 * const layers = [resize2d({ scale: 2, mode: 'bilinear' }), conv2d({ filters: 8, kernelSize: 3, padding: 1 })]
 * console.log(sequential('up', [16, 14, 14], layers).outputShape) // [ 8, 28, 28 ]
 * ```
 */
export function resize2d(given: Resize2dOptions): Resize2dLayer {
  const { owner, options, head } = named('resize2d', given, [
    'size',
    'scale',
    'mode',
    'coordinates',
    'nearestMode',
    'cubicCoefficient',
  ])
  const { size, scale, mode = 'nearest', coordinates = 'half-pixel' } = options
  const { nearestMode = 'round-prefer-floor', cubicCoefficient = -0.75 } = options
  if ((size === undefined) === (scale === undefined))
    throw new OptionError({
      code: 'size-or-scale',
      message:
        size === undefined
          ? say('{owner} needs either size or scale.', { owner })
          : say('{owner} takes either size or scale, not both.', { owner }),
      fix: say('for example, scale: 2 or size: [height, width].'),
    })
  return {
    ...head,
    ...(size === undefined ? { scale: scaleOption(owner, scale) } : { size: pairOption(owner, 'size', size) }),
    mode: choiceOption(owner, 'mode', mode, Object.keys(tapCount) as ResizeMode[]),
    coordinates: choiceOption(owner, 'coordinates', coordinates, allCoordinates),
    nearestMode: choiceOption(owner, 'nearestMode', nearestMode, ['round-prefer-floor', 'round-prefer-ceil', 'floor', 'ceil']),
    cubicCoefficient: realOption(owner, 'cubicCoefficient', cubicCoefficient),
  }
}

const allCoordinates = ['half-pixel', 'half-pixel-symmetric', 'pytorch-half-pixel', 'align-corners', 'asymmetric'] as const

function scaleOption(owner: string, value: unknown): [number, number] {
  const pair = Array.isArray(value) ? value : [value, value]
  if (pair.length === 2 && pair.every((times) => Number.isFinite(times) && times > 0)) return [pair[0], pair[1]]
  throw wrongOption(owner, 'scale', value, say('a number above 0, or two of them [height, width]'))
}

function outputOf({ size, scale }: Resize2dLayer, inputs: readonly [Shape]): Shape {
  const [channels, height, width] = imageInput('resize2d', inputs)
  if (size) return [channels, ...size]
  const [down, across] = scale!
  const output = [Math.floor(height * down), Math.floor(width * across)] as const
  if (Math.min(...output) < 1)
    throw new ShapeError({
      code: 'nothing-left',
      message: say('the scale leaves no pixel.'),
      numbers: [
        say('input {input}, scale [{scale}]: output {output}', {
          input: showShape(inputs[0]),
          scale: `${down}, ${across}`,
          output: showShape(output),
        }),
      ],
      fix: say('use a larger scale, or size: [height, width].'),
      details: { input: inputs[0], scale },
    })
  return [channels, ...output]
}

function attributesOf({ mode, coordinates, nearestMode, cubicCoefficient, scale }: Resize2dLayer): Resize2dAttributes {
  return { mode, coordinates, nearestMode, cubicCoefficient, scale: scale ?? null }
}

export const resize2dLayer: LayerBehaviour<Resize2dLayer> = {
  inputs: 1,
  create: resize2d,
  title: { en: 'resizing', ko: '크기 변경' },
  passive: true,

  output(layer, inputs) {
    return outputOf(layer, inputs)
  },

  forward(layer, { inputs: [x], emit, output }) {
    const y = output()
    emit('resize2d', attributesOf(layer), [x], [y])
    return y
  },

  backward(layer, { dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('resize2dGrad', attributesOf(layer), [dy], [dx])
    return [dx]
  },

  window(layer, inputs): Window2d {
    const input = imageInput('resize2d', inputs)
    const output = outputOf(layer, inputs)
    const attributes = attributesOf(layer)
    const [down, across] = ([0, 1] as const).map((axis) =>
      hull({ n: input[axis + 1]!, o: output[axis + 1]!, scale: attributes.scale?.[axis] ?? null }, attributes),
    ) as [Hull, Hull]
    return {
      // Two elements: the first pixel that an output reads, and the last.
      kernelSize: [2, 2],
      dilation: [down.reach, across.reach],
      stride: [down.step, across.step],
      padding: [down.before, across.before, down.after, across.after],
    }
  },
}

interface Hull {
  readonly reach: number
  readonly step: number
  readonly before: number
  readonly after: number
}

/** No axis that fits into a memory is longer; a written model may say anything. */
const mostOutputs = 2 ** 16

/** The smallest window that holds the pixels of output o when its first lies at o · step − before, for every o. */
function hull(axis: ResizeAxis, attributes: Resize2dAttributes): Hull {
  const places = placesOf(axis, attributes)
  const step = places.p / places.r
  const radius = tapCount[attributes.mode] / 2 + 0.5
  const middle = places.q / places.r
  let [first, last] = axis.o > mostOutputs ? [middle - radius, middle + radius] : [Infinity, -Infinity]
  for (let o = 0; o < axis.o && axis.o <= mostOutputs; o++)
    eachTap(o, axis, places, attributes, (pixel, weight) => {
      // A place on a pixel does not see the others.
      if (weight === 0) return
      first = Math.min(first, pixel - o * step)
      last = Math.max(last, pixel - o * step)
    })
  return { reach: last - first, step, before: -first, after: Math.max(0, last + (axis.o - 1) * step - (axis.n - 1)) }
}
