/**
 * LeNet-5 as it is taught today: the convolutions and layer sizes of LeCun, Bottou, Bengio, Haffner 1998 (Gradient-based
 * learning applied to document recognition), with C3 joined to all maps of S2, plain pooling, and a dense output.
 * 61,706 parameters, 416,520 multiply-adds at 1×32×32. (As published it has 60,000: partial C3, trainable pooling.)
 */

import { booleanOption, choiceOption, knownOptions, wholeOption } from '../errors/options.ts'
import { avgPool2d, conv2d, dense, flatten, maxPool2d, relu, tanh } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'

/** What `lenet5` can be told. */
export interface Lenet5Options {
  /** Default 'tanh': 1.7159·tanh(2x/3), as published. */
  readonly activation?: 'tanh' | 'relu'
  /** Whether 'tanh' is the scaled one of the paper. Default true; false is the plain tanh of most textbooks. */
  readonly scaled?: boolean
  /** Default 'average', as published (there with a coefficient and a bias a map). */
  readonly pooling?: 'average' | 'max'
  /** Default 10. */
  readonly classes?: number
}

/** Input 1×32×32; output one score per class, before softmax. */
export function lenet5(options?: Lenet5Options): Model {
  const {
    activation = 'tanh',
    scaled = true,
    pooling = 'average',
    classes = 10,
  } = knownOptions('lenet5', options, ['activation', 'scaled', 'pooling', 'classes'])
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
