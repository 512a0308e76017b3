/**
 * VGG-16 (Simonyan, Zisserman 2014, Very deep convolutional networks for large-scale image recognition), configuration D:
 * convolutions of 3×3 and max pooling of 2×2, then three dense layers. 138,357,544 parameters at 3×224×224.
 */
import { conv2d, dense, dropout, flatten, maxPool2d, relu } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'

/** Input 3×224×224; output one score for each of the 1,000 classes of ImageNet, before softmax. */
export function vgg16(): Model {
  const blocks: [number, number][] = [
    [64, 2],
    [128, 2],
    [256, 3],
    [512, 3],
    [512, 3],
  ]
  const layers = blocks.flatMap(([filters, count], b): Layer[] => [
    ...Array.from({ length: count }, (_, i) => [
      conv2d({ name: `conv${b + 1}_${i + 1}`, filters, kernelSize: 3, padding: 1 }),
      relu(),
    ]).flat(),
    maxPool2d({ name: `pool${b + 1}`, kernelSize: 2, stride: 2 }),
  ])
  const top = [dense({ name: 'fc6', units: 4096 }), relu(), dropout(), dense({ name: 'fc7', units: 4096 }), relu(), dropout()]
  return sequential('VGG-16', [3, 224, 224], [...layers, flatten(), ...top, dense({ name: 'fc8', units: 1000 })])
}
