/**
 * An image with a border: zeros, its edge repeated, itself mirrored or begun again. `filterImage` pads by it. The border of
 * a network's layers is not made here (their routines read a constant where there is no pixel).
 */

/** What lies outside an image, and how `abcd` goes on to both sides. */
export const borders = ['zero', 'replicate', 'reflect', 'symmetric', 'wrap'] as const
/**
 * 'zero' `000|abcd|000`, 'replicate' `aaa|abcd|ddd`, 'reflect' `dcb|abcd|cba` (OpenCV's default, PyTorch's and NumPy's
 * "reflect"), 'symmetric' `cba|abcd|dcb`, 'wrap' `bcd|abcd|abc`.
 */
export type Border = (typeof borders)[number]

/** Which of the pixels 0 … n − 1 stands at place i; −1 where there is a zero. i may lie any distance outside. */
export function borderPixel(i: number, n: number, border: Border): number {
  if (i >= 0 && i < n) return i
  if (border === 'zero') return -1
  if (border === 'replicate') return i < 0 ? 0 : n - 1
  // the three others repeat: forwards, or forwards and back with or without the pixels at the ends twice
  const period = border === 'wrap' ? n : border === 'symmetric' ? 2 * n : Math.max(1, 2 * (n - 1))
  const at = ((i % period) + period) % period
  return at < n ? at : border === 'symmetric' ? period - 1 - at : period - at
}

/** [C, H, W] → [C, top + H + bottom, left + W + right], as numbers of double precision. */
export function padImage(
  data: ArrayLike<number>,
  [C, H, W]: readonly [number, number, number],
  [top, left, bottom, right]: readonly [number, number, number, number],
  border: Border,
): { readonly shape: readonly [number, number, number]; readonly data: Float64Array } {
  const [height, width] = [top + H + bottom, left + W + right]
  const padded = new Float64Array(C * height * width)
  const columns = Int32Array.from({ length: width }, (_, w) => borderPixel(w - left, W, border))
  for (let c = 0; c < C; c++)
    for (let h = 0; h < height; h++) {
      const from = borderPixel(h - top, H, border)
      if (from < 0) continue
      const [line, to] = [(c * H + from) * W, (c * height + h) * width]
      for (let w = 0; w < width; w++) if (columns[w]! >= 0) padded[to + w] = data[line + columns[w]!]!
    }
  return { shape: [C, height, width], data: padded }
}
