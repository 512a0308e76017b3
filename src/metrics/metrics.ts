/**
 * Numbers that say how good a classifier is, over the scores (logits or probabilities) of n images, [n, classes] in
 * one array, and their labels. Where two classes have the same score, the first counts as the higher; a score that is
 * not a number is never right.
 */

import { ShapeError } from '../errors/errors.ts'
import { wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { argMax } from './argMax.ts'

type Scores = Float32Array | Float64Array | readonly number[]
type Labels = Int32Array | Uint8Array | readonly number[]

function checked(scores: Scores, labels: Labels, classes: number): void {
  wholeOption('metrics', 'classes', classes)
  if (scores.length === labels.length * classes) return
  throw new ShapeError({
    code: 'unequal',
    message: say('the scores do not match the labels.'),
    numbers: [
      say('{labels} labels · {classes} classes = {wanted} ≠ {found} scores', {
        labels: labels.length,
        classes,
        wanted: labels.length * classes,
        found: scores.length,
      }),
    ],
    fix: say('give [n, classes] scores and n labels.'),
    details: { scores: scores.length, labels: labels.length, classes },
  })
}

/** How many classes have a higher score than the label's: 0 is right. */
function rankOf(scores: Scores, label: number, from: number, classes: number): number {
  const own = label >= 0 && label < classes ? scores[from + label] : undefined
  // a label that is not a class has no score; like a score that is not a number, it ranks last
  if (own === undefined || Number.isNaN(own)) return classes
  let rank = 0
  for (let c = 0; c < classes; c++) {
    const other = scores[from + c]!
    if (c !== label && (c < label ? !(other < own) : !(other <= own))) rank++
  }
  return rank
}

/**
 * The share of images whose label is among the k highest scores; NaN of no images.
 * [n, classes] scores, n labels, k ≤ classes.
 * @throws ShapeError where scores and labels do not fit each other. @throws OptionError where k is not in 1 … classes.
 * @example
 * ```ts
 * const scores = [0.1, 0.6, 0.3, 0.5, 0.1, 0.4] // two images, three classes
 * console.log(topK(scores, [2, 2], 3, 2)) // 1
 * ```
 */
export function topK(scores: Scores, labels: Labels, classes: number, k: number): number {
  checked(scores, labels, classes)
  wholeOption('topK', 'k', k, { max: classes })
  let right = 0
  for (let n = 0; n < labels.length; n++) if (rankOf(scores, labels[n]!, n * classes, classes) < k) right++
  return right / labels.length
}

/**
 * The share of images whose label has the highest score; NaN of no images. [n, classes] scores, n labels.
 * @throws ShapeError where scores and labels do not fit each other.
 * @example
 * ```ts
 * const scores = [0.1, 0.9, 0.8, 0.2, 0.3, 0.7] // three images, two classes
 * console.log(accuracy(scores, [1, 0, 0], 2)) // 0.6666666666666666
 * ```
 */
export function accuracy(scores: Scores, labels: Labels, classes: number): number {
  return topK(scores, labels, classes, 1)
}

/**
 * How often each label was taken for each class: [label][class] → count. The diagonal is right.
 * @throws ShapeError where scores and labels do not fit each other, or a label is not a class.
 * @example
 * ```ts
 * const scores = [0.1, 0.9, 0.8, 0.2, 0.3, 0.7]
 * console.log(confusionMatrix(scores, [1, 0, 0], 2)) // [ [ 1, 1 ], [ 0, 1 ] ]
 * ```
 */
export function confusionMatrix(scores: Scores, labels: Labels, classes: number): number[][] {
  checked(scores, labels, classes)
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  for (let n = 0; n < labels.length; n++) {
    const row = counts[labels[n]!]
    if (!row)
      throw new ShapeError({
        code: 'label',
        message: say('a label is not one of the classes.'),
        numbers: [say('label {label} of image {n}, classes 0 … {last}', { label: String(labels[n]), n, last: classes - 1 })],
        fix: say('use a model with as many outputs as there are classes.'),
        details: { label: labels[n], image: n, classes },
      })
    row[argMax(scores, n * classes, classes)]!++
  }
  return counts
}
