/**
 * A part of a value: of each axis the places start, start + step, start + 2·step …, as many as the result has.
 *
 *   slice      inputs x [N, …]    outputs y [N, …], of as many axes
 *   sliceGrad  inputs dy [N, …]   outputs dx [N, …]: dy where it was taken from, and zeros
 *
 * `starts` and `steps` are those of the axes behind the batch; of axes beyond the lists everything is taken. A step below 0 goes
 * backwards. Cost: a copy. Source: ONNX, Slice.
 */
import { type Sentence, say } from '../../errors/say.ts'
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'

export interface SliceAttributes {
  readonly starts: readonly number[]
  readonly steps: readonly number[]
}

/** Whether `part` lies in `whole`, at these places. */
function within({ starts, steps }: SliceAttributes, whole: Value, part: Value): Sentence | undefined {
  const fits =
    whole.shape.length === part.shape.length &&
    whole.shape[0] === part.shape[0] &&
    starts.length === steps.length &&
    starts.length < whole.shape.length &&
    whole.shape.slice(1).every((size, axis) => {
      const [start, step, count] = [starts[axis] ?? 0, steps[axis] ?? 1, part.shape[axis + 1]!]
      if (axis >= starts.length) return count === size
      const end = start + (count - 1) * step
      return step !== 0 && Math.min(start, end) >= 0 && Math.max(start, end) < size
    })
  return fits ? undefined : say('the part does not lie in the whole.')
}

export const slice = op<SliceAttributes, [x: Value], [y: Value]>('x > y', {
  check: (attributes, [x], [y]) => within(attributes, x, y),
})
export const sliceGrad = op<SliceAttributes, [dy: Value], [dx: Value]>('dy > dx', {
  check: (attributes, [dy], [dx]) => within(attributes, dx, dy),
})
