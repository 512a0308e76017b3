/**
 * Adds partial sums to their target, in the order of the chunks, so that the result does not depend on who made which.
 * The target is [groups · rows][size]; each chunk of partials is [groups][rowsPadded][sizePadded], as the loops write whole
 * tiles. One item is one row of the target.
 */
import { Both, In } from '../../shared/assembly/args'

@unmanaged
export class ReducePartialsArgs {
  partials: In
  target: Both
  chunks: u32
  groups: u32
  rows: u32
  rowsPadded: u32
  size: u32
  /** A multiple of 4. */
  sizePadded: u32
}

export function reducePartials(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ReducePartialsArgs>(args)
  const chunk: usize = (a.groups * a.rowsPadded * a.sizePadded) << 2
  for (let row = begin; row < end; row++) {
    let from = a.partials + ((((row / a.rows) * a.rowsPadded + (row % a.rows)) * a.sizePadded) << 2)
    let to = a.target + ((row * a.size) << 2)
    for (let i: u32 = 0; i < a.size; i += 4) {
      let sum = v128.load(from)
      for (let c: u32 = 1; c < a.chunks; c++) sum = f32x4.add(sum, v128.load(from + c * chunk))
      if (i + 4 <= a.size) v128.store(to, f32x4.add(v128.load(to), sum))
      else addTail(to, sum, a.size - i)
      from += 16
      to += 16
    }
  }
}

function addTail(to: usize, sum: v128, count: u32): void {
  store<f32>(to, load<f32>(to) + f32x4.extract_lane(sum, 0))
  if (count > 1) store<f32>(to, load<f32>(to, 4) + f32x4.extract_lane(sum, 1), 4)
  if (count > 2) store<f32>(to, load<f32>(to, 8) + f32x4.extract_lane(sum, 2), 8)
}
