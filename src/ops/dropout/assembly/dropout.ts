/**
 * Dropout, forward and backward. A number's random draw is that of its place in plain order, n · size + i, in both
 * layouts. One item is a line of 16 elements; in blocks those are two places of eight images.
 */
import { In, Out } from '../../shared/assembly/args'

import { endOfLines, firstOfLines, loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { randomBits4, randomKey, secondKey } from '../../shared/assembly/random'

@unmanaged
export class DropoutArgs {
  x: In
  y: Out
  counters: In
  elements: u32
  /** Elements of one image. */
  size: u32
  block: u32
  stream: u32
  /** Where in `counters` these stand. */
  seedAt: u32
  stepAt: u32
  /** Dropped where the 24 random bits are below this: ⌈rate · 2²⁴⌉. */
  threshold: u32
  /** 1 / (1 − rate) */
  scale: f32
}

export function dropout(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<DropoutArgs>(args)
  const x = a.x
  const y = a.y
  const size = a.size
  const key = randomKey(load<u32>(a.counters + (a.seedAt << 2)), a.stream, load<u32>(a.counters + (a.stepAt << 2)))
  const second = secondKey(key)
  const threshold = i32x4.splat(a.threshold)
  const scale = f32x4.splat(a.scale)
  const first = firstOfLines(begin)
  const last = endOfLines(end, a.elements)
  if (a.block === 8) {
    // Four images side by side: their places in plain order are `size` apart.
    const images = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(size))
    let place = (first >> 3) % size
    let image = ((first >> 3) / size) << 3
    for (let i = first; i < last; i += 8) {
      const at = i << 2
      const low = i32x4.add(images, i32x4.splat(image * size + place))
      const high = i32x4.add(low, i32x4.splat(size << 2))
      v128.store(y + at, kept(v128.load(x + at), key, second, low, threshold, scale))
      v128.store(y + at, kept(v128.load(x + at, 16), key, second, high, threshold, scale), 16)
      if (++place === size) {
        place = 0
        image += 8
      }
    }
    return
  }
  const whole = last & ~3
  let i = first
  while (i < last) {
    const four = i < whole
    const at = i << 2
    const index = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(i))
    storeLanes(y + at, kept(loadLanes(x + at, four), key, second, index, threshold, scale), four)
    i += four ? 4 : 1
  }
}

/** @inline */
function kept(v: v128, key: u32, second: u32, index: v128, threshold: v128, scale: v128): v128 {
  const drawn = i32x4.shr_u(randomBits4(key, second, index), 8)
  return v128.and(f32x4.mul(v, scale), i32x4.ge_s(drawn, threshold))
}
