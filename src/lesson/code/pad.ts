import { type Tensor, zeros } from './tensor.ts'

/** [N, C, H, W] with p more pixels on every side, filled with `value`. */
export function pad(x: Tensor, p: number, value = 0): Tensor {
  const [N, C, H, W] = x.shape
  const [PH, PW] = [H + 2 * p, W + 2 * p]
  const result = zeros(N, C, PH, PW)
  result.data.fill(value)
  for (let plane = 0; plane < N * C; plane++)
    for (let h = 0; h < H; h++) {
      const row = x.data.subarray((plane * H + h) * W, (plane * H + h + 1) * W)
      result.data.set(row, (plane * PH + h + p) * PW + p)
    }
  return result
}
