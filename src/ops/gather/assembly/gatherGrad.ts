/**
 * The gradient of chosen places: each place of the axis gets the sum over all the times it was chosen, in their order, or
 * zeros. One item is up to `sizeStep` places, at one place of the axes before.
 */
import { In, List, Out } from '../../shared/assembly/args'
import { copyNumbers, loadLanes, storeLanes } from '../../shared/assembly/lanes'

@unmanaged
export class GatherGradArgs {
  /** [outer][count][columns] */
  dy: In
  /** [outer][size][columns] */
  dx: Out
  size: u32
  count: u32
  sizeStep: u32
  columns: u32
  /** For each place where its part of the list begins, and where the last ends; then the list: places in dy. */
  places: List
}

export function gatherGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<GatherGradArgs>(args)
  const starts = args + offsetof<GatherGradArgs>('places')
  const list = starts + ((a.size + 1) << 2)
  const bytes = a.columns << 2
  const chunks = (a.size + a.sizeStep - 1) / a.sizeStep
  for (let item = begin; item < end; item++) {
    const outer = item / chunks
    const first = (item - outer * chunks) * a.sizeStep
    const last = min(first + a.sizeStep, a.size)
    const dy = a.dy + outer * a.count * bytes
    let dx = a.dx + (outer * a.size + first) * bytes
    for (let place = first; place < last; place++) {
      let at = list + (load<u32>(starts + (place << 2)) << 2)
      const stop = list + (load<u32>(starts + (place << 2), 4) << 2)
      if (at === stop) memory.fill(dx, 0, bytes)
      else {
        copyNumbers(dy + load<u32>(at) * bytes, dx, bytes)
        for (at += 4; at < stop; at += 4) addNumbers(dy + load<u32>(at) * bytes, dx, a.columns)
      }
      dx += bytes
    }
  }
}

function addNumbers(from: usize, to: usize, count: u32): void {
  while (count) {
    const four = count >= 4
    storeLanes(to, f32x4.add(loadLanes(to, four), loadLanes(from, four)), four)
    const done: u32 = four ? 4 : 1
    from += done << 2
    to += done << 2
    count -= done
  }
}
