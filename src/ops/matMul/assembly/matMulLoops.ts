/**
 * Goes over the matrices of products: `setMatrices` finds those of y's n-th matrix, `nextMatrices` the next pair whose product
 * is added to it. The loops lie in the call (see ops/matMul/wasm.ts): how many there are for y's own matrices and how many over
 * which it sums, then for each, the innermost first, its size and its steps in a, b and y.
 */

// Each thread has its own instance and so its own globals.
let list: usize = 0
let aStart: usize = 0
let bStart: usize = 0
let pair: u32 = 0
let pairs: u32 = 1

/** Where the matrices begin, in bytes from the values' own. */
export let aMatrix: usize = 0
export let bMatrix: usize = 0
export let yMatrix: usize = 0

/** Bytes of a loop in the list. */
const LOOP: u32 = 16

export function setMatrices(loops: usize, n: u32): void {
  list = loops
  aStart = 0
  bStart = 0
  yMatrix = 0
  const first = list + 8
  const last = first + load<u32>(list) * LOOP
  for (let at = first; at < last; at += LOOP) {
    const size = load<u32>(at)
    const rest = n / size
    const turn = n - rest * size
    aStart += turn * (load<u32>(at, 4) << 2)
    bStart += turn * (load<u32>(at, 8) << 2)
    yMatrix += turn * (load<u32>(at, 12) << 2)
    n = rest
  }
  pair = 0
  pairs = 1
  const end = last + load<u32>(list, 4) * LOOP
  for (let at = last; at < end; at += LOOP) pairs *= load<u32>(at)
}

/** False where there is no further pair. */
export function nextMatrices(): bool {
  if (pair === pairs) return false
  aMatrix = aStart
  bMatrix = bStart
  const first = list + 8 + load<u32>(list) * LOOP
  const end = first + load<u32>(list, 4) * LOOP
  let left = pair++
  for (let at = first; at < end; at += LOOP) {
    const size = load<u32>(at)
    const rest = left / size
    const turn = left - rest * size
    aMatrix += turn * (load<u32>(at, 4) << 2)
    bMatrix += turn * (load<u32>(at, 8) << 2)
    left = rest
  }
  return true
}

/** Whether the pair at hand is the first that y's matrix gets. @inline */
export function isFirstPair(): bool {
  return pair === 1
}
