/**
 * The gradient of average pooling. One item is one channel's plane, of one picture or of eight side by side: it is
 * cleared, then each dy, divided, is added all over its window, in the order of the outputs. Where the windows tile the
 * picture exactly, each pixel is written once instead.
 */
import { endInside, firstInside } from '../../shared/assembly/window'

@unmanaged
export class AvgPool2dGradArgs {
  dy: usize
  dx: usize
  height: i32
  width: i32
  outHeight: i32
  outWidth: i32
  kernelHeight: i32
  kernelWidth: i32
  strideHeight: i32
  strideWidth: i32
  dilationHeight: i32
  dilationWidth: i32
  top: i32
  left: i32
  bottom: i32
  right: i32
  countPadding: u32
  /** 1 where the windows tile the picture: no padding, no overlap, no gap. */
  tiled: u32
  block: u32
}

export function avgPool2dGrad(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<AvgPool2dGradArgs>(args)
  const bytes = (<u32>(a.height * a.width) * a.block) << 2
  const outBytes = (<u32>(a.outHeight * a.outWidth) * a.block) << 2
  for (let plane = begin; plane < end; plane++) {
    const dx = a.dx + plane * bytes
    const dy = a.dy + plane * outBytes
    if (!a.tiled) memory.fill(dx, 0, bytes)
    for (let oh: i32 = 0; oh < a.outHeight; oh++) {
      const row = dy + ((<u32>(oh * a.outWidth) * a.block) << 2)
      const start = oh * a.strideHeight - a.top
      const kh0 = firstInside(start, a.dilationHeight)
      const rows = endInside(start, a.height, a.kernelHeight, a.dilationHeight) - kh0
      const counted = a.countPadding ? endInside(start, a.height + a.bottom, a.kernelHeight, a.dilationHeight) : rows
      const h = start + kh0 * a.dilationHeight
      for (let ow: i32 = 0; ow < a.outWidth; ow++) spread(a, dx, row, h, rows, counted, ow)
    }
  }
}

/** One output's gradient over the `rows` rows of its window from row h on. */
// @ts-ignore: decorator
@inline
function spread(a: AvgPool2dGradArgs, dx: usize, row: usize, h: i32, rows: i32, counted: i32, ow: i32): void {
  const start = ow * a.strideWidth - a.left
  const kw0 = firstInside(start, a.dilationWidth)
  const cols = endInside(start, a.width, a.kernelWidth, a.dilationWidth) - kw0
  const countedCols = a.countPadding ? endInside(start, a.width + a.right, a.kernelWidth, a.dilationWidth) : cols
  const share = <f32>1 / <f32>max(1, counted * countedCols)
  let place = h * a.width + start + kw0 * a.dilationWidth
  const rowStep = a.dilationHeight * a.width
  if (a.block == 8) {
    const g0 = f32x4.mul(v128.load(row + (<usize>ow << 5)), f32x4.splat(share))
    const g1 = f32x4.mul(v128.load(row + (<usize>ow << 5), 16), f32x4.splat(share))
    const step = <usize>a.dilationWidth << 5
    for (let kh: i32 = 0; kh < rows; kh++, place += rowStep) {
      let p = dx + (<usize>place << 5)
      if (a.tiled) {
        for (let kw: i32 = 0; kw < cols; kw++, p += 32) {
          v128.store(p, g0)
          v128.store(p, g1, 16)
        }
      } else {
        for (let kw: i32 = 0; kw < cols; kw++, p += step) {
          v128.store(p, f32x4.add(v128.load(p), g0))
          v128.store(p, f32x4.add(v128.load(p, 16), g1), 16)
        }
      }
    }
    return
  }
  const g = load<f32>(row + (<usize>ow << 2)) * share
  for (let kh: i32 = 0; kh < rows; kh++, place += rowStep) {
    let p = dx + (<usize>place << 2)
    for (let kw: i32 = 0; kw < cols; kw++, p += <usize>a.dilationWidth << 2) store<f32>(p, a.tiled ? g : load<f32>(p) + g)
  }
}
