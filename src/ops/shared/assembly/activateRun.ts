/** A fused activation over a run of numbers that was just written and still lies in the cache. */
import { activate, NONE } from './elementary'

export function activateRun(at: usize, count: u32, fn: u32, a: f32, b: f32): void {
  if (fn === NONE) return
  const end = at + (count << 2)
  const whole = at + ((count & ~3) << 2)
  for (; at < whole; at += 16) v128.store(at, activate(v128.load(at), fn, a, b))
  for (; at < end; at += 4) store<f32>(at, f32x4.extract_lane(activate(v128.load32_splat(at), fn, a, b), 0))
}
