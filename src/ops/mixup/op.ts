/**
 * Augmentation by mixing: each image and the next one of the batch (after the last comes the first), with shares of its own:
 *
 *   y[n] = share[n] · x[n] + (1 − share[n]) · x[(n + 1) mod N]
 *
 *   mixup   inputs x [N, …], share [N]   outputs y
 *
 * Cost: two multiplications a value. Source: Zhang, Cisse, Dauphin, Lopez-Paz 2018, mixup: beyond empirical risk minimization.
 */
import { say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const mixup = op<NoAttributes, [x: Value, share: Value], [y: Value]>('x share > x', {
  check: (_, [x, share]) =>
    share.shape.length === 1 && share.shape[0] === x.shape[0] ? undefined : say('there is not one share for each image.'),
})
