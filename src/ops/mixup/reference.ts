/** Each image with the next one of the batch. */
import type { ReferenceReading } from '../reference.ts'

export const mixupReference: ReferenceReading<'mixup'> = (_, [x, share], [y]) => {
  const N = x.shape[0]!
  const size = x.data.length / N
  // The first is read again at the end, when it may have been written over.
  const first = Array.from({ length: size }, (_, i) => x.data[i]!)
  for (let n = 0; n < N; n++)
    for (let i = 0; i < size; i++) {
      const next = n + 1 < N ? x.data[(n + 1) * size + i] : first[i]!
      y.data[n * size + i] = share.data[n] * x.data[n * size + i] + (1 - share.data[n]) * next
    }
}
