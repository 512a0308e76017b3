/** Shapes: lists of sizes, outermost first. A layer's shapes leave the batch out: [channels, height, width] or [features]. */

export type Shape = readonly number[]

/** No size of a shape or a window is larger: what a 32-bit integer holds, as options do. */
export const largestSize = 2 ** 31 - 1

/** No value has more elements: four TiB of them are beyond any memory that could be asked for. */
export const mostElements = 2 ** 40

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

export type ImageSizes = readonly [batch: number, channels: number, height: number, width: number]

/** The four sizes [N, C, H, W] of images. @throws RangeError for another rank: an op was called on what it does not read */
export function imageSizes(shape: Shape): ImageSizes {
  const [batch, channels, height, width] = shape
  if (shape.length === 4 && batch !== undefined && channels !== undefined && height !== undefined && width !== undefined)
    return [batch, channels, height, width]
  throw new RangeError(`images have four sizes [N, C, H, W], but this is ${showShape(shape)}`)
}

/** The batch, the channels (or features), and what is left: [N, C, …places]. @throws RangeError for less than two sizes */
export function channelSizes(shape: Shape): readonly [batch: number, channels: number, ...places: readonly number[]] {
  const [batch, channels, ...places] = shape
  if (batch !== undefined && channels !== undefined) return [batch, channels, ...places]
  throw new RangeError(`batched values have at least two sizes [N, C, …], but this is ${showShape(shape)}`)
}

/** The first size of a batched value. */
export function batchOf({ shape }: { readonly shape: Shape }): number {
  const [batch] = shape
  if (batch === undefined) throw new RangeError('a scalar has no batch')
  return batch
}

/** The steps from one element of each axis to the next, of values that lie in the order of their axes. */
export function stepsOf(shape: Shape): number[] {
  const steps: number[] = []
  let step = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    steps.unshift(step)
    step *= shape[axis]!
  }
  return steps
}
