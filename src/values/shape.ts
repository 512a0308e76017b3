/** Shapes: lists of sizes, outermost first. A layer's shapes leave the batch out: [channels, height, width] or [features]. */

export type Shape = readonly number[]

/** The number of elements: the product of the sizes (1 for the empty shape). */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** As people write it: `6×28×28`. */
export function showShape(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('×')
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i])
}
