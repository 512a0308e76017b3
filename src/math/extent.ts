/**
 * The ends of many numbers. `Math.max(...list)` fails where a list has more numbers than a call takes arguments, about 100,000.
 */

/** The least and the largest of these numbers: ∞ and −∞ of none; a NaN is neither. */
export function extent(numbers: Iterable<number>): readonly [least: number, largest: number] {
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const number of numbers) {
    if (number < least) least = number
    if (number > largest) largest = number
  }
  return [least, largest]
}
