/** A step of gradient descent over the whole range of parameters. The learning rate is read when it runs. */
import { Both, In } from '../../shared/assembly/args'

import { endOfLines, endOfVectors, firstOfLines, loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class SgdArgs {
  parameters: Both
  gradients: In
  /** 0 where there is no momentum. */
  velocity: Both
  scalars: In
  elements: u32
  /** Where in `scalars` the learning rate stands. */
  rateAt: u32
  momentum: f32
  weightDecay: f32
  nesterov: u32
}

export function sgd(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<SgdArgs>(args)
  const parameters = given.parameters
  const gradients = given.gradients
  const velocity = given.velocity
  const nesterov = given.nesterov
  const less = f32x4.neg(v128.load32_splat(given.scalars + (given.rateAt << 2)))
  const momentum = f32x4.splat(given.momentum)
  const decay = f32x4.splat(given.weightDecay)
  const last = endOfLines(end, given.elements) << 2
  const whole = endOfVectors(last)
  let at = firstOfLines(begin) << 2
  for (; at < whole; at += 16) update(parameters + at, gradients + at, velocity, at, less, momentum, decay, nesterov, true)
  for (; at < last; at += 4) update(parameters + at, gradients + at, velocity, at, less, momentum, decay, nesterov, false)
}

/** Four parameters, or one. @inline */
function update(
  w: usize,
  dw: usize,
  velocity: usize,
  at: u32,
  less: v128,
  momentum: v128,
  decay: v128,
  nesterov: u32,
  four: bool,
): void {
  const before = loadLanes(w, four)
  let g = madd(decay, before, loadLanes(dw, four))
  if (velocity) {
    const v = madd(momentum, loadLanes(velocity + at, four), g)
    storeLanes(velocity + at, v, four)
    g = nesterov ? madd(momentum, v, g) : v
  }
  storeLanes(w, madd(less, g, before), four)
}
