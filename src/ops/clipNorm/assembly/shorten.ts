/** A vector times min(1, most / its length), the length from the sums of squares of its parts; an item is a part. */
import { Both, In } from '../../shared/assembly/args'
import { PART } from './squareSums'

@unmanaged
export class ShortenArgs {
  x: Both
  sums: In
  parts: u32
  elements: u32
  most: f32
}

export function shorten(args: usize, begin: u32, end: u32, thread: u32): void {
  const given = changetype<ShortenArgs>(args)
  let squares: f64 = 0
  for (let part: u32 = 0; part < given.parts; part++) squares += load<f64>(given.sums + (part << 3))
  const norm = Math.sqrt(squares)
  if (!(norm > <f64>given.most)) return
  const factor = <f32>(<f64>given.most / norm)
  const four = f32x4.splat(factor)
  let at: usize = given.x + ((begin * PART) << 2)
  const last: usize = given.x + (min(end * PART, given.elements) << 2)
  for (; at + 16 <= last; at += 16) v128.store(at, f32x4.mul(v128.load(at), four))
  for (; at < last; at += 4) store<f32>(at, load<f32>(at) * factor)
}
