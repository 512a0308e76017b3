/**
 * The random transform of each image, once for all its pixels: x = a·X + b·Y + c, y = d·X + e·Y + f in pixels of the
 * source, from X, Y about the target's centre. Six numbers per image, as [N / block][6][block]. One item is one image.
 */
import { In, Out } from '../../shared/assembly/args'
import { cos, sin } from '../../shared/assembly/elementary'
import { randomKey, randomUniform, secondKey } from '../../shared/assembly/random'

@unmanaged
export class WarpTransformsArgs {
  /** i32: each image's number in the data set. */
  indices: In
  counters: In
  transforms: Out
  height: u32
  width: u32
  block: u32
  stream: u32
  /** Where in `counters` these stand. */
  seedAt: u32
  epochAt: u32
  shift: f32
  rotate: f32
  scale: f32
  shear: f32
}

export function warpTransforms(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<WarpTransformsArgs>(args)
  const key = randomKey(load<u32>(a.counters + (a.seedAt << 2)), a.stream, load<u32>(a.counters + (a.epochAt << 2)))
  const second = secondKey(key)
  const step = a.block << 2
  for (let n = begin; n < end; n++) {
    const first = load<u32>(a.indices + (n << 2)) * 8
    const angle = <f64>a.rotate * draw(key, second, first)
    const sx = 1 + <f64>a.scale * draw(key, second, first + 1)
    const sy = 1 + <f64>a.scale * draw(key, second, first + 2)
    const hx = <f64>a.shear * draw(key, second, first + 3)
    const hy = <f64>a.shear * draw(key, second, first + 4)
    const tx = <f64>a.shift * draw(key, second, first + 5)
    const ty = <f64>a.shift * draw(key, second, first + 6)
    const cosine = cos(angle)
    const sine = sin(angle)
    const outer = n / a.block
    const to = a.transforms + ((outer * 6 * a.block + (n - outer * a.block)) << 2)
    store<f32>(to, <f32>(cosine * sx))
    store<f32>(to + step, <f32>(sine * sx + hx))
    store<f32>(to + 2 * step, <f32>(tx + <f64>(a.width - 1) / 2))
    store<f32>(to + 3 * step, <f32>(hy - sine * sy))
    store<f32>(to + 4 * step, <f32>(cosine * sy))
    store<f32>(to + 5 * step, <f32>(ty + <f64>(a.height - 1) / 2))
  }
}

/** 2·uniform − 1 */
function draw(key: u32, second: u32, index: u32): f64 {
  return 2 * randomUniform(key, second, index) - 1
}
