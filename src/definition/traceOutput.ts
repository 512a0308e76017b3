/**
 * Where one number of an output comes from: the window, each product or element, the sum, the bias. It reads what the layer
 * kept of its last `forward` and adds in the same order, so that the traced sum is the number itself, to the bit.
 */

import { OptionError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Shape, showShape } from '../values/shape.ts'
import type { Conv2D } from './Conv2D.ts'
import type { Pooling2D } from './Pooling2D.ts'
import { showOutputTrace } from './showTrace.ts'
import type { AverageTrace, ConvolutionTrace, MaxTrace, OutputTrace, Place4, TracedBox, TracedElement } from './trace.ts'
import { pixelUnder, type WindowPlace } from './windowPlace.ts'

/** A trace that prints itself. `toString` is not enumerable: the trace stays a plain value that can be cloned. */
export type Printed<Trace> = Trace & { toString(): string }

/**
 * The trace of output[n, f, oh, ow] of the layer's last `forward`; `String(trace)` writes its sum out.
 * @throws OptionError where there is no such place. @throws RunError before `forward`.
 */
export function traceOutput(layer: Conv2D, index: readonly number[]): Printed<ConvolutionTrace>
export function traceOutput(layer: Pooling2D, index: readonly number[]): Printed<MaxTrace | AverageTrace>
export function traceOutput(layer: Conv2D | Pooling2D, index: readonly number[]): Printed<OutputTrace> {
  const at = checkIndex('traceOutput', index, layer.output.shape, 'output')
  return printed(layer.kind === 'convolution' ? convolution(layer, at) : pooling(layer, at), showOutputTrace)
}

function convolution(layer: Conv2D, index: Place4): ConvolutionTrace {
  const { place, col, colW, b, x } = layer
  const [n, f, oh, ow] = index
  const [KH, KW] = place.window.kernelSize
  const [length, FN] = colW.shape as [number, number]
  const channels = length / (KH * KW)
  const group = Math.floor(f / (FN / layer.groups))
  const row = (n * place.output[0] + oh) * place.output[1] + ow
  const first = group * length
  let sum = 0
  const products = Array.from({ length }, (_, j) => {
    const channel = Math.floor(j / (KH * KW))
    const kernel = [Math.floor(j / KW) % KH, j % KW] as const
    const pixel = pixelUnder(place, [oh, ow], kernel)
    const value = col.data[row * col.shape[1]! + first + j]!
    const weight = colW.data[j * FN + f]!
    sum += value * weight
    const input: Place4 | null = pixel ? [n, group * channels + channel, ...pixel] : null
    return { channel, kernel, input, value, weight, product: value * weight, column: first + j }
  })
  const bias = b.data[f]!
  const result = rounded(x.data, sum + bias)
  const columns = [first, first + length - 1] as const
  return { kind: 'convolution', index, box: boxOf(place, oh, ow), row, columns, products, sum, bias, result }
}

function pooling(layer: Pooling2D, index: Place4): MaxTrace | AverageTrace {
  const { place, col, x, kind } = layer
  const [n, c, oh, ow] = index
  const K = col.shape[1]!
  const KW = place.window.kernelSize[1]
  const row = ((n * place.output[0] + oh) * place.output[1] + ow) * place.image[1] + c
  const elements: TracedElement[] = Array.from({ length: K }, (_, column) => {
    const kernel = [Math.floor(column / KW), column % KW] as const
    const pixel = pixelUnder(place, [oh, ow], kernel)
    return { kernel, input: pixel ? [n, c, ...pixel] : null, value: col.data[row * K + column]!, column }
  })
  const where = { index, box: boxOf(place, oh, ow), row, columns: [0, K - 1] as const, elements }
  if (kind === 'max') {
    const [, C] = place.image
    const winner = layer.argMax.data[((n * C + c) * place.output[0] + oh) * place.output[1] + ow]!
    const result = elements[winner]!.value
    const ties = elements.flatMap(({ input, value }, k) => (k !== winner && input && value === result ? [k] : []))
    return { kind, ...where, winner, ties, result }
  }
  const sum = elements.reduce((total, { value }) => total + value, 0)
  const divisor = layer.divisor(oh, ow)
  return { kind, ...where, sum, divisor, result: rounded(x.data, sum / divisor) }
}

function boxOf({ window, image: [, , H, W] }: WindowPlace, oh: number, ow: number): TracedBox {
  const { kernelSize: kernel, stride, dilation, padding } = window
  const [top, left] = [oh * stride[0] - padding[0], ow * stride[1] - padding[1]]
  const [height, width] = [(kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1]
  const outside = (pixels: number, most: number) => Math.min(most, Math.max(0, pixels))
  const padded: Place4 = [
    outside(-top, height),
    outside(-left, width),
    outside(top + height - H, height),
    outside(left + width - W, width),
  ]
  return { top, left, height, width, padded }
}

/** As the layer stores numbers. */
export function rounded(like: Float32Array | Float64Array, value: number): number {
  return like instanceof Float32Array ? Math.fround(value) : value
}

/** @throws OptionError where `index` is not a place in `shape`. */
export function checkIndex(owner: string, index: unknown, shape: Shape, of: 'output' | 'input'): Place4 {
  const inside = (at: unknown, i: number) => Number.isInteger(at) && (at as number) >= 0 && (at as number) < shape[i]!
  if (Array.isArray(index) && index.length === shape.length && index.every(inside)) return index as unknown as Place4
  const sizes = { shape: showShape(shape), last: shape.map((size) => size - 1).join(', ') }
  throw new OptionError({
    code: 'no-such-place',
    message: say('{owner}: there is no element at {index}.', { owner, index: show(index) }),
    fix:
      of === 'output'
        ? say('give [n, f, oh, ow] in the output of shape {shape}, counted from 0: at most [{last}].', sizes)
        : say('give [n, c, h, w] in the input of shape {shape}, counted from 0: at most [{last}].', sizes),
    details: { index, shape },
  })
}

export function printed<Trace extends object>(trace: Trace, print: (trace: Trace) => string): Printed<Trace> {
  return Object.defineProperty(trace, 'toString', { value: () => print(trace) })
}
