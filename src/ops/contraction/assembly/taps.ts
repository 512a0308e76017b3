/**
 * Which taps k of a kernel reach a pixel i along one axis, backwards: those for which o = (i + pad − k·dilation) / stride
 * is whole and lies in the output. They are an arithmetic series: `tapCount` of them from `tapFirst` in steps of
 * stride / gcd(stride, dilation), and o falls from `tapOut` in steps of dilation / gcd.
 */

export let tapFirst: u32 = 0
export let tapCount: u32 = 0
export let tapOut: u32 = 0

export function findTaps(pixel: u32, pad: u32, stride: u32, dilation: u32, taps: u32, out: u32): void {
  tapCount = 0
  for (let k: u32 = 0; k < taps; k++) {
    const at = <i32>(pixel + pad) - <i32>(k * dilation)
    if (at < 0) return
    if (<u32>at % stride) continue
    const o = <u32>at / stride
    if (o >= out) continue
    if (!tapCount) {
      tapFirst = k
      tapOut = o
    }
    tapCount++
  }
}

export function gcd(a: u32, b: u32): u32 {
  while (b) {
    const rest = a % b
    a = b
    b = rest
  }
  return a
}
