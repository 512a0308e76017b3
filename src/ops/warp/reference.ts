/** Augmentation, as it is defined: for every target pixel, where it comes from, and a mean of the four pixels around there. */
import { cos, exp, log, sin } from '../../math/elementary.ts'
import { random, streams } from '../../math/random.ts'
import type { ReferenceReading } from '../reference.ts'
import { counterAt } from '../stepNumbers.ts'

export const warpReference: ReferenceReading<'warp'> = (
  { shift, rotate, scale, shear, flip = 0, crop, border },
  [x, indices, counters],
  [y],
) => {
  const [N, C, H, W] = x.shape as readonly [number, number, number, number]
  const [seed, epoch] = [counters.data[counterAt.seed], counters.data[counterAt.epoch]]
  const source = random(seed, streams.augmentation, epoch)
  const crops = random(seed, streams.crop, epoch)
  const middleX = (W - 1) / 2
  const middleY = (H - 1) / 2
  for (let n = 0; n < N; n++) {
    const u = Array.from({ length: 7 }, (_, j) => 2 * source.uniform(8 * indices.data[n] + j) - 1) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const angle = rotate * u[0]
    const [cosine, sine] = [cos(angle), sin(angle)]
    const [sx, sy] = [1 + scale * u[1], 1 + scale * u[2]]
    const [hx, hy] = [shear * u[3], shear * u[4]]
    const [tx, ty] = [shift * u[5], shift * u[6]]
    const side = source.uniform(8 * indices.data[n] + 7) < flip ? -1 : 1
    // Of the part that is read: its size as a share of the image's, and its centre.
    let [wide, high, centreX, centreY] = [1, 1, middleX, middleY]
    if (crop !== undefined) {
      const v = (j: number) => crops.uniform(4 * indices.data[n] + j)
      const area = W * H * (crop + (1 - crop) * v(0))
      const ratio = exp(log(4 / 3) * (2 * v(1) - 1))
      const w = Math.min(W, Math.sqrt(area * ratio))
      const h = Math.min(H, Math.sqrt(area / ratio))
      ;[wide, high] = [w / W, h / H]
      centreX = (W - w) * v(2) + (w - 1) / 2
      centreY = (H - h) * v(3) + (h - 1) / 2
    }
    for (let h = 0; h < H; h++)
      for (let w = 0; w < W; w++) {
        const X = side * (w - middleX)
        const Y = h - middleY
        const fromX = wide * ((cosine * X + sine * Y) * sx + hx * Y + tx) + centreX
        const fromY = high * ((-sine * X + cosine * Y) * sy + hy * X + ty) + centreY
        const left = Math.floor(fromX)
        const top = Math.floor(fromY)
        for (let c = 0; c < C; c++) {
          const pixel = (ph: number, pw: number): number =>
            ph >= 0 && ph < H && pw >= 0 && pw < W
              ? x.data[((n * C + c) * H + ph) * W + pw]
              : border[border.length === 1 ? 0 : c]!
          const above = pixel(top, left) * (left + 1 - fromX) + pixel(top, left + 1) * (fromX - left)
          const below = pixel(top + 1, left) * (left + 1 - fromX) + pixel(top + 1, left + 1) * (fromX - left)
          y.data[((n * C + c) * H + h) * W + w] = above * (top + 1 - fromY) + below * (fromY - top)
        }
      }
  }
}
