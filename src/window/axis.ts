/**
 * The arithmetic of a window along one direction of an image: how many windows fit, what 'same' padding is, and
 * whether a window holds a pixel at all. The options and the errors are in window.ts and windowErrors.ts.
 */

export type Rounding = 'whole' | 'floor' | 'ceil'

/** The options of a window as a layer keeps them: defaults filled in, everything as pairs. */
export interface WindowFields {
  readonly kernelSize: readonly [number, number]
  readonly stride: readonly [number, number]
  readonly dilation: readonly [number, number]
  readonly padding: 'same' | readonly [number, number, number, number]
  readonly rounding: Rounding
}

/** One direction of a window: n pixels, a kernel of k elements d apart, moved by s, with padding before and after. */
export interface Axis {
  readonly n: number
  readonly k: number
  readonly s: number
  readonly d: number
  readonly before: number
  readonly after: number
}

/** The number of pixels from a window's first element to its last. */
export function spanOf({ k, d }: Axis): number {
  return (k - 1) * d + 1
}

/** The output size as the formula gives it: perhaps not whole, perhaps less than one. */
export function exactSize(axis: Axis): number {
  return (axis.n + axis.before + axis.after - spanOf(axis)) / axis.s + 1
}

/** Both directions of a window over an image, with 'same' worked out. */
export function axesOf(
  { kernelSize, stride, dilation, padding }: Omit<WindowFields, 'rounding'>,
  height: number,
  width: number,
): [Axis, Axis] {
  return [axis(0, height), axis(1, width)]
  function axis(i: 0 | 1, n: number): Axis {
    const bare = { n, k: kernelSize[i], s: stride[i], d: dilation[i], before: 0, after: 0 }
    if (padding !== 'same') return { ...bare, before: padding[i], after: padding[i + 2]! }
    const sides = Math.max(0, (Math.ceil(n / bare.s) - 1) * bare.s + spanOf(bare) - n)
    return { ...bare, before: Math.floor(sides / 2), after: Math.ceil(sides / 2) }
  }
}

/** The output size in one direction; NaN where it is not whole and must be, less than 1 where the kernel does not fit. */
export function axisSize(axis: Axis, { padding, rounding }: Pick<WindowFields, 'padding' | 'rounding'>): number {
  if (padding === 'same') return Math.ceil(axis.n / axis.s)
  const exact = exactSize(axis)
  if (exact < 1 && rounding !== 'ceil') return 0
  if (rounding === 'floor' || Number.isInteger(exact)) return Math.floor(exact)
  if (rounding === 'whole') return Number.NaN
  const size = Math.ceil(exact)
  // PyTorch's rule: a last window that would start in the end padding is dropped
  return (size - 1) * axis.s >= axis.n + axis.before ? size - 1 : size
}

/** Whether each of the windows of an axis holds at least one pixel of the image. In closed form: sizes may be huge. */
export function windowsHoldPixels({ n, k, s, d, before }: Axis, size: number): boolean {
  if (size < 1) return true
  // Window o begins at o·s − before. The last lies furthest right: where it begins in the image, its first element is a pixel.
  if ((size - 1) * s - before >= n) return false
  // The first lies furthest left: unless it ends before the image, all those that begin in the padding reach it, …
  if (before > (k - 1) * d) return false
  // … with an element less than d behind its edge, which is a pixel of the image unless they are further apart than it is wide.
  if (d <= n) return true
  const inPadding = Math.min(size, Math.ceil(before / s))
  return countOfRemainders(inPadding, s, -before, d, n) === 0n
}

/** How many of o = 0 … count − 1 have (o·step + first) mod m ≥ least, for 0 < least < m: whole sums of quotients, O(log m). */
function countOfRemainders(count: number, step: number, first: number, m: number, least: number): bigint {
  const [many, a, divisor] = [BigInt(count), BigInt(step), BigInt(m)]
  const start = BigInt(((first % m) + m) % m)
  return sumOfQuotients(many, divisor, a, start + divisor - BigInt(least)) - sumOfQuotients(many, divisor, a, start)
}

/** Σ ⌊(a·o + b) / m⌋ over o = 0 … count − 1, by the steps of Euclid's algorithm. Source: Graham, Knuth, Patashnik 1994, §3.5. */
function sumOfQuotients(count: bigint, m: bigint, a: bigint, b: bigint): bigint {
  let sum = 0n
  while (count > 0n) {
    sum += ((count * (count - 1n)) / 2n) * (a / m) + count * (b / m)
    a %= m
    b %= m
    const most = a * count + b
    count = most / m
    b = most % m
    const next = a
    a = m
    m = next
  }
  return sum
}
