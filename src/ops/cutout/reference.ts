/** A square of each image, replaced by the border's value. */
import { random, streams } from '../../math/random.ts'
import type { ReferenceReading } from '../reference.ts'
import { counterAt } from '../stepNumbers.ts'

export const cutoutReference: ReferenceReading<'cutout'> = ({ side, border }, [x, indices, counters], [y]) => {
  const [N, C, H, W] = x.shape as readonly [number, number, number, number]
  const source = random(counters.data[counterAt.seed], streams.cutout, counters.data[counterAt.epoch])
  for (let n = 0; n < N; n++) {
    const left = Math.floor(W * source.uniform(2 * indices.data[n])) - Math.floor(side / 2)
    const top = Math.floor(H * source.uniform(2 * indices.data[n] + 1)) - Math.floor(side / 2)
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const at = ((n * C + c) * H + h) * W + w
          const isOut = h >= top && h < top + side && w >= left && w < left + side
          y.data[at] = isOut ? border[border.length === 1 ? 0 : c]! : x.data[at]
        }
  }
}
