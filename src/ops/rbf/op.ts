/**
 * Radial basis functions: how near each image's F features lie to each of C centres, as minus the squared distance.
 *
 *   y[n, c] = −Σ_f (x[n, f] − centres[c, f])²,    dx[n, f] = −2 · Σ_c dy[n, c] · (x[n, f] − centres[c, f])
 *
 *   rbf           inputs x [N, F], centres [C, F]          outputs y [N, C]
 *   rbfGradInput  inputs x, centres, dy                    outputs dx
 *
 * Cost: C · F multiply-adds an image each. Source: LeCun, Bottou, Bengio, Haffner 1998, equation 7 (without the sign).
 */
import { type Sentence, say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const rbf = op<NoAttributes, [x: Value, centres: Value], [y: Value]>('x centres > y', {
  check: (_, [x, centres], [y]) => unlike(x, centres, y),
})
export const rbfGradInput = op<NoAttributes, [x: Value, centres: Value, dy: Value], [dx: Value]>('x centres dy > x', {
  check: (_, [x, centres, dy]) => unlike(x, centres, dy),
})

function unlike(x: Value, centres: Value, y: Value): Sentence | undefined {
  const flat = [x, centres, y].every(({ shape }) => shape.length === 2)
  return flat && !centres.batched && x.shape[1] === centres.shape[1] && y.shape[1] === centres.shape[0]
    ? undefined
    : say('the centres are not one list of features per output.')
}
