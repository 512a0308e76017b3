/**
 * AlexNet (Krizhevsky, Sutskever, Hinton 2012, ImageNet classification with deep convolutional neural networks) in its two
 * groups, without local response normalization, which has no parameters and changes no shape.
 * 60,965,224 parameters at 3×227×227. (The paper says 224 pixels, which its own strides do not divide.)
 */
import { conv2d, dense, dropout, flatten, maxPool2d, relu } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'

/** Input 3×227×227; output one score for each of the 1,000 classes of ImageNet, before softmax. */
export function alexNet(): Model {
  const pool = (name: string) => maxPool2d({ name, kernelSize: 3, stride: 2 })
  // biome-ignore format: one line per stage
  return sequential('AlexNet', [3, 227, 227], [
    conv2d({ name: 'conv1', filters: 96, kernelSize: 11, stride: 4 }), relu(), pool('pool1'),
    conv2d({ name: 'conv2', filters: 256, kernelSize: 5, padding: 2, groups: 2 }), relu(), pool('pool2'),
    conv2d({ name: 'conv3', filters: 384, kernelSize: 3, padding: 1 }), relu(),
    conv2d({ name: 'conv4', filters: 384, kernelSize: 3, padding: 1, groups: 2 }), relu(),
    conv2d({ name: 'conv5', filters: 256, kernelSize: 3, padding: 1, groups: 2 }), relu(), pool('pool5'),
    flatten(), dropout(), dense({ name: 'fc6', units: 4096 }), relu(),
    dropout(), dense({ name: 'fc7', units: 4096 }), relu(),
    dense({ name: 'fc8', units: 1000 }),
  ])
}
