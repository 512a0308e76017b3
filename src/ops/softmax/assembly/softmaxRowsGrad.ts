/** The gradient of softmax of rows of neighbouring numbers: dx = y · (dy − Σ dy·y), cut as softmaxRows is. */
import { In, Out } from '../../shared/assembly/args'
import { madd, sum4 } from '../../shared/assembly/math'

@unmanaged
export class SoftmaxRowsGradArgs {
  y: In
  dy: In
  dx: Out
  channels: u32
}

export function softmaxRowsGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<SoftmaxRowsGradArgs>(args)
  const bytes: usize = a.channels << 2
  for (let row = begin; row < end; row++) rowOf(a.y + row * bytes, a.dy + row * bytes, a.dx + row * bytes, bytes)
}

function rowOf(y: usize, dy: usize, dx: usize, bytes: usize): void {
  const whole = bytes & ~15
  let sums = f32x4.splat(0)
  for (let at: usize = 0; at < whole; at += 16) sums = madd(v128.load(y + at), v128.load(dy + at), sums)
  let along = sum4(sums)
  for (let at = whole; at < bytes; at += 4) along += load<f32>(y + at) * load<f32>(dy + at)
  const all = f32x4.splat(along)
  for (let at: usize = 0; at < whole; at += 16)
    v128.store(dx + at, f32x4.mul(v128.load(y + at), f32x4.sub(v128.load(dy + at), all)))
  for (let at = whole; at < bytes; at += 4) store<f32>(dx + at, load<f32>(y + at) * (load<f32>(dy + at) - along))
}
