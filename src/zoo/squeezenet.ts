/**
 * SqueezeNet (Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer 2016, SqueezeNet: AlexNet-level accuracy with 50× fewer parameters
 * and < 0.5 MB model size): *fire* modules, which squeeze the channels by 1×1 and expand them by 1×1 and 3×3 side by side.
 *
 * | version | parameters | |
 * |---|---|---|
 * | '1.0' | 1,248,424 | the paper's |
 * | '1.1' | 1,235,496 | less than half the multiply-adds: it pools earlier (default) |
 */
import { choiceOption, knownOptions, wholeOption } from '../errors/options.ts'
import { concat, conv2d, dropout, flatten, globalAvgPool2d, maxPool2d, relu } from '../layers/index.ts'
import { type Apply, graph, type Place } from '../model/graph.ts'
import type { Model } from '../model/model.ts'

/** What `squeezenet` can be told. */
export interface SqueezenetOptions {
  /** Default '1.1'. */
  readonly version?: '1.0' | '1.1' | undefined
  /** Default 1000, those of ImageNet. */
  readonly classes?: number | undefined
}

/** Channels between the poolings: those that a fire module squeezes to, and those of each of its two expansions. */
const fires = {
  '1.0': {
    first: { filters: 96, kernelSize: 7 },
    stages: [
      [
        [16, 64],
        [16, 64],
        [32, 128],
      ],
      [
        [32, 128],
        [48, 192],
        [48, 192],
        [64, 256],
      ],
      [[64, 256]],
    ],
  },
  '1.1': {
    first: { filters: 64, kernelSize: 3 },
    stages: [
      [
        [16, 64],
        [16, 64],
      ],
      [
        [32, 128],
        [32, 128],
      ],
      [
        [48, 192],
        [48, 192],
        [64, 256],
        [64, 256],
      ],
    ],
  },
} as const

/**
 * Input 3×224×224; output one score per class, before softmax. The weights are named and ordered as torchvision's
 * (`features.3.squeeze.weight`).
 * @throws OptionError for an option that is unknown or out of range
 * @example
 * ```ts
 * import { squeezenet } from 'striate/zoo'
 *
 * console.log(squeezenet({ version: '1.0' }).parameterCount) // 1248424
 * ```
 */
export function squeezenet(options?: SqueezenetOptions): Model {
  const { version = '1.1', classes = 1000 } = knownOptions('squeezenet', options, ['version', 'classes'])
  choiceOption('squeezenet', 'version', version, ['1.0', '1.1'])
  wholeOption('squeezenet', 'classes', classes)
  const { first, stages } = fires[version]
  return graph(`SqueezeNet ${version}`, [3, 224, 224], (image, apply) => {
    let x = apply(relu(), apply(conv2d({ name: 'features.0', stride: 2, rounding: 'floor', ...first }), image))
    // Numbered as torchvision numbers them: the activation and the poolings count.
    let number = 2
    for (const [s, stage] of stages.entries()) {
      x = apply(maxPool2d({ name: `pool${s + 1}`, kernelSize: 3, stride: 2, rounding: 'ceil' }), x)
      number++
      for (const [squeezed, expanded] of stage) x = fire(apply, x, `features.${number++}`, squeezed, expanded)
    }
    const scores = apply(relu(), apply(conv2d({ name: 'classifier.1', filters: classes, kernelSize: 1 }), apply(dropout(), x)))
    return apply(flatten(), apply(globalAvgPool2d(), scores))
  })
}

function fire(apply: Apply, x: Place, name: string, squeezed: number, expanded: number): Place {
  const small = apply(relu(), apply(conv2d({ name: `${name}.squeeze`, filters: squeezed, kernelSize: 1 }), x))
  const [one, three] = [
    conv2d({ name: `${name}.expand1x1`, filters: expanded, kernelSize: 1 }),
    conv2d({ name: `${name}.expand3x3`, filters: expanded, kernelSize: 3, padding: 1 }),
  ]
  return apply(concat(), apply(relu(), apply(one, small)), apply(relu(), apply(three, small)))
}
