/**
 * What a layer of Keras gives, as it lies in the graph that is built. Keras' images are [height, width, channels], Striate's
 * [channels, height, width]: an image stays in Striate's order from layer to layer, and what was flattened out of one stays in
 * the order of its channels, until a layer needs the order that Keras means.
 */
import { type Shape, sizeOf } from '../../values/shape.ts'

/**
 * In which order the numbers lie:
 *
 *   'plain'          as in Keras
 *   'channelsFirst'  [h, w, c] of Keras as [c, h, w]
 *   { flattened }    a list of features in the order c, h, w; in Keras it is that of [h, w, c]
 */
export type Layout =
  | 'plain'
  | 'channelsFirst'
  | { readonly flattened: readonly [height: number, width: number, channels: number] }

export interface Tensor {
  /** The position of a layer in the graph; `inputNode` is the image. */
  readonly place: number
  /** As it lies there, without the batch. */
  readonly stored: Shape
  readonly layout: Layout
}

/** The shape that Keras gives it, without the batch. */
export function kerasShape({ stored, layout }: Tensor): Shape {
  const [channels, height, width] = stored
  return layout === 'channelsFirst' ? [height!, width!, channels!] : stored
}

/** Of an axis as Keras counts without the batch, where it lies: of images in Striate's order, 0 (height) is 1. */
export function storedAxis({ layout }: Tensor, axis: number): number {
  return layout === 'channelsFirst' ? (axis + 1) % 3 : axis
}

/** Whether the numbers of a shape keep their order when its axes are permuted: axes of one place move nothing. */
export function movesNothing(shape: Shape, axes: readonly number[]): boolean {
  const moved = axes.filter((axis) => shape[axis] !== 1)
  return moved.every((axis, i) => i === 0 || moved[i - 1]! < axis)
}

/** The numbers of a tensor with its axes in another order: axis k of the result is axis axes[k]. */
export function permuted(data: ArrayLike<number>, shape: Shape, axes: readonly number[]): Float32Array {
  const result = new Float32Array(data.length)
  const strides = axes.map((axis) => sizeOf(shape.slice(axis + 1)))
  const sizes = axes.map((axis) => shape[axis]!)
  const index = sizes.map(() => 0)
  let from = 0
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from]!
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += strides[axis]!
      if (++index[axis]! < sizes[axis]!) break
      from -= sizes[axis]! * strides[axis]!
      index[axis] = 0
    }
  }
  return result
}

/** One number for each feature of a list, or one row of `width` numbers, in the order in which the features lie. */
export function featuresAsStored(data: Float32Array, { layout }: Tensor, width = 1): Float32Array {
  return typeof layout === 'object' ? permuted(data, [...layout.flattened, width], [2, 0, 1, 3]) : data
}
