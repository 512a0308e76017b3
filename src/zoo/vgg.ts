/**
 * VGG (Simonyan, Zisserman 2014, Very deep convolutional networks for large-scale image recognition): convolutions of 3×3 and max
 * pooling of 2×2, then three dense layers. The five configurations of the paper's table that have no normalization:
 *
 * | | A (VGG-11) | B (VGG-13) | C | D (VGG-16) | E (VGG-19) |
 * |---|---|---|---|---|---|
 * | parameters | 132,863,336 | 133,047,848 | 133,638,952 | 138,357,544 | 143,667,240 |
 * | multiply-adds | 7,609,090,048 | 11,308,466,176 | 11,770,888,192 | 15,470,264,320 | 19,632,062,464 |
 */
import { booleanOption, choiceOption, knownOptions, wholeOption } from '../errors/options.ts'
import { batchNorm2d, conv2d, dense, dropout, flatten, maxPool2d, relu } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'

/** The filters of the convolutions of each block; `1` behind one of them: a kernel of 1×1. */
const configurations = {
  A: [[64], [128], [256, 256], [512, 512], [512, 512]],
  B: [
    [64, 64],
    [128, 128],
    [256, 256],
    [512, 512],
    [512, 512],
  ],
  C: [
    [64, 64],
    [128, 128],
    [256, 256, { filters: 256, kernelSize: 1 }],
    [512, 512, { filters: 512, kernelSize: 1 }],
    [512, 512, { filters: 512, kernelSize: 1 }],
  ],
  D: [
    [64, 64],
    [128, 128],
    [256, 256, 256],
    [512, 512, 512],
    [512, 512, 512],
  ],
  E: [
    [64, 64],
    [128, 128],
    [256, 256, 256, 256],
    [512, 512, 512, 512],
    [512, 512, 512, 512],
  ],
} as const

/** What `vgg` can be told. */
export interface VggOptions {
  /** Batch normalization behind each convolution, as in torchvision's `vgg16_bn`; the paper has none. Default false. */
  readonly batchNorm?: boolean | undefined
  /** Default 1000, those of ImageNet. */
  readonly classes?: number | undefined
}

/**
 * Input 3×224×224; output one score per class, before softmax. The weights are named and ordered as torchvision's
 * (`features.0.weight`, `classifier.6.bias`).
 * @throws OptionError for a configuration or an option that does not exist
 * @example
 * ```ts
 * import { vgg } from 'striate/zoo'
 *
 * console.log(vgg('D').name, vgg('D').parameterCount) // VGG-16 138357544
 * ```
 */
export function vgg(configuration: 'A' | 'B' | 'C' | 'D' | 'E', options?: VggOptions): Model {
  const { batchNorm = false, classes = 1000 } = knownOptions('vgg', options, ['batchNorm', 'classes'])
  choiceOption('vgg', 'configuration', configuration, ['A', 'B', 'C', 'D', 'E'])
  booleanOption('vgg', 'batchNorm', batchNorm)
  wholeOption('vgg', 'classes', classes)
  const blocks = configurations[configuration]
  // Numbered as torchvision numbers them: activations and pooling count.
  let number = 0
  const layers = blocks.flatMap((block, b): Layer[] => {
    const convolutions = block.flatMap((entry): Layer[] => {
      const { filters, kernelSize } = typeof entry === 'number' ? { filters: entry, kernelSize: 3 } : entry
      const conv = conv2d({ name: `features.${number}`, filters, kernelSize, padding: (kernelSize - 1) / 2 })
      const norm = batchNorm ? [batchNorm2d({ name: `features.${number + 1}` })] : []
      number += batchNorm ? 3 : 2
      return [conv, ...norm, relu()]
    })
    number++
    return [...convolutions, maxPool2d({ name: `pool${b + 1}`, kernelSize: 2, stride: 2 })]
  })
  const depth = blocks.flat().length + 3
  const name = `VGG-${depth}${configuration === 'C' ? 'C' : ''}${batchNorm ? ' with batch normalization' : ''}`
  // biome-ignore format: one line per stage
  return sequential(name, [3, 224, 224], [
    ...layers,
    flatten(),
    dense({ name: 'classifier.0', units: 4096 }), relu(), dropout(),
    dense({ name: 'classifier.3', units: 4096 }), relu(), dropout(),
    dense({ name: 'classifier.6', units: classes }),
  ])
}
