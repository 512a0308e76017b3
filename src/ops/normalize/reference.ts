/** From stored images to the network's input, as it is defined. */
import { sizeOf } from '../../values/shape.ts'
import type { ReferenceReading } from '../reference.ts'

export const normalizeReference: ReferenceReading<'normalize'> = ({ scale, offset, padding, border }, [raw], [x]) => {
  // features [N, F] are F channels of one pixel; axes behind the fourth belong to its rows
  const [N, C, RH = 1, ...ofRow] = raw.shape as readonly [number, number, number?, ...number[]]
  const [, , H = 1, ...ofNewRow] = x.shape
  const [RW, W] = [sizeOf(ofRow), sizeOf(ofNewRow)]
  const [top, left] = padding
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++) {
      const scaled = scale[scale.length === 1 ? 0 : c]!
      const shifted = offset[offset.length === 1 ? 0 : c]!
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const rh = h - top
          const rw = w - left
          const inside = rh >= 0 && rh < RH && rw >= 0 && rw < RW
          const value = inside ? raw.data[((n * C + c) * RH + rh) * RW + rw] : border
          x.data[((n * C + c) * H + h) * W + w] = value * scaled + shifted
        }
    }
}
