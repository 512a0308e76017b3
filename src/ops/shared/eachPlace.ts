/** The definitions' walk over the places of a shape. */
import type { Shape } from '../../values/shape.ts'

/** Calls `visit` with the place of every element, in their order. The list is one and the same each time. */
export function eachPlace(shape: Shape, visit: (place: readonly number[]) => void): void {
  const place = shape.map(() => 0)
  const walk = (axis: number): void => {
    if (axis === shape.length) {
      visit(place)
      return
    }
    for (let i = 0; i < shape[axis]!; i++) {
      place[axis] = i
      walk(axis + 1)
    }
  }
  walk(0)
}

/** Where the element of this place lies. */
export function indexOf(shape: Shape, place: readonly number[]): number {
  return shape.reduce((index, size, axis) => index * size + place[axis]!, 0)
}
