import { type Tensor, zeros } from './tensor.ts'

/** The product of two matrices: [M, K] · [K, N] → [M, N]. */
export function product(a: Tensor, b: Tensor): Tensor {
  const [M, K] = a.shape
  const N = b.shape[1]
  const c = zeros(M, N)
  for (let m = 0; m < M; m++)
    for (let k = 0; k < K; k++) {
      const factor = a.data[m * K + k]
      if (factor !== 0) for (let n = 0; n < N; n++) c.data[m * N + n] += factor * b.data[k * N + n]
    }
  return c
}

/** Rows become columns: [M, N] → [N, M]. */
export function transpose(a: Tensor): Tensor {
  const [M, N] = a.shape
  const result = zeros(N, M)
  for (let m = 0; m < M; m++) for (let n = 0; n < N; n++) result.data[n * M + m] = a.data[m * N + n]
  return result
}

/** The sum of each column: [M, N] → [N]. */
export function columnSums(a: Tensor): Tensor {
  const [M, N] = a.shape
  const sums = zeros(N)
  for (let m = 0; m < M; m++) for (let n = 0; n < N; n++) sums.data[n] += a.data[m * N + n]
  return sums
}

/** [N, C, H, W] → [N·H·W, C]: one row per position, one column per channel. */
export function channelsLast(x: Tensor): Tensor {
  const [N, C, H, W] = x.shape
  const rows = zeros(N * H * W, C)
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let p = 0; p < H * W; p++) rows.data[(n * H * W + p) * C + c] = x.data[(n * C + c) * H * W + p]
  return rows
}

/** The inverse of channelsLast: [N·H·W, C] → [N, C, H, W]. */
export function channelsFirst(rows: Tensor, N: number, H: number, W: number): Tensor {
  const C = rows.shape[1]
  const x = zeros(N, C, H, W)
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let p = 0; p < H * W; p++) x.data[(n * C + c) * H * W + p] = rows.data[(n * H * W + p) * C + c]
  return x
}
