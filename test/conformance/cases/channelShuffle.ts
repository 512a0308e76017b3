/** Cases of channels dealt out: groups of one, of all, and between. */
import { all, everyShape } from '../shapes.ts'
import { type Case, exactly, type Sketch } from '../sketch.ts'

export const channelShuffle: Case[] = [
  ...[1, 2, 3, 6].flatMap((groups) =>
    all.map((batch) => ({
      name: `6×3×5, ${groups} groups`,
      batch,
      write: (sketch: Sketch) =>
        sketch.call('channelShuffle', { groups }, [sketch.image('x', [6, 3, 5])], [sketch.result('y', [6, 3, 5], exactly)]),
    })),
  ),
  ...everyShape(
    ', 4 groups of 12 features',
    (shape, sketch) =>
      sketch.call('channelShuffle', { groups: 4 }, [sketch.image('x', shape)], [sketch.result('y', shape, exactly)]),
    [[12], [12, 1, 1], [12, 9, 7]],
  ),
]
