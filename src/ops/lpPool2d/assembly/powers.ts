/** What pooling by p-norms and its gradient share: whole powers, and windows seen alike in both layouts. */
import { loadEvery } from '../../shared/assembly/lanes'

/** v^p for a whole p, by squaring. */
export function wholePower(v: v128, p: u32): v128 {
  let result = f32x4.splat(1)
  while (true) {
    if (p & 1) result = f32x4.mul(result, v)
    p >>= 1
    if (p === 0) return result
    v = f32x4.mul(v, v)
  }
}

/** Four numbers `apart` elements from each other; the one at `at` in all lanes where that is 0. @inline */
export function loadApart(at: usize, apart: u32): v128 {
  return apart === 0 ? v128.load32_splat(at) : loadEvery(at, apart)
}
