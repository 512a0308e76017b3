/**
 * What the Wasm readings share: how work is cut into items, how the two layouts look alike (see
 * `shared/assembly/lanes.ts`), and a window's numbers as the routines take them.
 */
import { sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import type { Window2d } from '../../window/window2d.ts'
import { LINE } from '../constants.generated.ts'

/** Lines of so many elements: the items of element-wise routines. */
const line = 2 ** LINE

export function linesOf({ shape }: Value): number {
  return Math.ceil(sizeOf(shape) / line)
}

/** Planes of [N, C, H, W]: one for each channel of one image, or of eight side by side. */
export function planesOf({ shape }: Value, block: number): number {
  return (shape[0]! / block) * shape[1]!
}

/** A batched value as [outer][channels][columns], which holds in both layouts. */
export function columnsOf({ shape }: Value, block: number): { outer: number; channels: number; columns: number } {
  const [batch, channels, ...places] = shape
  return { outer: batch! / block, channels: channels!, columns: sizeOf(places) * block }
}

export function windowArguments(
  { kernelSize: kernel, stride, dilation, padding: [top, left] }: Window2d,
  image: Value,
  output: Value,
) {
  return {
    height: image.shape[2]!,
    width: image.shape[3]!,
    outHeight: output.shape[2]!,
    outWidth: output.shape[3]!,
    kernelHeight: kernel[0],
    kernelWidth: kernel[1],
    strideHeight: stride[0],
    strideWidth: stride[1],
    dilationHeight: dilation[0],
    dilationWidth: dilation[1],
    top,
    left,
  }
}
