/** Reductions over dimensions of each image, and the gradient of the largest and the least, as they are defined. */
import type { ReferenceReading } from '../reference.ts'
import { placesOf } from '../shared/broadcast.ts'

export const reduceReference: ReferenceReading<'reduce'> = ({ fn }, [x], [y]) => {
  const results = new Float64Array(y.data.length).fill(fn === 'max' ? -Infinity : fn === 'min' ? Infinity : 0)
  for (const [i, place] of placesOf(y.shape, x.shape).entries())
    results[place] =
      fn === 'max'
        ? Math.max(results[place]!, x.data[i])
        : fn === 'min'
          ? Math.min(results[place]!, x.data[i])
          : results[place]! + x.data[i]
  const count = fn === 'mean' ? x.data.length / y.data.length : 1
  for (let i = 0; i < y.data.length; i++) y.data[i] = results[i]! / count
}

export const extremumGradReference: ReferenceReading<'extremumGrad'> = (_, [x, y, dy], [dx]) => {
  const places = placesOf(y.shape, x.shape)
  const counts = new Float64Array(y.data.length)
  for (const [i, place] of places.entries()) if (x.data[i] === y.data[place]) counts[place]!++
  for (const [i, place] of places.entries()) dx.data[i] = (x.data[i] === y.data[place] ? dy.data[place] : 0) / counts[place]!
}
