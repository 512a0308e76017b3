/** A step of Adam or AdamW over the whole range of parameters. The rate and the corrections are read when it runs. */
import { Both, In } from '../../shared/assembly/args'

import { endOfLines, endOfVectors, firstOfLines, loadLanes, storeLanes } from '../../shared/assembly/lanes'
import { madd } from '../../shared/assembly/math'

@unmanaged
export class AdamArgs {
  parameters: Both
  gradients: In
  m: Both
  v: Both
  scalars: In
  elements: u32
  /** Where in `scalars` these stand. */
  rateAt: u32
  correction1At: u32
  correction2At: u32
  beta1: f32
  beta2: f32
  /** 1 − β₁ and 1 − β₂, rounded once. */
  rest1: f32
  rest2: f32
  epsilon: f32
  weightDecay: f32
  decoupled: u32
}

export function adam(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<AdamArgs>(args)
  const parameters = given.parameters
  const gradients = given.gradients
  const mean = given.m
  const square = given.v
  const rate = <f64>load<f32>(given.scalars + (given.rateAt << 2))
  const step = f32x4.splat(<f32>(-rate / <f64>load<f32>(given.scalars + (given.correction1At << 2))))
  const shrink = f32x4.splat(<f32>(1 / Math.sqrt(<f64>load<f32>(given.scalars + (given.correction2At << 2)))))
  const beta1 = f32x4.splat(given.beta1)
  const beta2 = f32x4.splat(given.beta2)
  const rest1 = f32x4.splat(given.rest1)
  const rest2 = f32x4.splat(given.rest2)
  const epsilon = f32x4.splat(given.epsilon)
  // The decay goes into the gradient, or (decoupled) straight into the weight.
  const decay = f32x4.splat(given.decoupled ? 0 : given.weightDecay)
  const straight = f32x4.splat(given.decoupled ? <f32>(-rate * <f64>given.weightDecay) : 0)
  const last = endOfLines(end, given.elements) << 2
  const whole = endOfVectors(last)
  let at = firstOfLines(begin) << 2
  for (; at < whole; at += 16)
    update(parameters, gradients, mean, square, at, beta1, beta2, rest1, rest2, decay, straight, step, shrink, epsilon, true)
  for (; at < last; at += 4)
    update(parameters, gradients, mean, square, at, beta1, beta2, rest1, rest2, decay, straight, step, shrink, epsilon, false)
}

/** Four parameters, or one. @inline */
function update(
  parameters: usize,
  gradients: usize,
  mean: usize,
  square: usize,
  at: u32,
  beta1: v128,
  beta2: v128,
  rest1: v128,
  rest2: v128,
  decay: v128,
  straight: v128,
  step: v128,
  shrink: v128,
  epsilon: v128,
  four: bool,
): void {
  const w = loadLanes(parameters + at, four)
  const g = madd(decay, w, loadLanes(gradients + at, four))
  const m = madd(beta1, loadLanes(mean + at, four), f32x4.mul(rest1, g))
  const v = madd(beta2, loadLanes(square + at, four), f32x4.mul(f32x4.mul(rest2, g), g))
  storeLanes(mean + at, m, four)
  storeLanes(square + at, v, four)
  const change = f32x4.div(f32x4.mul(step, m), madd(f32x4.sqrt(v), shrink, epsilon))
  storeLanes(parameters + at, f32x4.add(madd(straight, w, w), change), four)
}
