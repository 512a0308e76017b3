/** Writes one batch of a data set where a program reads it: raw pictures, labels or targets, the pictures' numbers. */
import type { Dataset } from '../data/dataset.ts'
import type { Prepared } from '../network/prepared.ts'
import { sizeOf } from '../values/shape.ts'

/** The pictures order[from … from + count − 1]. A loss on values reads targets, or the labels as ones among zeros. */
export function writeBatch(prepared: Prepared, data: Dataset, order: Uint32Array, from: number, count: number): void {
  const { raw, target, pictures } = prepared
  prepared.write(raw, (images) => data.fill(order, { images: images as Uint8Array }, from, count))
  if (target)
    prepared.write(target, (values) => {
      if (target.dtype === 'i32') for (let n = 0; n < count; n++) values[n] = data.label(order[from + n]!)
      else writeTargets(values, sizeOf(target.shape) / count, data, order, from, count)
    })
  if (pictures)
    prepared.write(pictures, (numbers) => {
      for (let n = 0; n < count; n++) numbers[n] = data.row(order[from + n]!)
    })
}

function writeTargets(
  values: ArrayLike<number> & {
    set(from: ArrayLike<number>, at: number): void
    fill(value: number): unknown
    [n: number]: number
  },
  size: number,
  data: Dataset,
  order: Uint32Array,
  from: number,
  count: number,
): void {
  if (data.targets) for (let n = 0; n < count; n++) values.set(data.target(order[from + n]!), n * size)
  else {
    values.fill(0)
    for (let n = 0; n < count; n++) values[n * size + data.label(order[from + n]!)] = 1
  }
}
