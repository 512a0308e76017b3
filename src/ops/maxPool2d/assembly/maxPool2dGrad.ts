/**
 * The gradient of max pooling. One item is one channel's plane, of one image or of eight side by side: it is cleared,
 * then each dy is added at its maximum's place, in the order of the outputs, so the sums are the same every time.
 */
import { In, Out } from '../../shared/assembly/args'

@unmanaged
export class MaxPool2dGradArgs {
  dy: In
  /** i32: places h·W + w. */
  argMax: In
  dx: Out
  /** Elements of one image's plane, and of its outputs. */
  pixels: u32
  outputs: u32
  block: u32
}

export function maxPool2dGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<MaxPool2dGradArgs>(args)
  const bytes = (a.pixels * a.block) << 2
  const outBytes = (a.outputs * a.block) << 2
  for (let plane = begin; plane < end; plane++) {
    const dx = a.dx + plane * bytes
    let dy = a.dy + plane * outBytes
    let argMax = a.argMax + plane * outBytes
    memory.fill(dx, 0, bytes)
    const stop = dy + outBytes
    if (a.block === 8) {
      for (; dy < stop; dy += 32, argMax += 32)
        for (let lane: usize = 0; lane < 32; lane += 4) {
          const at = dx + lane + (load<u32>(argMax + lane) << 5)
          store<f32>(at, load<f32>(at) + load<f32>(dy + lane))
        }
    } else {
      for (; dy < stop; dy += 4, argMax += 4) {
        const at = dx + (load<u32>(argMax) << 2)
        store<f32>(at, load<f32>(at) + load<f32>(dy))
      }
    }
  }
}
