/** A fused activation over a run of numbers that was just written and still lies in the cache. */
import { apply } from './functions.generated'

/** `fn` 0: none. */
export function activateRun(at: usize, count: u32, fn: u32, a: f32, b: f32): void {
  if (fn) apply(fn, at, at, count, a, b)
}
