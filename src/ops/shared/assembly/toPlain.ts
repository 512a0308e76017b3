/**
 * Brings a batched value from blocks of eight images [N/8][size][8] to plain order [N][size], or with gaps between them.
 * One item is one block. Of four places and four images at a time it makes a transpose in registers.
 */
import { In, Out } from './args'

@unmanaged
export class ToPlainArgs {
  x: In
  y: Out
  /** Elements of one image, and from one image to the next in y. */
  size: u32
  step: u32
}

export function toPlain(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ToPlainArgs>(args)
  const run = a.step << 2
  for (let n = begin; n < end; n++) {
    for (let half: u32 = 0; half < 2; half++) {
      let from = a.x + n * (a.size << 5) + (half << 4)
      let to = a.y + (n * 8 + half * 4) * run
      let i: u32 = 0
      for (; i + 4 <= a.size; i += 4) {
        const r0 = v128.load(from)
        const r1 = v128.load(from, 32)
        const r2 = v128.load(from, 64)
        const r3 = v128.load(from, 96)
        const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5)
        const low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5)
        const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7)
        const high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7)
        v128.store(to, i32x4.shuffle(low01, low23, 0, 1, 4, 5))
        v128.store(to + run, i32x4.shuffle(low01, low23, 2, 3, 6, 7))
        v128.store(to + 2 * run, i32x4.shuffle(high01, high23, 0, 1, 4, 5))
        v128.store(to + 3 * run, i32x4.shuffle(high01, high23, 2, 3, 6, 7))
        from += 128
        to += 16
      }
      for (; i < a.size; i++) {
        for (let p: u32 = 0; p < 4; p++) store<u32>(to + p * run, load<u32>(from + (p << 2)))
        from += 32
        to += 4
      }
    }
  }
}
