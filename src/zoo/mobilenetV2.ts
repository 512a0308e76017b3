/**
 * MobileNetV2 (Sandler, Howard, Zhu, Zhmoginov, Chen 2018, MobileNetV2: inverted residuals and linear bottlenecks): blocks that
 * widen, filter each channel by itself, and narrow again without an activation. 3,504,872 parameters at 3×224×224.
 */
import { knownOptions, wholeOption } from '../errors/options.ts'
import { add, batchNorm2d, clip, conv2d, dense, dropout, flatten, globalAvgPool2d } from '../layers/index.ts'
import { type Apply, graph, type Place } from '../model/graph.ts'
import type { Model } from '../model/model.ts'

/** What `mobilenetV2` can be told. */
export interface MobilenetV2Options {
  /** Default 1000, those of ImageNet. */
  readonly classes?: number | undefined
}

/** The paper's table: expansion t, output channels c, blocks n, stride s of the first. */
const table = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const

/**
 * Input 3×224×224; output one score per class, before softmax. The weights are named and ordered as torchvision's
 * (`features.1.conv.0.0.weight`).
 * @throws OptionError for an option that is unknown or out of range
 * @example
 * ```ts
 * import { mobilenetV2 } from 'striate/zoo'
 *
 * console.log(mobilenetV2().parameterCount) // 3504872
 * ```
 */
export function mobilenetV2(options?: MobilenetV2Options): Model {
  const { classes = 1000 } = knownOptions('mobilenetV2', options, ['classes'])
  wholeOption('mobilenetV2', 'classes', classes)
  return graph('MobileNetV2', [3, 224, 224], (image, apply) => {
    let x = filtered(apply, image, 'features.0', { filters: 32, kernelSize: 3, stride: 2 })
    let channels = 32
    let number = 1
    for (const [expansion, filters, count, stride] of table)
      for (let n = 0; n < count; n++) {
        x = inverted(apply, x, `features.${number++}`, { channels, filters, expansion, stride: n === 0 ? stride : 1 })
        channels = filters
      }
    x = filtered(apply, x, `features.${number}`, { filters: 1280, kernelSize: 1 })
    const mean = apply(flatten(), apply(globalAvgPool2d(), x))
    return apply(dense({ name: 'classifier.1', units: classes }), apply(dropout({ rate: 0.2 }), mean))
  })
}

interface Inverted {
  readonly channels: number
  readonly filters: number
  readonly expansion: number
  readonly stride: 1 | 2
}

/** Widened by 1×1, filtered channel by channel, narrowed by 1×1; the input is added where it has the output's shape. */
function inverted(apply: Apply, x: Place, name: string, { channels, filters, expansion, stride }: Inverted): Place {
  const wide = channels * expansion
  let part = 0
  let y = x
  if (expansion > 1) y = filtered(apply, y, `${name}.conv.${part++}`, { filters: wide, kernelSize: 1 })
  y = filtered(apply, y, `${name}.conv.${part++}`, { filters: wide, kernelSize: 3, stride, groups: wide })
  const narrow = conv2d({ name: `${name}.conv.${part}`, filters, kernelSize: 1, bias: false })
  y = apply(batchNorm2d({ name: `${name}.conv.${part + 1}` }), apply(narrow, y))
  return stride === 1 && channels === filters ? apply(add(), y, x) : y
}

interface Convolution {
  readonly filters: number
  readonly kernelSize: 1 | 3
  readonly stride?: 1 | 2
  readonly groups?: number
}

/** A convolution, its batch normalization, and ReLU6. */
function filtered(apply: Apply, x: Place, name: string, { kernelSize, ...options }: Convolution): Place {
  const padding = (kernelSize - 1) / 2
  const conv = conv2d({ name: `${name}.0`, kernelSize, padding, bias: false, rounding: 'floor', ...options })
  return apply(clip(), apply(batchNorm2d({ name: `${name}.1` }), apply(conv, x)))
}
