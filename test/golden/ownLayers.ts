/**
 * Layers of your own, made by defineLayer of existing ops: golden values and the contract hold them as they hold those of the
 * house. `swish` is the example of defineLayer's docstring, word for word; `upConv2d`, a transposed convolution without the rest
 * of that one's options, has parameters and options.
 */
import { constant, lecun } from '../../src/initializers/index.ts'
import { imageInput } from '../../src/layers/checks.ts'
import { defineLayer } from '../../src/layers/index.ts'
import type { Layer } from '../../src/layers/layer.ts'
import type { Window2d } from '../../src/window/window2d.ts'

export const swish = defineLayer<Layer>('swish', {
  inputs: 1,
  output: (_, [shape]) => shape,
  forward(_, { inputs: [x], emit, keep, output }) {
    const [gate, y] = [keep('gate', x.shape.slice(1)), output()]
    emit('unary', { activation: { fn: 'sigmoid' } }, [x], [gate])
    emit('multiply', {}, [x, gate], [y])
    return y
  },
  backward(_, { inputs: [x], kept: { gate }, dy, emit, keep, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const part = (name: string) => keep(name, x.shape.slice(1))
    const [direct, dgate, through, dx] = [part('direct'), part('dgate'), part('through'), gradient(0)]
    emit('multiply', {}, [dy, gate!], [direct])
    emit('multiply', {}, [dy, x], [dgate])
    emit('unaryGrad', { activation: { fn: 'sigmoid' } }, [gate!, dgate], [through])
    emit('add', {}, [direct, through], [dx])
    return [dx]
  },
})

/** A transposed convolution as a plain value. */
export interface UpConv2dLayer extends Layer {
  readonly kind: 'upConv2d'
  readonly filters: number
  readonly kernelSize: number
  readonly stride: number
  readonly padding: number
  readonly groups: number
}

/** The convolution whose gradient of the input this layer is: from its output to its input. */
function window({ kernelSize, stride, padding }: UpConv2dLayer): Window2d {
  return {
    kernelSize: [kernelSize, kernelSize],
    stride: [stride, stride],
    dilation: [1, 1],
    padding: [padding, padding, padding, padding],
  }
}

/** The gradient of a convolution's input as a forward pass: [C, H, W] → [filters, (H − 1)·stride − 2·padding + kernelSize, …]. */
export const upConv2d = defineLayer<UpConv2dLayer>('upConv2d', {
  inputs: 1,
  output({ filters, kernelSize, stride, padding }, inputs) {
    const [, ...sides] = imageInput('upConv2d', inputs)
    return [filters, ...sides.map((side) => (side - 1) * stride - 2 * padding + kernelSize)]
  },

  parameters({ filters, kernelSize, groups }, inputs) {
    const [channels] = imageInput('upConv2d', inputs)
    const area = kernelSize * kernelSize
    const fans = { fanIn: (channels / groups) * area, fanOut: (filters / groups) * area }
    return {
      weight: { shape: [channels, filters / groups, kernelSize, kernelSize], initializer: lecun(), ...fans },
      bias: { shape: [filters], initializer: constant(0), ...fans },
    }
  },

  forward(layer, { inputs: [x], parameters: { weight, bias }, emit, keep, output }) {
    const y = output()
    const sums = keep('sums', y.shape.slice(1))
    emit('conv2dGradInput', { ...window(layer), groups: layer.groups }, [x, weight!], [sums])
    emit('addBias', { activation: null }, [sums, bias!], [y])
    return y
  },

  backward(layer, { inputs: [x], parameters: { weight }, gradients, dy, emit, wants, gradient }) {
    const attributes = { ...window(layer), groups: layer.groups, paddingValue: 0 }
    emit('conv2dGradWeight', attributes, [dy, x], [gradients.weight!])
    emit('biasGrad', {}, [dy], [gradients.bias!])
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('conv2d', { ...attributes, activation: null }, [dy, weight!], [dx])
    return [dx]
  },

  macs({ filters, kernelSize, groups }, inputs) {
    const [channels, height, width] = imageInput('upConv2d', inputs)
    return channels * height * width * (filters / groups) * kernelSize * kernelSize
  },

  // A stride below one has no window; the widest one keeps what is said of it true.
  window: () => 'all',
})
