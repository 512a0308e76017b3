/** Augmentation, as it is defined: for every target pixel, where it comes from, and a mean of the four pixels around there. */
import { cos, sin } from '../../math/elementary.ts'
import { random, streams } from '../../math/random.ts'
import type { ReferenceReading } from '../reference.ts'
import { counterAt } from '../stepNumbers.ts'

export const warpReference: ReferenceReading<'warp'> = ({ shift, rotate, scale, shear, border }, [x, indices, counters], [y]) => {
  const [N, C, H, W] = x.shape as readonly [number, number, number, number]
  const source = random(counters.data[counterAt.seed], streams.augmentation, counters.data[counterAt.epoch])
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
    for (let h = 0; h < H; h++)
      for (let w = 0; w < W; w++) {
        const X = w - middleX
        const Y = h - middleY
        const fromX = (cosine * X + sine * Y) * sx + hx * Y + tx + middleX
        const fromY = (-sine * X + cosine * Y) * sy + hy * X + ty + middleY
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
