import { Conv2D } from './Conv2D.ts'
import { Dense } from './Dense.ts'
import { Pooling2D } from './Pooling2D.ts'
import { Relu } from './Relu.ts'
import { sgd } from './sgd.ts'
import { softmaxCrossEntropy } from './softmaxCrossEntropy.ts'
import { randomNormal, type Tensor, zeros } from './tensor.ts'

/** Grey images of 28×28 pixels, 0 … 255, one after the other, and their digits. */
export interface Digits {
  images: Uint8Array
  labels: Uint8Array
}

const deviation = (inputs: number) => Math.sqrt(2 / inputs) // keeps the variance through a ReLU (He 2015)
const conv = (filters: number, channels: number, seed: number) =>
  new Conv2D(randomNormal([filters, channels, 5, 5], deviation(channels * 25), seed), zeros(filters))
const dense = (inputs: number, units: number, seed: number) =>
  new Dense(randomNormal([inputs, units], deviation(inputs), seed), zeros(units))

/** A small LeNet: 28×28 → 6 maps of 24×24 → 12×12 → 12 maps of 8×8 → 4×4 → 60 → 10 scores. */
export function smallLenet() {
  const layers = [
    conv(6, 1, 1),
    new Relu(),
    new Pooling2D(2),
    conv(12, 6, 2),
    new Relu(),
    new Pooling2D(2),
    dense(192, 60, 3),
    new Relu(),
    dense(60, 10, 4),
  ]
  const forward = (x: Tensor) => layers.reduce((value, layer) => layer.forward(value), x)
  const backward = (gradient: Tensor) => layers.reduceRight((value, layer) => layer.backward(value), gradient)
  return { layers, forward, backward }
}

/** The images from `first` on, as numbers between 0 and 1: [count, 1, 28, 28]. */
function batch(images: Uint8Array, first: number, count: number): Tensor {
  const pixels = images.subarray(first * 784, (first + count) * 784)
  return { shape: [count, 1, 28, 28], data: Float64Array.from(pixels, (pixel) => pixel / 255) }
}

/** One epoch: for each batch the scores, the loss, the backward pass, a step. Yields the loss. */
export function* train(net: ReturnType<typeof smallLenet>, { images, labels }: Digits, size = 8, learningRate = 0.05) {
  for (let first = 0; first + size <= labels.length; first += size) {
    const scores = net.forward(batch(images, first, size))
    const { loss, gradient } = softmaxCrossEntropy(scores, labels.subarray(first, first + size))
    net.backward(gradient)
    sgd(net.layers, learningRate)
    yield loss
  }
}

/** The share of digits whose highest score is their own. */
export function accuracy(net: ReturnType<typeof smallLenet>, { images, labels }: Digits): number {
  let right = 0
  for (let i = 0; i < labels.length; i++) {
    const scores = net.forward(batch(images, i, 1)).data
    if (scores.indexOf(Math.max(...scores)) === labels[i]) right++
  }
  return right / labels.length
}
