/**
 * Augmentation as a user says it (pixels, degrees, shares), and as the `warp` op takes it. It runs on the backend at
 * the head of the training program; the random amounts depend on the seed, the image and the epoch alone.
 */

import { knownOptions, realOption } from '../errors/options.ts'
import type { WarpAttributes } from '../ops/warp/op.ts'
import type { Dataset } from './dataset.ts'

/** The most that an image is changed, either way; 0 or left out is not at all. */
export interface Augmentation {
  /** Pixels, each way. */
  readonly shift?: number | undefined
  /** Degrees about the centre. */
  readonly rotate?: number | undefined
  /** A share, of each axis for itself: 0.1 is ±10 %. */
  readonly scale?: number | undefined
  /** A share: 0.1 moves the edge of an image of height h by h / 20. */
  readonly shear?: number | undefined
}

/** Checks what was asked for. Throws OptionError: shift from 0 on, rotate 0 to 180, scale below 1, shear 0 to 1. */
export function augmentation(options: Augmentation): Required<Augmentation> {
  const known = ['shift', 'rotate', 'scale', 'shear']
  const { shift = 0, rotate = 0, scale = 0, shear = 0 } = knownOptions('augmentation', options, known)
  return {
    shift: realOption('augmentation', 'shift', shift, { min: 0, max: 4096 }),
    rotate: realOption('augmentation', 'rotate', rotate, { min: 0, max: 180 }),
    scale: realOption('augmentation', 'scale', scale, { min: 0, max: 0.99 }),
    shear: realOption('augmentation', 'shear', shear, { min: 0, max: 1 }),
  }
}

/** The `warp` op's attributes: radians, and what lies outside an image is what the data set puts around it. */
export function warpAttributes(options: Augmentation, data: Pick<Dataset, 'normalization' | 'border'>): WarpAttributes {
  const { shift, rotate, scale, shear } = augmentation(options)
  const { scale: factors, offset } = data.normalization
  const outside = factors.map((factor, c) => data.border * factor + offset[c]!)
  return { shift, rotate: rotate * (Math.PI / 180), scale, shear, border: outside }
}
