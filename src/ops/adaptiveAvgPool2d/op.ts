/**
 * Average pooling to a given size. Along an axis of n pixels and o outputs, output i is the mean of the pixels from ⌊i·n/o⌋ to
 * ⌈(i + 1)·n/o⌉ − 1: those that its share of the image touches. Neighbouring windows may overlap, and their sizes differ by up
 * to one pixel; with more outputs than pixels each window is of one or two. The sizes are those of the values.
 *
 *   adaptiveAvgPool2d      inputs x [N, C, H, W]      outputs y [N, C, OH, OW]
 *   adaptiveAvgPool2dGrad  inputs dy [N, C, OH, OW]   outputs dx [N, C, H, W]: each dy / pixels, spread over its window
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const adaptiveAvgPool2d = op<NoAttributes, [x: Value], [y: Value]>('x > y')
export const adaptiveAvgPool2dGrad = op<NoAttributes, [dy: Value], [dx: Value]>('dy > dx')
