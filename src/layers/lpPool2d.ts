/** Pooling by the p-norm of each window, each channel for itself: between the sum (p = 1) and the maximum (a large p). */
import { wholeOption } from '../errors/options.ts'
import type { Shape } from '../values/shape.ts'
import { placeWindow, type WindowFields, type WindowOptions, windowFields } from '../window/window.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** As of every window, but the default stride is the kernel size: the windows lie side by side. */
export interface LpPool2dOptions extends WindowOptions, NameOption {
  /** The exponent, a whole number of at least 1. Default 2. */
  readonly p?: number | undefined
}

/** Pooling by p-norms as a plain value: what `lpPool2d` gives, with every default filled in. */
export interface LpPool2dLayer extends Layer, WindowFields {
  readonly kind: 'lpPool2d'
  readonly p: number
}

/**
 * y[c, oy, ox] = (Σ |x[c, …]|^p)^(1/p) over the window; padding counts as 0. dx = dy · sign(x) · (|x| / y)^(p − 1), and 0 where
 * x is 0.
 *
 * [C, H, W] → [C, OH, OW], sizes as for conv2d. p = 2, stride = kernelSize, padding 0, dilation 1, rounding 'whole' by default.
 * Cost: C·OH·OW·kh·kw powers; p = 1 and 2 need none.
 *
 * This is ONNX's LpPool. PyTorch's LPPool2d leaves out |…|: the same for an even p, but for an odd one positive and negative
 * numbers cancel there, and a negative sum is NaN.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the size is not whole, the kernel too large, or a window holds no pixel.
 * Source: Sermanet, Chintala, LeCun 2012, Convolutional neural networks applied to house numbers digit classification.
 * @example
 * ```ts
 * console.log(sequential('half', [6, 28, 28], [lpPool2d({ kernelSize: 2, p: 2 })]).outputShape) // [ 6, 14, 14 ]
 * ```
 */
export function lpPool2d(given: LpPool2dOptions): LpPool2dLayer {
  const known = ['kernelSize', 'stride', 'dilation', 'padding', 'rounding', 'p'] as const
  const { owner, options, head } = named('lpPool2d', given, known)
  const { p = 2 } = options
  return { ...head, ...windowFields(owner, options, options.kernelSize), p: wholeOption(owner, 'p', p) }
}

function checked(layer: LpPool2dLayer, inputs: readonly [Shape]) {
  const input = imageInput('lpPool2d', inputs)
  const { window, output } = placeWindow(layer, input, { pooling: true })
  return { window, output: [input[0], ...output] }
}

function attributes(layer: LpPool2dLayer, image: Shape) {
  return { ...checked(layer, [image]).window, p: layer.p }
}

export const lpPool2dLayer: LayerBehaviour<LpPool2dLayer> = {
  inputs: 1,
  create: lpPool2d,
  title: { en: 'Lp pooling', ko: 'Lp 풀링' },

  output(layer, inputs) {
    return checked(layer, inputs).output
  },

  forward(layer, { inputs, emit, output }) {
    const [x] = inputs
    const y = output()
    emit('lpPool2d', attributes(layer, x.shape.slice(1)), [x], [y])
    return y
  },

  backward(layer, { inputs, result, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const [x] = inputs
    const dx = gradient(0)
    emit('lpPool2dGrad', attributes(layer, x.shape.slice(1)), [x, result, dy], [dx])
    return [dx]
  },

  window(layer, inputs) {
    return checked(layer, inputs).window
  },
}
