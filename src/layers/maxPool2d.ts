/**
 * Max pooling: the largest value of each window, each channel for itself. It has no parameters. The places of the
 * maxima are kept for the way back.
 */
import type { Shape } from '../values/shape.ts'
import { placeWindow, type WindowFields, type WindowOptions, windowFields } from '../window/window.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** As of every window, but the default stride is the kernel size: the windows lie side by side. */
export interface MaxPool2dOptions extends WindowOptions, NameOption {}

/** Max pooling as a plain value: what `maxPool2d` gives, with every default filled in. */
export interface MaxPool2dLayer extends Layer, WindowFields {
  readonly kind: 'maxPool2d'
}

/**
 * y[c, oy, ox] = max over the window of x[c, …]; padding counts as −∞; the first of several equal maxima gets the gradient.
 *
 * [C, H, W] → [C, OH, OW], sizes as for conv2d. A 2×2 window with stride 2 halves a map, and a shift inside a window
 * changes nothing. Stride = kernelSize, padding 0, dilation 1, rounding 'whole' by default. Cost: C·OH·OW·kh·kw comparisons.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the size is not whole, the kernel too large, or a window holds no pixel.
 * @example
 * ```ts
 * console.log(sequential('half', [6, 28, 28], [maxPool2d({ kernelSize: 2 })]).outputShape) // [ 6, 14, 14 ]
 * ```
 */
export function maxPool2d(given: MaxPool2dOptions): MaxPool2dLayer {
  const { owner, options, head } = named('maxPool2d', given, ['kernelSize', 'stride', 'dilation', 'padding', 'rounding'])
  return { ...head, ...windowFields(owner, options, options.kernelSize) }
}

function checked(layer: MaxPool2dLayer, inputs: readonly [Shape]) {
  const input = imageInput('maxPool2d', inputs)
  const { window, output } = placeWindow(layer, input, { pooling: true })
  return { window, output: [input[0], ...output] }
}

export const maxPool2dLayer: LayerBehaviour<MaxPool2dLayer> = {
  inputs: 1,
  create: maxPool2d,
  title: { en: 'max pooling', ko: '맥스 풀링' },

  output(layer, inputs) {
    return checked(layer, inputs).output
  },

  forward(layer, { inputs, emit, output, keep }) {
    const [x] = inputs
    const placed = checked(layer, [x.shape.slice(1)])
    const y = output()
    emit('maxPool2d', placed.window, [x], [y, keep('argMax', placed.output, 'i32')])
    return y
  },

  backward(layer, { inputs, kept, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('maxPool2dGrad', checked(layer, [inputs[0].shape.slice(1)]).window, [dy, kept.argMax!], [dx])
    return [dx]
  },

  window(layer, inputs) {
    return checked(layer, inputs).window
  },
}
