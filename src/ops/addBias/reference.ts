/** A bias added to what is computed already, as it is defined. */
import { channelSizes, sizeOf } from '../../values/shape.ts'
import type { ReferenceReading } from '../reference.ts'
import { functionOf } from '../unary/reference.ts'

export const addBiasReference: ReferenceReading<'addBias'> = ({ activation }, [x, bias], [y]) => {
  const [N, C, ...places] = channelSizes(y.shape)
  const P = sizeOf(places)
  const fn = functionOf(activation)
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let p = 0; p < P; p++) {
        const at = (n * C + c) * P + p
        const sum = x.data[at] + bias.data[c]
        y.data[at] = fn(sum)
      }
}
