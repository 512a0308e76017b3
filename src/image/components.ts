/** Connected parts of a mask: pixels that touch, also at a corner, belong together. */
import type { Box } from './resize.ts'

export interface Component {
  /** How many pixels. */
  readonly area: number
  /** The sum of `mass` over its pixels. */
  readonly mass: number
  /** [top, left, bottom, right] in pixels; bottom and right are just behind. */
  readonly box: Box
  /** How many of its pixels lie on the image's border. */
  readonly rim: number
}

/** Each pixel's part (from 1; 0 is not part) and what is known of each. Cost: one visit per pixel. */
export function components(mask: Uint8Array, mass: ArrayLike<number>, height: number, width: number) {
  const labels = new Int32Array(height * width)
  const stack = new Int32Array(height * width)
  const parts: Component[] = []
  for (let seed = 0; seed < mask.length; seed++) {
    if (!mask[seed] || labels[seed]) continue
    const label = parts.length + 1
    let [area, sum, rim, top, left, bottom, right] = [0, 0, 0, height, width, 0, 0]
    let waiting = 0
    stack[waiting++] = seed
    labels[seed] = label
    while (waiting > 0) {
      const at = stack[--waiting]!
      const [h, w] = [Math.floor(at / width), at % width]
      area++
      if (h === 0 || w === 0 || h === height - 1 || w === width - 1) rim++
      sum += mass[at]!
      top = Math.min(top, h)
      left = Math.min(left, w)
      bottom = Math.max(bottom, h + 1)
      right = Math.max(right, w + 1)
      for (let y = Math.max(0, h - 1); y <= Math.min(height - 1, h + 1); y++)
        for (let x = Math.max(0, w - 1); x <= Math.min(width - 1, w + 1); x++) {
          const next = y * width + x
          if (!mask[next] || labels[next]) continue
          labels[next] = label
          stack[waiting++] = next
        }
    }
    parts.push({ area, mass: sum, box: [top, left, bottom, right], rim })
  }
  return { labels, parts }
}
