/** How the Wasm readings cut work into items, and how they see the two layouts (see `shared/assembly/lanes.ts`). */
import { sizeOf } from '../../tensor/shape.ts'
import type { Value } from '../../tensor/value.ts'

/** Lines of 16 elements: the items of element-wise routines. */
export function linesOf(value: Value): number {
  return Math.ceil(sizeOf(value.shape) / 16)
}

/** A batched value as [outer][channels][columns], which holds in both layouts. */
export function columnsOf({ shape }: Value, block: number): { outer: number; channels: number; columns: number } {
  const [batch, channels, ...places] = shape
  return { outer: batch! / block, channels: channels!, columns: sizeOf(places) * block }
}
