/**
 * A small net for small photographs: what to begin with for images of one's own of 32×32 or 64×64, where the large models of the
 * zoo have more parameters than the folder has pixels. Stages of two 3×3 convolutions as in VGG, each with a batch normalization;
 * the maps are halved from stage to stage, until at most 8 a side are left, and their means are what the last layer reads.
 *
 * | input | filters of the stages | parameters | multiply-adds |
 * |---|---|---|---|
 * | 3×32×32 | 32, 64, 128 | 288,746 | 38,634,752 |
 * | 3×64×64 | 32, 64, 128, 256 | 1,175,786 | 211,159,552 |
 */
import { knownOptions, wholeOption } from '../errors/options.ts'
import { batchNorm2d, conv2d, dense, dropout, flatten, globalAvgPool2d, maxPool2d, relu } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'

/** What `smallNet` can be told. */
export interface SmallNetOptions {
  /** Height and width of the input, from 8 to 256. Default 32. */
  readonly size?: number | undefined
  /** Channels of the input: 3 by default; 1 for grey images. */
  readonly channels?: number | undefined
  /** Default 10. */
  readonly classes?: number | undefined
}

/**
 * Output one score per class, before softmax. The number of stages follows from the size: the last has maps of 8×8 or smaller.
 * @throws OptionError for an option that does not exist, or a size outside 8 … 256
 * @example
 * ```ts
 * import { smallNet } from 'striate/zoo'
 *
 * console.log(smallNet({ size: 64, classes: 3 }).parameterCount) // 1173987
 * ```
 */
export function smallNet(options?: SmallNetOptions): Model {
  const { size = 32, channels = 3, classes = 10 } = knownOptions('smallNet', options, ['size', 'channels', 'classes'])
  wholeOption('smallNet', 'size', size, { min: 8, max: 256 })
  wholeOption('smallNet', 'channels', channels)
  wholeOption('smallNet', 'classes', classes)
  const stages: Layer[] = []
  for (let [stage, side] = [1, size]; stage === 1 || side > 8; stage++) {
    if (stage > 1) {
      stages.push(maxPool2d({ name: `stage${stage}.pool`, kernelSize: 2, stride: 2, rounding: 'floor' }))
      side = Math.floor(side / 2)
    }
    for (const n of [1, 2])
      stages.push(
        conv2d({ name: `stage${stage}.conv${n}`, filters: 16 << stage, kernelSize: 3, padding: 1, bias: false }),
        batchNorm2d({ name: `stage${stage}.norm${n}` }),
        relu(),
      )
  }
  return sequential(
    'small net',
    [channels, size, size],
    [...stages, globalAvgPool2d(), flatten(), dropout({ rate: 0.1 }), dense({ name: 'output', units: classes })],
  )
}
