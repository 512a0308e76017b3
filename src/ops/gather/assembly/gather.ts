/** Chosen places of an axis: copies of their columns. One item is up to `countStep` of them, at one place of the axes before. */
import { In, List, Out } from '../../shared/assembly/args'
import { copyNumbers } from '../../shared/assembly/lanes'

@unmanaged
export class GatherArgs {
  /** [outer][size][columns] */
  x: In
  /** [outer][count][columns] */
  y: Out
  size: u32
  count: u32
  countStep: u32
  columns: u32
  /** Of each place in y, which one in x. */
  indices: List
}

export function gather(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<GatherArgs>(args)
  const indices = args + offsetof<GatherArgs>('indices')
  const bytes = a.columns << 2
  const chunks = (a.count + a.countStep - 1) / a.countStep
  for (let item = begin; item < end; item++) {
    const outer = item / chunks
    const first = (item - outer * chunks) * a.countStep
    const last = min(first + a.countStep, a.count)
    const x = a.x + outer * a.size * bytes
    let y = a.y + (outer * a.count + first) * bytes
    for (let i = first; i < last; i++) {
      copyNumbers(x + load<u32>(indices + (i << 2)) * bytes, y, bytes)
      y += bytes
    }
  }
}
