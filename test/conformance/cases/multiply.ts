/** Cases of products: of two values of one shape, with one number a channel, and the sums of the latter's gradient. */
import type { Shape } from '../../../src/values/shape.ts'
import { all, bothWays, everyShape } from '../shapes.ts'
import { type Case, ofSums, oneRounding, type Sketch } from '../sketch.ts'

const images: readonly Shape[] = [
  [1, 1, 2],
  [3, 5, 7],
  [2, 8, 8],
  [17, 3, 1],
  [5, 1, 9],
  [3, 40, 37],
  [33, 2, 2],
]

export const multiply: Case[] = [
  ...bothWays('', oneRounding, (shape, sketch, y) =>
    sketch.call('multiply', {}, [sketch.image('a', shape), sketch.image('b', shape)], [y]),
  ),
  ...everyShape(', with itself', (shape, sketch) => {
    const a = sketch.image('a', shape)
    sketch.call('multiply', {}, [a, a], [sketch.result('y', shape, oneRounding)])
  }),
  ...bothWays(
    ', one number a channel',
    oneRounding,
    (shape, sketch, y) => sketch.call('multiply', {}, [sketch.image('a', shape), sketch.image('b', [shape[0]!, 1, 1])], [y]),
    images,
  ),
]

export const channelDots: Case[] = [...images, [4, 1, 1]].flatMap((shape) =>
  [...all, 3, 24].flatMap((batch) => [
    {
      name: shape.join('×'),
      batch,
      write: (sketch: Sketch) => {
        const [a, b] = [sketch.image('a', shape), sketch.image('b', shape)]
        sketch.call('channelDots', {}, [a, b], [sketch.result('y', [shape[0]!, 1, 1], ofSums)])
      },
    },
    {
      name: `${shape.join('×')}, with itself`,
      batch,
      write: (sketch: Sketch) => {
        const a = sketch.image('a', shape)
        sketch.call('channelDots', {}, [a, a], [sketch.result('y', [shape[0]!, 1, 1], ofSums)])
      },
    },
  ]),
)
