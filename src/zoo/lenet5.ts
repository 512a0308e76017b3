/**
 * LeNet-5 as it is taught today: the convolutions and layer sizes of LeCun, Bottou, Bengio, Haffner 1998 (Gradient-based
 * learning applied to document recognition), with C3 joined to all maps of S2, plain pooling, and a dense output.
 * 61,706 parameters, 416,520 multiply-adds at 1×32×32. As published it has 60,000: that is `lenet1998.ts`.
 */

import { OptionError } from '../errors/errors.ts'
import { booleanOption, choiceOption, knownOptions, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { avgPool2d, conv2d, dense, flatten, maxPool2d, relu, tanh } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { lenet1998 } from './lenet1998.ts'

/** What `lenet5` can be told. */
export interface Lenet5Options {
  /**
   * Default 'modern', as it is taught. '1998' is the model of the paper: some maps of S2 for each map of C3, trainable
   * subsampling, 1.7159·tanh(2x/3), distances from ten bitmaps as the output; it takes no other option.
   */
  readonly variant?: 'modern' | '1998' | undefined
  /** Default 'tanh': 1.7159·tanh(2x/3), as published. */
  readonly activation?: 'tanh' | 'relu'
  /** Whether 'tanh' is the scaled one of the paper. Default true; false is the plain tanh of most textbooks. */
  readonly scaled?: boolean
  /** Default 'average', as published (there with a coefficient and a bias a map). */
  readonly pooling?: 'average' | 'max'
  /** Default 10. */
  readonly classes?: number
}

/**
 * Input 1×32×32; output one score per class, before softmax.
 * @throws OptionError for an option that does not exist, or that the variant does not have
 * @example
 * ```ts
 * import { lenet5 } from 'striate/zoo'
 *
 * console.log(lenet5().parameterCount, lenet5({ variant: '1998' }).parameterCount) // 61706 60000
 * ```
 */
export function lenet5(options?: Lenet5Options): Model {
  const given = knownOptions('lenet5', options, ['variant', 'activation', 'scaled', 'pooling', 'classes'])
  const { variant = 'modern', activation = 'tanh', scaled = true, pooling = 'average', classes = 10 } = given
  choiceOption('lenet5', 'variant', variant, ['modern', '1998'])
  if (variant === '1998') {
    refuseOptions(given)
    return lenet1998()
  }
  choiceOption('lenet5', 'activation', activation, ['tanh', 'relu'])
  booleanOption('lenet5', 'scaled', scaled)
  choiceOption('lenet5', 'pooling', pooling, ['average', 'max'])
  wholeOption('lenet5', 'classes', classes)
  const act = () => (activation === 'relu' ? relu() : tanh({ scaled }))
  const pool = (name: string) => (pooling === 'max' ? maxPool2d : avgPool2d)({ name, kernelSize: 2, stride: 2 })
  // biome-ignore format: one line per stage
  return sequential('LeNet-5', [1, 32, 32], [
    conv2d({ name: 'C1', filters: 6, kernelSize: 5 }), act(),
    pool('S2'),
    conv2d({ name: 'C3', filters: 16, kernelSize: 5 }), act(),
    pool('S4'),
    conv2d({ name: 'C5', filters: 120, kernelSize: 5 }), act(),
    flatten(),
    dense({ name: 'F6', units: 84 }), act(),
    dense({ name: 'output', units: classes }),
  ])
}

/** The model of the paper is one model: ten digits, one bitmap for each. */
function refuseOptions({ variant: _, classes, ...others }: Lenet5Options): void {
  const changed = Object.entries(others).find(([, value]) => value !== undefined)?.[0]
  const other = changed ?? (classes === undefined || classes === 10 ? undefined : 'classes')
  if (other === undefined) return
  throw new OptionError({
    code: 'fixed-model',
    message: say('lenet5: the variant "1998" is the model of the paper, with ten outputs; it has no option "{option}".', {
      option: other,
    }),
    fix: say('leave it out, or build the variant "modern".'),
    details: { option: other },
  })
}
