/** Channels dealt out, as it is defined. */
import { sizeOf } from '../../values/shape.ts'
import type { ReferenceReading } from '../reference.ts'

export const channelShuffleReference: ReferenceReading<'channelShuffle'> = ({ groups }, [x], [y]) => {
  const [N, C, ...places] = x.shape as readonly [number, number, ...number[]]
  const [n, P] = [C / groups, sizeOf(places)]
  for (let image = 0; image < N; image++)
    for (let g = 0; g < groups; g++)
      for (let j = 0; j < n; j++)
        for (let p = 0; p < P; p++) y.data[(image * C + j * groups + g) * P + p] = x.data[(image * C + g * n + j) * P + p]
}
