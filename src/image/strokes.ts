/** How wide the strokes of a drawing are, and making them wider. On grey levels 0 … 1, as `findInk.ts` gives them. */
import type { Box } from './resize.ts'

/**
 * The mean width of the strokes inside the box, in pixels: twice the area by the length of the outline (a long stroke of
 * width d and length l has the area d · l and the outline 2 · l). Both are counted in grey: the outline is the sum of the
 * steps between neighbours, whose mean over all directions is 4/π of the true length.
 */
export function strokeWidth(ink: Float32Array, width: number, [top, left, bottom, right]: Box): number {
  const at = (h: number, w: number) => (h >= top && h < bottom && w >= left && w < right ? ink[h * width + w]! : 0)
  let [area, steps] = [0, 0]
  for (let h = top - 1; h < bottom; h++)
    for (let w = left - 1; w < right; w++) {
      const here = at(h, w)
      area += here
      steps += Math.abs(here - at(h, w + 1)) + Math.abs(here - at(h + 1, w))
    }
  return (2 * area) / (steps * (Math.PI / 4))
}

/** Each pixel becomes the darkest within `reach` pixels in both axes: strokes get wider by 2 · reach. */
export function thickened(ink: Float32Array, height: number, width: number, reach: number): Float32Array {
  const along = (from: Float32Array, step: number, place: (i: number) => number, size: number) =>
    from.map((value, i) => {
      const at = place(i)
      for (let d = Math.max(-reach, -at); d <= Math.min(reach, size - 1 - at); d++) value = Math.max(value, from[i + d * step]!)
      return value
    })
  return along(
    along(ink, 1, (i) => i % width, width),
    width,
    (i) => Math.floor(i / width),
    height,
  )
}
