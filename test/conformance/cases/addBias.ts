/** Cases of a bias that is added alone, with and without an activation behind it. */
import { oneOfEach, showActivation } from '../activations.ts'
import { bothWays } from '../shapes.ts'
import { type Case, ofElements, ofSums, oneRounding } from '../sketch.ts'

export const addBias: Case[] = [null, ...oneOfEach].flatMap((activation) =>
  bothWays(
    activation ? `, ${showActivation(activation)}` : '',
    // x and the bias may cancel each other
    activation === null ? oneRounding : activation.fn === 'tanh' ? ofSums : { ...ofElements, floor: 0.1 },
    (shape, sketch, y) =>
      sketch.call('addBias', { activation }, [sketch.image('x', shape), sketch.parameter('bias', [shape[0]!])], [y]),
  ),
)
