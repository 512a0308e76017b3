/** The strength of an edge, whatever its direction, of the two signed derivatives of an image. */

import { ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { sameShape, showShape } from '../values/shape.ts'
import { type AnyImage, checkImage } from './resize.ts'

/**
 * √(h² + v²), element by element: of the signed maps [C, H, W] of two derivatives (`sobelHorizontal`, `sobelVertical`), not
 * of maps that have been cut to what a screen shows. → [C, H, W], 0 and more; show it with `display`.
 * @throws ShapeError where they are not images, or of two shapes.
 */
export function edgeMagnitude(
  h: AnyImage,
  v: AnyImage,
): { readonly shape: readonly [number, number, number]; readonly data: Float32Array } {
  const shape = checkImage('edgeMagnitude', h)
  const other = checkImage('edgeMagnitude', v)
  if (!sameShape(shape, other))
    throw new ShapeError({
      code: 'unequal',
      message: say('edgeMagnitude: the two maps differ in shape.'),
      numbers: [say('h {h}, v {v}', { h: showShape(shape), v: showShape(other) })],
      fix: say('make both from the same image, with kernels, padding and stride of the same size.'),
      details: { h: shape, v: other },
    })
  const data = Float32Array.from({ length: h.data.length }, (_, i) =>
    Math.sqrt(h.data[i]! * h.data[i]! + v.data[i]! * v.data[i]!),
  )
  return { shape, data }
}
