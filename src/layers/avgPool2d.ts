/**
 * Average pooling: the mean of each window, each channel for itself. It has no parameters (LeNet-5's subsampling had
 * two a map; here, as in all later networks, it has none).
 */
import { booleanOption } from '../errors/options.ts'
import type { Shape } from '../values/shape.ts'
import { placeWindow, type WindowFields, type WindowOptions, windowFields } from '../window/window.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** As of every window, but the default stride is the kernel size, and there is no dilation. */
export interface AvgPool2dOptions extends Omit<WindowOptions, 'dilation'>, NameOption {
  /** Whether the zeros of the padding count in the mean. Default true, as in PyTorch. */
  readonly countPadding?: boolean | undefined
}

/** Average pooling as a plain value: what `avgPool2d` gives, with every default filled in. */
export interface AvgPool2dLayer extends Layer, Omit<WindowFields, 'dilation'> {
  readonly kind: 'avgPool2d'
  readonly countPadding: boolean
}

/**
 * y[c, oy, ox] = the mean over the window of x[c, …].
 *
 * [C, H, W] → [C, OH, OW], sizes as for conv2d. Stride = kernelSize, padding 0, rounding 'whole', countPadding true by
 * default. Cost: C·OH·OW·kh·kw additions.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the size is not whole, the kernel too large, or a window holds no pixel.
 * Source: LeCun et al. 1998, Gradient-based learning applied to document recognition.
 * @example
 * ```ts
 * const layer = avgPool2d({ kernelSize: 3, stride: 2, padding: [1, 1, 0, 0] })
 * console.log(sequential('half', [6, 28, 28], [layer]).outputShape) // [ 6, 14, 14 ]
 * ```
 */
export function avgPool2d(given: AvgPool2dOptions): AvgPool2dLayer {
  const { owner, options, head } = named('avgPool2d', given, ['kernelSize', 'stride', 'padding', 'rounding', 'countPadding'])
  const { dilation: _, ...fields } = windowFields(owner, options, options.kernelSize)
  const { countPadding = true } = options
  return { ...head, ...fields, countPadding: booleanOption(owner, 'countPadding', countPadding) }
}

function checked(layer: AvgPool2dLayer, inputs: readonly [Shape]) {
  const input = imageInput('avgPool2d', inputs)
  const { window, output } = placeWindow({ ...layer, dilation: [1, 1] }, input, { pooling: true })
  return { window, output: [input[0], ...output] }
}

function attributes(layer: AvgPool2dLayer, image: Shape) {
  return { ...checked(layer, [image]).window, countPadding: layer.countPadding }
}

export const avgPool2dLayer: LayerBehaviour<AvgPool2dLayer> = {
  inputs: 1,
  create: avgPool2d,
  title: { en: 'average pooling', ko: '평균 풀링' },

  output(layer, inputs) {
    return checked(layer, inputs).output
  },

  forward(layer, { inputs, emit, output }) {
    const [x] = inputs
    const y = output()
    emit('avgPool2d', attributes(layer, x.shape.slice(1)), [x], [y])
    return y
  },

  backward(layer, { inputs, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('avgPool2dGrad', attributes(layer, inputs[0].shape.slice(1)), [dy], [dx])
    return [dx]
  },

  window(layer, inputs) {
    return checked(layer, inputs).window
  },
}
