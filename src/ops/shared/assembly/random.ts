/**
 * The twin of `math/random.ts`, which is the definition: the same whole numbers bit for bit, here also four at a
 * time. The conformance cases of dropout and warp hold the two equal.
 */

const PHI: u32 = 0x9e3779b9

function mix(h: u32): u32 {
  h ^= h >> 17
  h *= 0xed5ad4bb
  h ^= h >> 11
  h *= 0xac4c1b51
  h ^= h >> 15
  h *= 0x31848bab
  return h ^ (h >> 14)
}

/** @inline */
function mix4(h: v128): v128 {
  h = v128.xor(h, i32x4.shr_u(h, 17))
  h = i32x4.mul(h, i32x4.splat(0xed5ad4bb))
  h = v128.xor(h, i32x4.shr_u(h, 11))
  h = i32x4.mul(h, i32x4.splat(0xac4c1b51))
  h = v128.xor(h, i32x4.shr_u(h, 15))
  h = i32x4.mul(h, i32x4.splat(0x31848bab))
  return v128.xor(h, i32x4.shr_u(h, 14))
}

/** The two keys of (seed, stream, step), worked out once a call: the second is `secondKey(key)`. */
export function randomKey(seed: u32, stream: u32, step: u32): u32 {
  return mix(mix(mix(seed + PHI) ^ stream) ^ step)
}

export function secondKey(key: u32): u32 {
  return mix(key ^ PHI)
}

export function randomBits(key: u32, second: u32, index: u32): u32 {
  return mix(mix(index * PHI + key) ^ second)
}

/** `randomBits` of four indices. @inline */
export function randomBits4(key: u32, second: u32, index: v128): v128 {
  const h = i32x4.add(i32x4.mul(index, i32x4.splat(PHI)), i32x4.splat(key))
  return mix4(v128.xor(mix4(h), i32x4.splat(second)))
}

/** A number in [0, 1): 24 random bits / 2²⁴. */
export function randomUniform(key: u32, second: u32, index: u32): f64 {
  return <f64>(randomBits(key, second, index) >> 8) * (1.0 / 16777216.0)
}
