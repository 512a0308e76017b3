/** The colours of each image, changed as the definition says. */
import { random, streams } from '../../math/random.ts'
import type { ReferenceReading } from '../reference.ts'
import { counterAt } from '../stepNumbers.ts'

const clip = (value: number) => Math.min(1, Math.max(0, value))

export const colourJitterReference: ReferenceReading<'colourJitter'> = (attributes, [x, indices, counters], [y]) => {
  const { brightness, contrast, saturation, hue, bgr, scale, offset } = attributes
  const [N, C, H, W] = x.shape as readonly [number, number, number, number]
  const places = H * W
  const source = random(counters.data[counterAt.seed], streams.jitter, counters.data[counterAt.epoch])
  const weights = C === 1 ? [1] : bgr ? [0.114, 0.587, 0.2989] : [0.2989, 0.587, 0.114]
  for (let n = 0; n < N; n++) {
    const u = (j: number) => 2 * source.uniform(4 * indices.data[n] + j) - 1
    const [bright, strong, saturated] = [1 + brightness * u(0), 1 + contrast * u(1), 1 + saturation * u(2)]
    const turn = 6 * hue * u(3)
    const v = Array.from({ length: C }, (_, c) =>
      Array.from({ length: places }, (_, p) => {
        const value = (x.data[(n * C + c) * places + p] - offset[c]!) / scale[c]!
        return brightness > 0 ? clip(bright * value) : value
      }),
    )
    const grey = (p: number) => weights.reduce((sum, weight, c) => sum + weight * v[c]![p]!, 0)
    if (contrast > 0) {
      let sum = 0
      for (let p = 0; p < places; p++) sum += grey(p)
      for (const plane of v) for (let p = 0; p < places; p++) plane[p] = clip(strong * plane[p]! + (1 - strong) * (sum / places))
    }
    if (saturation > 0)
      for (let p = 0; p < places; p++) {
        const middle = grey(p)
        for (const plane of v) plane[p] = clip(saturated * plane[p]! + (1 - saturated) * middle)
      }
    if (hue > 0 && C === 3) {
      const [red, green, blue] = bgr ? [v[2]!, v[1]!, v[0]!] : [v[0]!, v[1]!, v[2]!]
      for (let p = 0; p < places; p++) {
        const [r, g, b] = [red[p]!, green[p]!, blue[p]!]
        const most = Math.max(r, g, b)
        const range = most - Math.min(r, g, b)
        if (range === 0) continue
        const sixths = most === r ? (g - b) / range : most === g ? 2 + (b - r) / range : 4 + (r - g) / range
        const turned = (from: number) => {
          const place = from + sixths + turn
          const k = place - 6 * Math.floor(place / 6)
          return most - range * Math.max(0, Math.min(k, 4 - k, 1))
        }
        red[p] = turned(5)
        green[p] = turned(3)
        blue[p] = turned(1)
      }
    }
    for (let c = 0; c < C; c++)
      for (let p = 0; p < places; p++) y.data[(n * C + c) * places + p] = v[c]![p]! * scale[c]! + offset[c]!
  }
}
