/** Global average pooling: one number a map, whatever its size. It is the op avgPool2d with a window as large as the image. */
import type { Shape } from '../values/shape.ts'
import { imageInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** The mean of each map as a plain value: what `globalAvgPool2d` gives, with every default filled in. */
export interface GlobalAvgPool2dLayer extends Layer {
  readonly kind: 'globalAvgPool2d'
}

/**
 * y[c] = the mean of x[c, …]. [C, H, W] → [C, 1, 1]. No options but `name`, no parameters. Cost: C·H·W additions.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the input is not an image.
 * Source: Lin, Chen, Yan 2013, Network in network.
 * @example
 * ```ts
 * console.log(sequential('means', [64, 7, 7], [globalAvgPool2d(), flatten()]).outputShape) // [ 64 ]
 * ```
 */
export function globalAvgPool2d(given: NameOption = {}): GlobalAvgPool2dLayer {
  return named('globalAvgPool2d', given, []).head
}

function attributes([, height, width]: Shape) {
  const whole = [height!, width!] as const
  return { kernelSize: whole, stride: whole, dilation: [1, 1], padding: [0, 0, 0, 0], countPadding: true } as const
}

export const globalAvgPool2dLayer: LayerBehaviour<GlobalAvgPool2dLayer> = {
  inputs: 1,
  create: globalAvgPool2d,
  title: { en: 'global average pooling', ko: '전역 평균 풀링' },

  output(_, inputs) {
    return [imageInput('globalAvgPool2d', inputs)[0], 1, 1]
  },

  forward(_, { inputs, emit, output }) {
    const [x] = inputs
    const y = output()
    emit('avgPool2d', attributes(x.shape.slice(1)), [x], [y])
    return y
  },

  backward(_, { inputs, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('avgPool2dGrad', attributes(inputs[0].shape.slice(1)), [dy], [dx])
    return [dx]
  },

  window() {
    return 'all'
  },
}
