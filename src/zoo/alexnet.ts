/**
 * AlexNet (Krizhevsky, Sutskever, Hinton 2012, ImageNet classification with deep convolutional neural networks), whole: two
 * groups, local response normalization, overlapping pooling, dropout; and two later readings of it.
 *
 * | variant | input | parameters | multiply-adds | |
 * |---|---|---|---|---|
 * | 'paper' | 3×227×227 | 60,965,224 | 724,406,816 | conv2, conv4, conv5 in two groups, as on two graphics cards |
 * | 'one-tower' | 3×227×227 | 62,378,344 | 1,135,256,096 | the same without groups |
 * | 'torchvision' | 3×224×224 | 61,100,840 | 714,188,480 | one tower of fewer filters, no normalization |
 */
import { choiceOption, knownOptions, wholeOption } from '../errors/options.ts'
import { adaptiveAvgPool2d, conv2d, dense, dropout, flatten, localResponseNorm, maxPool2d, relu } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'

/** What `alexnet` can be told. */
export interface AlexnetOptions {
  /** Default 'paper'. */
  readonly variant?: 'paper' | 'one-tower' | 'torchvision' | undefined
  /** Default 1000, those of ImageNet. */
  readonly classes?: number | undefined
}

/**
 * Output one score per class, before softmax. The paper says 224 pixels, which its own strides do not divide: 227 is right. Its
 * weights have the names of the paper's layers, those of 'torchvision' the names of that library (`features.0.weight`).
 * @throws OptionError for an option that is unknown or out of range
 * @example
 * ```ts
 * import { alexnet } from 'striate/zoo'
 *
 * console.log(alexnet().parameterCount) // 60965224
 * ```
 */
export function alexnet(options?: AlexnetOptions): Model {
  const { variant = 'paper', classes = 1000 } = knownOptions('alexnet', options, ['variant', 'classes'])
  choiceOption('alexnet', 'variant', variant, ['paper', 'one-tower', 'torchvision'])
  wholeOption('alexnet', 'classes', classes)
  return variant === 'torchvision' ? torchvisions(classes) : published(variant === 'paper' ? 2 : 1, classes)
}

function published(groups: 1 | 2, classes: number): Model {
  const pool = (name: string) => maxPool2d({ name, kernelSize: 3, stride: 2 })
  // The paper's α is not divided by the number of channels; TensorFlow's neither, PyTorch's and ONNX's is.
  const norm = (name: string) => localResponseNorm({ name, size: 5, alpha: 1e-4, beta: 0.75, k: 2, alphaOver: 'one' })
  // biome-ignore format: one line per stage
  return sequential('AlexNet', [3, 227, 227], [
    conv2d({ name: 'conv1', filters: 96, kernelSize: 11, stride: 4 }), relu(), norm('norm1'), pool('pool1'),
    conv2d({ name: 'conv2', filters: 256, kernelSize: 5, padding: 2, groups }), relu(), norm('norm2'), pool('pool2'),
    conv2d({ name: 'conv3', filters: 384, kernelSize: 3, padding: 1 }), relu(),
    conv2d({ name: 'conv4', filters: 384, kernelSize: 3, padding: 1, groups }), relu(),
    conv2d({ name: 'conv5', filters: 256, kernelSize: 3, padding: 1, groups }), relu(), pool('pool5'),
    flatten(),
    dense({ name: 'fc6', units: 4096 }), relu(), dropout(),
    dense({ name: 'fc7', units: 4096 }), relu(), dropout(),
    dense({ name: 'fc8', units: classes }),
  ])
}

/** Krizhevsky 2014, One weird trick for parallelizing convolutional neural networks, as torchvision has it. */
function torchvisions(classes: number): Model {
  const pool = (name: string) => maxPool2d({ name, kernelSize: 3, stride: 2 })
  // biome-ignore format: one line per stage
  return sequential('AlexNet (torchvision)', [3, 224, 224], [
    conv2d({ name: 'features.0', filters: 64, kernelSize: 11, stride: 4, padding: 2, rounding: 'floor' }), relu(), pool('pool1'),
    conv2d({ name: 'features.3', filters: 192, kernelSize: 5, padding: 2 }), relu(), pool('pool2'),
    conv2d({ name: 'features.6', filters: 384, kernelSize: 3, padding: 1 }), relu(),
    conv2d({ name: 'features.8', filters: 256, kernelSize: 3, padding: 1 }), relu(),
    conv2d({ name: 'features.10', filters: 256, kernelSize: 3, padding: 1 }), relu(), pool('pool5'),
    adaptiveAvgPool2d({ size: 6 }), flatten(),
    dropout(), dense({ name: 'classifier.1', units: 4096 }), relu(),
    dropout(), dense({ name: 'classifier.4', units: 4096 }), relu(),
    dense({ name: 'classifier.6', units: classes }),
  ])
}
