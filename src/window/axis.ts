/**
 * The arithmetic of a window along one direction of a picture: how many windows fit, what 'same' padding is, and
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

/** Both directions of a window over a picture, with 'same' worked out. */
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

/** Whether each of the windows of an axis holds at least one pixel of the picture. */
export function windowsHoldPixels({ n, k, s, d, before }: Axis, size: number): boolean {
  for (let o = 0; o < size; o++) {
    let pixels = 0
    for (let i = 0; i < k; i++) if (o * s + i * d - before >= 0 && o * s + i * d - before < n) pixels++
    if (pixels === 0) return false
  }
  return true
}
