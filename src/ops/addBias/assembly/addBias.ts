/** A bias a channel. One item is one channel's plane, of one image or of eight side by side: it gets one number all over. */

import { ActivationArgs, In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'
import { activateRun } from '../../unary/assembly/activateRun'

@unmanaged
export class AddBiasArgs extends ActivationArgs {
  /** [outer][channels][columns] */
  x: In
  /** [channels] */
  bias: In
  y: Out
  channels: u32
  columns: u32
}

export function addBias(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<AddBiasArgs>(args)
  const bytes = given.columns << 2
  const whole = endOfVectors(bytes)
  for (let plane = begin; plane < end; plane++) {
    const x = given.x + plane * bytes
    const y = given.y + plane * bytes
    const one = load<f32>(given.bias + ((plane % given.channels) << 2))
    const all = f32x4.splat(one)
    let at: u32 = 0
    for (; at < whole; at += 16) v128.store(y + at, f32x4.add(v128.load(x + at), all))
    for (; at < bytes; at += 4) store<f32>(y + at, load<f32>(x + at) + one)
    activateRun(y, given.columns, given.fn, given.fnA, given.fnB)
  }
}
