/**
 * The one random generator: counter-based, so a number is a function of (seed, stream, step, index) and of nothing
 * else. Threads, a GPU, another process and a resumed run agree by construction. The AssemblyScript twin is
 * `ops/shared/assembly/random.ts`; a test holds them equal.
 *
 * Each word of the key goes through a 32-bit finalizer ("triple32", Chris Wellons, Prospecting for Hash Functions,
 * 2018; bias 0.02): key = m(m(m(seed + φ) ^ stream) ^ step), bits(index) = m(m(index·φ + key) ^ key₂).
 */

const PHI = 0x9e3779b9

/** What numbers are drawn for: each use has its own stream, so none disturbs another. */
export const streams = { weights: 1, order: 2, dropout: 3, augmentation: 4, crop: 5, jitter: 6, cutout: 7, mixup: 8 } as const

function mix(h: number): number {
  h ^= h >>> 17
  h = Math.imul(h, 0xed5ad4bb)
  h ^= h >>> 11
  h = Math.imul(h, 0xac4c1b51)
  h ^= h >>> 15
  h = Math.imul(h, 0x31848bab)
  return h ^ (h >>> 14)
}

/** The numbers of one (seed, stream, step). `bits(index)` is a whole number in [0, 2³²), `uniform(index)` in [0, 1). */
export interface RandomSource {
  bits(index: number): number
  /** 24 random bits / 2²⁴: exact in float32. */
  uniform(index: number): number
}

export function random(seed: number, stream: number, step = 0): RandomSource {
  const key = mix(mix(mix((seed + PHI) | 0) ^ stream) ^ step)
  const second = mix(key ^ PHI)
  const bits = (index: number) => mix(mix((Math.imul(index, PHI) + key) | 0) ^ second) >>> 0
  return { bits, uniform: (index) => (bits(index) >>> 8) * 2 ** -24 }
}

/**
 * The numbers 0 … length − 1 in a random order (Fisher, Yates): the order of an epoch is `shuffled(n, random(seed,
 * streams.order, epoch))`.
 */
export function shuffled(length: number, source: RandomSource): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i)
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor((source.bits(i) / 2 ** 32) * (i + 1))
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}
