/**
 * Products with plain images [N][features], of a dense layer or of a convolution whose kernel covers its image: dot
 * products of four rows of weights with two images, so that the weights, most of the memory, are read once for every two
 * images. One item is `unitStep` units, a multiple of 4.
 */

import { ActivationArgs, In, Out } from '../../shared/assembly/args'
import { activateRun } from '../../unary/assembly/activateRun'
import { dots, setDots } from './dots'

@unmanaged
export class ContractPlainArgs extends ActivationArgs {
  x: In
  weight: In
  /** 0: none */
  bias: In
  y: Out
  /** Eight numbers per thread. */
  scratch: Out
  batch: u32
  features: u32
  units: u32
  unitStep: u32
}

export function contractPlain(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ContractPlainArgs>(args)
  const row: usize = a.features << 2
  const vectors = a.features >> 2
  const tile = a.scratch + (thread << 5)
  setDots(1, 0, 0, 1, 0, 0, vectors, 16, 16)
  for (let item = begin; item < end; item++) {
    const first = item * a.unitStep
    const last = min(first + a.unitStep, a.units)
    for (let u = first; u < last; u += 4) {
      // Beyond the last unit the last row again; its sums are not stored.
      const w0 = a.weight + u * row
      const w1 = a.weight + min(u + 1, last - 1) * row
      const w2 = a.weight + min(u + 2, last - 1) * row
      const w3 = a.weight + min(u + 3, last - 1) * row
      for (let n: u32 = 0; n < a.batch; n += 2) {
        const x0 = a.x + n * row
        const x1 = n + 1 < a.batch ? x0 + row : x0
        if (vectors) dots(x0, x1, w0, w1, w2, w3, tile, tile + 16, false)
        else memory.fill(tile, 0, 32)
        finish(a, n, u, min(4, last - u), tile)
        if (n + 1 < a.batch) finish(a, n + 1, u, min(4, last - u), tile + 16)
      }
    }
    for (let n: u32 = 0; n < a.batch; n++) activateRun(a.y + ((n * a.units + first) << 2), last - first, a.fn, a.fnA, a.fnB)
  }
}

/** The last few features, the bias, and the place in y, for `count` units of one image. */
function finish(a: ContractPlainArgs, n: u32, u: u32, count: u32, tile: usize): void {
  for (let i: u32 = 0; i < count; i++) {
    let sum = load<f32>(tile + (i << 2))
    for (let f = a.features & ~3; f < a.features; f++)
      sum += load<f32>(a.weight + (((u + i) * a.features + f) << 2)) * load<f32>(a.x + ((n * a.features + f) << 2))
    if (a.bias) sum += load<f32>(a.bias + ((u + i) << 2))
    store<f32>(a.y + ((n * a.units + u + i) << 2), sum)
  }
}
