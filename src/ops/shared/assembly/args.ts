/**
 * What the fields of a routine's `<Routine>Args` are made of. An address says what the routine does with what lies there, so
 * that the planner knows the lives of values without anyone listing them again: `In`, `Out` or `Both`. The build reads these
 * words; to the compiler they are addresses. A `List` holds as many whole numbers as a call gives it.
 */

/** Read only; 0 where there is none. */
export type In = usize
/** Overwritten, whatever it held; scratch, too, which is written before it is read. */
export type Out = usize
/** Added to, or stepped on from: read and written. */
export type Both = usize
/** A list of whole numbers in the call itself, the last field: its first number, behind which lie the others. */
export type List = i32

/**
 * An element-wise function: its number, and its own numbers (`ops/unary/facts.ts`). Fused into a routine it is applied to the
 * result.
 */
@unmanaged
export class ActivationArgs {
  fn: u32
  fnA: f32
  fnB: f32
}

/** A window that moves over an image which is padded already. Sizes are in pixels. */
@unmanaged
export class WindowArgs {
  height: u32
  width: u32
  outHeight: u32
  outWidth: u32
  kernelHeight: u32
  kernelWidth: u32
  strideHeight: u32
  strideWidth: u32
  dilationHeight: u32
  dilationWidth: u32
}

/** Both: a class extends one other, so the activation's fields stand here once more. */
@unmanaged
export class ActivatedWindowArgs extends WindowArgs {
  fn: u32
  fnA: f32
  fnB: f32
}

/** A window that reaches into the padding and is clipped to the image: places can be below 0. */
@unmanaged
export class ClippedWindowArgs {
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
}

/** A border around an image; sizes are in pixels. */
@unmanaged
export class BorderArgs {
  /** Of the image without it. */
  height: u32
  width: u32
  top: u32
  left: u32
  bottom: u32
  right: u32
  /** 0: a value, 1: the image mirrored, 2: its nearest pixel. */
  mode: u32
  block: u32
}

/** Rows of neighbouring numbers in up to five dimensions, and where the numbers of an operand are (`broadcast.ts`). */
@unmanaged
export class RowsArgs {
  /** Of the dimensions around a row, but for the outermost. */
  size1: u32
  size2: u32
  size3: u32
  size4: u32
  /** Numbers of a row, and of one item, which is a part of a row. */
  run: u32
  part: u32
  /** How far apart neighbours are in the five dimensions, in elements, and (0 or 1) within a row. */
  a0: u32
  a1: u32
  a2: u32
  a3: u32
  a4: u32
  aStep: u32
}

/** The same with a second operand. */
@unmanaged
export class PairRowsArgs extends RowsArgs {
  b0: u32
  b1: u32
  b2: u32
  b3: u32
  b4: u32
  bStep: u32
}

/** A reduction over up to two dimensions, of values in up to two others, and the run of the innermost one. */
@unmanaged
export class ReductionArgs {
  /** Of the inner one of the two dimensions that are kept. */
  keptSize: u32
  keptStride0: u32
  keptStride1: u32
  reducedSize0: u32
  reducedSize1: u32
  reducedStride0: u32
  reducedStride1: u32
  /** Numbers of the innermost dimension, and whether they are kept, 1, or reduced as well, 0. */
  run: u32
  runKept: u32
  /** Of a kept run, the numbers of one item. */
  part: u32
}
