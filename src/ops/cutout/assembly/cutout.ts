/**
 * Replaces a square of each image by the border's value. One item is one channel's plane, of one image or of eight side by side,
 * which have squares at places of their own.
 */
import { In, Out } from '../../shared/assembly/args'
import { endOfVectors } from '../../shared/assembly/lanes'
import { randomKey, randomUniform, secondKey } from '../../shared/assembly/random'

@unmanaged
export class CutoutArgs {
  x: In
  /** i32: each image's number in the data set. */
  indices: In
  counters: In
  y: Out
  /** All channels of an image; and those of this call, which share the border. */
  channels: u32
  firstChannel: u32
  channelCount: u32
  height: u32
  width: u32
  block: u32
  stream: u32
  /** Where in `counters` these stand. */
  seedAt: u32
  epochAt: u32
  /** Of the square, in pixels. */
  side: u32
  border: f32
}

export function cutout(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<CutoutArgs>(args)
  const key = randomKey(load<u32>(a.counters + (a.seedAt << 2)), a.stream, load<u32>(a.counters + (a.epochAt << 2)))
  const second = secondKey(key)
  const block = a.block
  const plane = (a.height * a.width * block) << 2
  for (let item = begin; item < end; item++) {
    const outer = item / a.channelCount
    const at = (outer * a.channels + a.firstChannel + item - outer * a.channelCount) * plane
    if (a.x !== a.y) copy(a.y + at, a.x + at, plane)
    for (let lane: u32 = 0; lane < block; lane++) {
      const image = load<u32>(a.indices + ((outer * block + lane) << 2))
      const left = <i32>(<f64>a.width * randomUniform(key, second, 2 * image)) - <i32>(a.side >> 1)
      const top = <i32>(<f64>a.height * randomUniform(key, second, 2 * image + 1)) - <i32>(a.side >> 1)
      const right = min(left + <i32>a.side, <i32>a.width)
      const bottom = min(top + <i32>a.side, <i32>a.height)
      for (let h = max(top, 0); h < bottom; h++) {
        const row = a.y + at + ((<u32>h * a.width * block + lane) << 2)
        for (let w = max(left, 0); w < right; w++) store<f32>(row + ((<u32>w * block) << 2), a.border)
      }
    }
  }
}

/** Vector by vector: planes need not begin at a whole one. */
function copy(to: usize, from: usize, bytes: u32): void {
  const whole = endOfVectors(bytes)
  let at: u32 = 0
  for (; at < whole; at += 16) v128.store(to + at, v128.load(from + at))
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(from + at))
}
