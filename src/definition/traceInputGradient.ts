/**
 * Where one number of an input's gradient comes from: every window that holds the input, what each sends back, and the sum
 * that col2im makes of it, in the same order and the same precision, so that it is the number itself, to the bit.
 */
import type { Conv2D } from './Conv2D.ts'
import type { Pooling2D } from './Pooling2D.ts'
import { showGradientTrace } from './showTrace.ts'
import type {
  ConvolutionGradientTrace,
  ConvolutionOverlap,
  Place4,
  PoolingGradientTrace,
  PoolingOverlap,
  TracedOverlap,
} from './trace.ts'
import { checkIndex, type Printed, printed, rounded } from './traceOutput.ts'
import { pixelUnder, type WindowPlace } from './windowPlace.ts'

/**
 * The trace of dx[n, c, h, w] of the layer's last `backward`; `String(trace)` writes its sum out. `overlaps.length` is the
 * number of windows over the input.
 * @throws OptionError where there is no such place. @throws RunError before `backward`.
 */
export function traceInputGradient(layer: Conv2D, index: readonly number[]): Printed<ConvolutionGradientTrace>
export function traceInputGradient(layer: Pooling2D, index: readonly number[]): Printed<PoolingGradientTrace>
export function traceInputGradient(
  layer: Conv2D | Pooling2D,
  index: readonly number[],
): Printed<ConvolutionGradientTrace | PoolingGradientTrace> {
  const at = checkIndex('traceInputGradient', index, layer.dx.shape, 'input')
  const { data } = layer.dx
  return printed(
    layer.kind === 'convolution'
      ? summed('convolution' as const, at, convolution(layer, at), data)
      : summed(layer.kind, at, pooling(layer, at), data),
    showGradientTrace,
  )
}

function summed<Kind extends string, Overlap extends TracedOverlap>(
  kind: Kind,
  index: Place4,
  overlaps: readonly Overlap[],
  like: Float32Array | Float64Array,
) {
  const result = overlaps.reduce((sum, { part }) => rounded(like, sum + part), 0)
  return { kind, index, overlaps, result }
}

function convolution(layer: Conv2D, [n, c, h, w]: Place4): ConvolutionOverlap[] {
  const { place, colW, dy } = layer
  const [length, FN] = colW.shape as [number, number]
  const [KH, KW] = place.window.kernelSize
  const perGroup = FN / layer.groups
  const group = Math.floor(c / (length / (KH * KW)))
  const [OH, OW] = place.output
  return windowsOver(place, h, w).map(({ output, kernel }) => {
    const column = c * KH * KW + kernel[0] * KW + kernel[1]
    let sum = 0
    const contributions = Array.from({ length: perGroup }, (_, i) => {
      const filter = group * perGroup + i
      const weight = colW.data[(column - group * length) * FN + filter]!
      const gradient = dy.data[((n * FN + filter) * OH + output[0]) * OW + output[1]]!
      sum += gradient * weight
      return { filter, weight, dy: gradient, product: gradient * weight }
    })
    return { output, kernel, row: (n * OH + output[0]) * OW + output[1], column, contributions, part: rounded(dy.data, sum) }
  })
}

function pooling(layer: Pooling2D, [n, c, h, w]: Place4): PoolingOverlap[] {
  const { place, dy } = layer
  const [, C] = place.image
  const [OH, OW] = place.output
  return windowsOver(place, h, w).map(({ output, kernel }) => {
    const [oh, ow] = output
    const at = ((n * C + c) * OH + oh) * OW + ow
    const column = kernel[0] * place.window.kernelSize[1] + kernel[1]
    const sent = layer.kind !== 'max' || layer.argMax.data[at] === column
    const divisor = layer.kind === 'max' ? 1 : layer.divisor(oh, ow)
    const part = sent ? rounded(dy.data, dy.data[at]! / divisor) : 0
    return { output, kernel, row: ((n * OH + oh) * OW + ow) * C + c, column, dy: dy.data[at]!, sent, divisor, part }
  })
}

/** The windows over pixel (h, w) and where in them it lies, in the order in which col2im comes by. */
function windowsOver(place: WindowPlace, h: number, w: number) {
  const found: { readonly output: readonly [number, number]; readonly kernel: readonly [number, number] }[] = []
  const [KH, KW] = place.window.kernelSize
  for (let oh = 0; oh < place.output[0]; oh++)
    for (let ow = 0; ow < place.output[1]; ow++)
      for (let kh = 0; kh < KH; kh++)
        for (let kw = 0; kw < KW; kw++) {
          const pixel = pixelUnder(place, [oh, ow], [kh, kw])
          if (pixel && pixel[0] === h && pixel[1] === w) found.push({ output: [oh, ow], kernel: [kh, kw] })
        }
  return found
}
