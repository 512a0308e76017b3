/** Cases of scale: every shape, alone and in place. */
import { bothWays } from '../shapes.ts'
import { type Case, oneRounding } from '../sketch.ts'

export const scale: Case[] = [0, -1.5].flatMap((factor) =>
  bothWays(`, times ${factor}`, oneRounding, (shape, sketch, y) =>
    sketch.call('scale', { factor }, [sketch.image('x', shape)], [y]),
  ),
)
