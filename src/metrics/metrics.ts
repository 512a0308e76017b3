/**
 * Numbers that say how good a classifier is, over the scores (logits or probabilities) of n pictures, [n, classes] in
 * one array, and their labels. Where two classes have the same score, the first counts as the higher; a score that is
 * not a number is never right.
 */
import { ShapeError } from '../tensor/errors.ts'
import { wholeOption } from '../tensor/options.ts'

type Scores = Float32Array | Float64Array | readonly number[]
type Labels = Int32Array | Uint8Array | readonly number[]

/** The number of classes: the scores a picture. */
function classesOf(scores: Scores, labels: Labels): number {
  const classes = scores.length / labels.length
  if (labels.length > 0 && Number.isInteger(classes) && classes >= 1) return classes
  throw new ShapeError({
    code: 'unequal',
    message: 'the scores are not so many for each label.',
    numbers: [`${scores.length} scores / ${labels.length} labels = ${Number(classes.toFixed(2))}`],
    fix: 'give [n, classes] scores and n labels.',
    details: { scores: scores.length, labels: labels.length },
  })
}

/** How many classes have a higher score than the label's: 0 is right. */
function rankOf(scores: Scores, label: number, from: number, classes: number): number {
  const own = scores[from + label]!
  // labels beyond the classes have no score; like a score that is not a number, they rank last
  if (!(own === own)) return classes
  let rank = 0
  for (let c = 0; c < classes; c++) {
    const other = scores[from + c]!
    if (c < label ? !(other < own) : !(other <= own)) rank++
  }
  return rank
}

/**
 * The share of pictures whose label is among the k highest scores. [n, classes], n labels, k ≤ classes.
 * @throws ShapeError where scores and labels do not fit each other. @throws OptionError where k is not in 1 … classes.
 */
export function topK(scores: Scores, labels: Labels, k: number): number {
  const classes = classesOf(scores, labels)
  wholeOption('topK', 'k', k, { max: classes })
  let right = 0
  for (let n = 0; n < labels.length; n++) if (rankOf(scores, labels[n]!, n * classes, classes) < k) right++
  return right / labels.length
}

/**
 * The share of pictures whose label has the highest score.
 * @throws ShapeError where scores and labels do not fit each other.
 */
export function accuracy(scores: Scores, labels: Labels): number {
  return topK(scores, labels, 1)
}

export interface ConfusionMatrix {
  readonly classes: number
  /** [classes, classes]: counts[label · classes + predicted]. The diagonal is right. */
  readonly counts: Uint32Array
}

/**
 * How often each label (row) was taken for each class (column).
 * @throws ShapeError where scores and labels do not fit each other, or a label is no class.
 */
export function confusionMatrix(scores: Scores, labels: Labels): ConfusionMatrix {
  const classes = classesOf(scores, labels)
  const counts = new Uint32Array(classes * classes)
  for (let n = 0; n < labels.length; n++) {
    const label = labels[n]!
    if (!(label >= 0 && label < classes))
      throw new ShapeError({
        code: 'label',
        message: 'a label is no class.',
        numbers: [`label ${label} of picture ${n}, classes 0 … ${classes - 1}`],
        details: { label, picture: n, classes },
      })
    counts[label * classes + highest(scores, n * classes, classes)]!++
  }
  return { classes, counts }
}

/** The class of the highest score among `classes` scores from `from` on. */
export function highest(scores: Scores, from = 0, classes = scores.length): number {
  let best = 0
  for (let c = 1; c < classes; c++) if (scores[from + c]! > scores[from + best]!) best = c
  return best
}
