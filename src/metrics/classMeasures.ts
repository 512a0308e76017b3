/** How good a classifier is class by class, from its confusion matrix: precision, recall and their harmonic mean. */

/** How one class fared. A measure is undefined where it would be 0 / 0: no image has, or was given, this label. */
export interface ClassMeasures {
  /** Images with this label. */
  readonly images: number
  /** Of those that were predicted as this class, the share that is it: TP / (TP + FP). */
  readonly precision: number | undefined
  /** Of those that are of this class, the share that was found: TP / (TP + FN). */
  readonly recall: number | undefined
  /** F1 = 2·TP / (2·TP + FP + FN), the harmonic mean of the two. */
  readonly f1: number | undefined
}

/**
 * The measures of each class, of a matrix [label][predicted] → count.
 * @example
 * ```ts
 * // Of ten cats eight were found, and one dog was taken for a cat.
 * const classes = classMeasures([[8, 2], [1, 9]])
 * console.log(classes.map(({ recall }) => recall)) // [ 0.8, 0.9 ]
 * ```
 */
export function classMeasures(confusion: readonly (readonly number[])[]): ClassMeasures[] {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : undefined)
  return confusion.map((row, k) => {
    const right = row[k]!
    const images = row.reduce((sum, n) => sum + n, 0)
    const predicted = confusion.reduce((sum, other) => sum + other[k]!, 0)
    return {
      images,
      precision: share(right, predicted),
      recall: share(right, images),
      f1: share(2 * right, images + predicted),
    }
  })
}

/**
 * The mean F1 of the classes that have one (macro F1): each counts alike, however many images it has. NaN where none has.
 * @example
 * ```ts
 * console.log(macroF1(classMeasures([[8, 2], [1, 9]])).toFixed(3)) // 0.850
 * ```
 */
export function macroF1(classes: readonly ClassMeasures[]): number {
  const known = classes.flatMap(({ f1 }) => (f1 === undefined ? [] : [f1]))
  return known.reduce((sum, f1) => sum + f1, 0) / known.length
}
