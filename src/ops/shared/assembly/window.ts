/** The part of a window that lies inside the image, along one axis: kernel places [firstInside, endInside). */

/** The first kernel place at or after the image's edge, for a window that starts at `start` (maybe below 0). @inline */
export function firstInside(start: i32, dilation: i32): i32 {
  if (start >= 0) return 0
  return dilation === 1 ? -start : (dilation - 1 - start) / dilation
}

/** One beyond the last kernel place inside `size`. @inline */
export function endInside(start: i32, size: i32, kernel: i32, dilation: i32): i32 {
  const left = size - start
  return min(kernel, dilation === 1 ? left : (left + dilation - 1) / dilation)
}

/** The outputs [firstWhole, endWhole) whose windows lie inside the image as a whole. @inline */
export function firstWhole(pad: i32, stride: i32): i32 {
  return (pad + stride - 1) / stride
}

/** @inline */
export function endWhole(pad: i32, stride: i32, size: i32, outSize: i32, kernel: i32, dilation: i32): i32 {
  const room = size - 1 - (kernel - 1) * dilation + pad
  return room < 0 ? 0 : min(outSize, room / stride + 1)
}
