/** A part of a value and its gradient, as they are defined. */
import type { ReferenceReading } from '../reference.ts'
import { eachPlace, indexOf } from '../shared/eachPlace.ts'
import type { SliceAttributes } from './op.ts'

/** The place in the whole of a place in the part; the first axis is the batch. */
const placeIn = ({ starts, steps }: SliceAttributes, part: readonly number[]) =>
  part.map((i, axis) => (axis === 0 ? i : (starts[axis - 1] ?? 0) + i * (steps[axis - 1] ?? 1)))

export const sliceReference: ReferenceReading<'slice'> = (attributes, [x], [y]) => {
  eachPlace(y.shape, (part) => {
    y.data[indexOf(y.shape, part)] = x.data[indexOf(x.shape, placeIn(attributes, part))]
  })
}

export const sliceGradReference: ReferenceReading<'sliceGrad'> = (attributes, [dy], [dx]) => {
  dx.data.fill(0)
  eachPlace(dy.shape, (part) => {
    dx.data[indexOf(dx.shape, placeIn(attributes, part))] = dy.data[indexOf(dy.shape, part)]
  })
}
