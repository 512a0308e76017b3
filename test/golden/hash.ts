/** The numbers that golden values are about: the same integer hash as in make.py, so that they need not be stored. */

/** Multiples of 2⁻²³ in [−1, 1): exact in float32. `times` scales them. */
export function hashed(seed: number, length: number, times = 1): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    let h = (Math.imul(i, 0x9e3779b9) + Math.imul(seed, 0x85ebca6b)) >>> 0
    h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
    h = Math.imul(h ^ (h >>> 15), 0xd35a2d97)
    h ^= h >>> 15
    return ((h >>> 8) / 2 ** 23 - 1) * times
  })
}

/** Whole numbers in [0, below). */
export function whole(seed: number, length: number, below: number): Int32Array {
  return Int32Array.from(hashed(seed, length), (x) => Math.floor(((x + 1) / 2) * below))
}
