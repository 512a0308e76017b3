/** The gradient of a bias, as it is defined: the sum of dy over images and places. */
import { sizeOf } from '../../values/shape.ts'
import type { ReferenceReading } from '../reference.ts'

export const biasGradReference: ReferenceReading<'biasGrad'> = (_, [dy], [dbias]) => {
  const [N, C, ...places] = dy.shape as readonly [number, number, ...number[]]
  const P = sizeOf(places)
  for (let c = 0; c < C; c++) {
    let sum = 0
    for (let n = 0; n < N; n++) for (let p = 0; p < P; p++) sum += dy.data[(n * C + c) * P + p]
    dbias.data[c] += sum
  }
}
