/** Cases of a bias that is added alone, with and without an activation behind it. */
import type { Activation } from '../../../src/ops/unary/op.ts'
import { bothWays } from '../shapes.ts'
import { type Case, ofElements, ofSums, oneRounding } from '../sketch.ts'

const activations: readonly (Activation | null)[] = [
  null,
  { fn: 'relu' },
  { fn: 'leakyRelu', slope: 0.125 },
  { fn: 'tanh', amplitude: 1.7159, rate: 2 / 3 },
  { fn: 'sigmoid' },
]

export const addBias: Case[] = activations.flatMap((activation) =>
  bothWays(
    activation ? `, ${activation.fn}` : '',
    // x and the bias may cancel each other
    activation === null ? oneRounding : activation.fn === 'tanh' ? ofSums : { ...ofElements, floor: 0.1 },
    (shape, sketch, y) =>
      sketch.call('addBias', { activation }, [sketch.picture('x', shape), sketch.parameter('bias', [shape[0]!])], [y]),
  ),
)
