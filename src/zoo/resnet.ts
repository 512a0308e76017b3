/**
 * ResNet (He, Zhang, Ren, Sun 2015, Deep residual learning for image recognition): blocks whose output is added to their input.
 *
 * | depth | input | block | parameters |
 * |---|---|---|---|
 * | 18 | 3×224×224 | two 3×3 convolutions | 11,689,512 |
 * | 34 | 3×224×224 | two 3×3 convolutions | 21,797,672 |
 * | 50 | 3×224×224 | 1×1, 3×3, 1×1 | 25,557,032 |
 * | 20, 32, 56 | 3×32×32 | two 3×3 convolutions, 16 to 64 filters | 272,474, 466,906, 855,770 with 10 classes |
 *
 * Where a block halves the image, its input goes through a 1×1 convolution (the paper's option B; for the small ones it takes
 * option A, which pads channels with zeros and has 2,752 parameters fewer, those of the convolutions and their norms).
 */
import { choiceOption, knownOptions, wholeOption } from '../errors/options.ts'
import { add, batchNorm2d, conv2d, dense, flatten, globalAvgPool2d, maxPool2d, relu } from '../layers/index.ts'
import { type Apply, graph, type Place } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import type { Shape } from '../values/shape.ts'

/** What `resnet` can be told. */
export interface ResnetOptions {
  /** Default 1000 for the large ones (ImageNet), 10 for the small ones (CIFAR-10). */
  readonly classes?: number | undefined
  /** Channels of the input: 3 by default; 1 for grey images. */
  readonly channels?: number | undefined
  /** Height and width of the input, from 8 on. Default 224 for the large ones, 32 for the small ones. */
  readonly size?: number | undefined
}

type Depth = 18 | 34 | 50 | 20 | 32 | 56

/** Blocks of each stage, and whether they are of three convolutions. */
const large: Readonly<Record<number, { readonly counts: readonly number[]; readonly bottleneck: boolean }>> = {
  18: { counts: [2, 2, 2, 2], bottleneck: false },
  34: { counts: [3, 4, 6, 3], bottleneck: false },
  50: { counts: [3, 4, 6, 3], bottleneck: true },
}

/**
 * Output one score per class, before softmax. 18, 34 and 50 have the names and the order of torchvision's weights
 * (`layer1.0.conv1.weight`); 20, 32 and 56 are those for images of 32×32.
 * @throws OptionError for a depth or an option that does not exist
 * @example
 * ```ts
 * import { resnet } from 'striate/zoo'
 *
 * console.log(resnet(18).parameterCount, resnet(20).inputShape) // 11689512 [ 3, 32, 32 ]
 * ```
 */
export function resnet(depth: Depth, options?: ResnetOptions): Model {
  choiceOption('resnet', 'depth', String(depth), ['18', '34', '50', '20', '32', '56'])
  const stages = large[depth]
  const given = knownOptions('resnet', options, ['classes', 'channels', 'size'])
  const { classes = stages ? 1000 : 10, channels = 3, size = stages ? 224 : 32 } = given
  wholeOption('resnet', 'classes', classes)
  wholeOption('resnet', 'channels', channels)
  wholeOption('resnet', 'size', size, { min: 8, max: 4096 })
  if (stages) return forPhotographs(depth, stages, classes, [channels, size, size])
  return graph(`ResNet-${depth}`, [channels, size, size], (image, apply) => {
    let x = apply(relu(), normed(apply, image, 'conv1', 'bn1', { filters: 16, kernelSize: 3, padding: 1 }))
    for (const [s, filters] of [16, 32, 64].entries())
      for (let b = 0; b < (depth - 2) / 6; b++)
        x = block(apply, x, `layer${s + 1}.${b}`, { filters, stride: b === 0 && s > 0 ? 2 : 1, project: b === 0 && s > 0 })
    return apply(dense({ name: 'fc', units: classes }), apply(flatten(), apply(globalAvgPool2d(), x)))
  })
}

function forPhotographs(
  depth: number,
  { counts, bottleneck }: { readonly counts: readonly number[]; readonly bottleneck: boolean },
  classes: number,
  inputShape: Shape,
): Model {
  return graph(`ResNet-${depth}`, inputShape, (image, apply) => {
    const first = { filters: 64, kernelSize: 7, stride: 2, padding: 3 } as const
    const stem = apply(relu(), normed(apply, image, 'conv1', 'bn1', first))
    let x = apply(maxPool2d({ name: 'maxpool', kernelSize: 3, stride: 2, padding: 1, rounding: 'floor' }), stem)
    for (const [s, count] of counts.entries())
      for (let b = 0; b < count; b++) {
        const stride = b === 0 && s > 0 ? 2 : 1
        const made = { filters: 64 << s, stride, project: b === 0 && (s > 0 || bottleneck) } as const
        x = (bottleneck ? bottleneckBlock : block)(apply, x, `layer${s + 1}.${b}`, made)
      }
    return apply(dense({ name: 'fc', units: classes }), apply(flatten(), apply(globalAvgPool2d(), x)))
  })
}

interface BlockOptions {
  readonly filters: number
  readonly stride: 1 | 2
  /** Whether the input goes through a 1×1 convolution before it is added. */
  readonly project: boolean
}

/** Two 3×3 convolutions, and the input. */
function block(apply: Apply, x: Place, name: string, { filters, stride, project }: BlockOptions): Place {
  const inner = normed(apply, x, `${name}.conv1`, `${name}.bn1`, { filters, kernelSize: 3, stride, padding: 1 })
  const y = normed(apply, apply(relu(), inner), `${name}.conv2`, `${name}.bn2`, { filters, kernelSize: 3, padding: 1 })
  return apply(relu(), apply(add(), y, project ? projected(apply, x, name, { filters, stride }) : x))
}

/** 1×1, 3×3 and 1×1 convolutions, and the input; the stride is that of the 3×3, as in torchvision. */
function bottleneckBlock(apply: Apply, x: Place, name: string, { filters, stride, project }: BlockOptions): Place {
  const narrow = normed(apply, x, `${name}.conv1`, `${name}.bn1`, { filters, kernelSize: 1 })
  const middle = { filters, kernelSize: 3, stride, padding: 1 }
  const inner = normed(apply, apply(relu(), narrow), `${name}.conv2`, `${name}.bn2`, middle)
  const y = normed(apply, apply(relu(), inner), `${name}.conv3`, `${name}.bn3`, { filters: 4 * filters, kernelSize: 1 })
  return apply(relu(), apply(add(), y, project ? projected(apply, x, name, { filters: 4 * filters, stride }) : x))
}

function projected(apply: Apply, x: Place, name: string, { filters, stride }: { filters: number; stride: 1 | 2 }): Place {
  return normed(apply, x, `${name}.downsample.0`, `${name}.downsample.1`, { filters, kernelSize: 1, stride })
}

interface Convolution {
  readonly filters: number
  readonly kernelSize: number
  readonly stride?: 1 | 2
  readonly padding?: number
}

/** A convolution without a bias and its batch normalization. Even sizes are halved downwards, as PyTorch does. */
function normed(apply: Apply, x: Place, conv: string, norm: string, options: Convolution): Place {
  return apply(batchNorm2d({ name: norm }), apply(conv2d({ name: conv, bias: false, rounding: 'floor', ...options }), x))
}
