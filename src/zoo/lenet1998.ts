/**
 * LeNet-5 as published: LeCun, Bottou, Bengio, Haffner 1998, Gradient-based learning applied to document recognition, §II-B.
 *
 * | layer | maps | size | parameters | connections |
 * |---|---|---|---|---|
 * | C1: 5×5 convolution | 6 | 28×28 | 156 | 122,304 |
 * | S2: sum of 2×2, times a coefficient, plus a bias | 6 | 14×14 | 12 | 5,880 |
 * | C3: 5×5 convolution of some of the maps | 16 | 10×10 | 1,516 | 151,600 |
 * | S4: as S2 | 16 | 5×5 | 32 | 2,000 |
 * | C5: 5×5 convolution | 120 | 1×1 | 48,120 | 48,120 |
 * | F6: dense | 84 | | 10,164 | 10,164 |
 * | output: distance from a bitmap of 7×12 | 10 | | none | 840 |
 *
 * 60,000 parameters and 340,908 connections. 1.7159·tanh(2x/3) follows every layer but the last.
 */
import { avgPool2d, concat, conv2d, dense, flatten, gather, rbf, tanh } from '../layers/index.ts'
import { graph } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { digitBitmaps } from './digitBitmaps.ts'

/** The maps of S2 that each map of C3 reads: the paper's table I, its columns in groups of as many maps. */
const table = {
  three: [
    [0, 1, 2],
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
    [4, 5, 0],
    [5, 0, 1],
  ],
  four: [
    [0, 1, 2, 3],
    [1, 2, 3, 4],
    [2, 3, 4, 5],
    [3, 4, 5, 0],
    [4, 5, 0, 1],
    [5, 0, 1, 2],
    [0, 1, 3, 4],
    [1, 2, 4, 5],
    [0, 2, 3, 5],
  ],
}

/**
 * Input 1×32×32; output one score per digit: minus its distance from the digit's bitmap, so that the nearest has the highest.
 * The bitmaps (`digitBitmaps`) are fixed. Trained with `softmaxCrossEntropy`, which is the paper's criterion (its equation 9)
 * without the constant for what is no digit at all.
 */
export function lenet1998(): Model {
  return graph('LeNet-5 (1998)', [1, 32, 32], (image, apply) => {
    const squashed = (place: typeof image) => apply(tanh({ scaled: true }), place)
    /** The mean of 2×2 instead of their sum: the coefficient is four times as large. */
    const subsampled = (name: string, maps: number, place: typeof image) => {
      const means = apply(avgPool2d({ name: `${name}.mean`, kernelSize: 2, stride: 2 }), place)
      return squashed(apply(conv2d({ name, filters: maps, kernelSize: 1, groups: maps }), means))
    }
    const C1 = squashed(apply(conv2d({ name: 'C1', filters: 6, kernelSize: 5 }), image))
    const S2 = subsampled('S2', 6, C1)
    const [threes, fours] = Object.entries(table).map(([name, maps]) => {
      const read = apply(gather({ name: `C3.${name}.maps`, indices: maps.flat(), axis: 0 }), S2)
      return apply(conv2d({ name: `C3.${name}`, filters: maps.length, kernelSize: 5, groups: maps.length }), read)
    })
    const six = apply(conv2d({ name: 'C3.six', filters: 1, kernelSize: 5 }), S2)
    const C3 = squashed(apply(concat({ name: 'C3' }), threes!, fours!, six))
    const S4 = subsampled('S4', 16, C3)
    const C5 = squashed(apply(conv2d({ name: 'C5', filters: 120, kernelSize: 5 }), S4))
    const F6 = squashed(apply(dense({ name: 'F6', units: 84 }), apply(flatten(), C5)))
    return apply(rbf({ name: 'output', centres: digitBitmaps }), F6)
  })
}
