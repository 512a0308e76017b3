/**
 * Which pixels make each output of one axis, and by which weights: the twin of ops/resize2d/taps.ts, in doubles as there. One
 * item is the whole axis. The table has, for each tap, the pixels of all outputs, and behind them, for each tap, the weights.
 */
import { Out } from '../../shared/assembly/args'

@unmanaged
export class ResizeTapsArgs {
  /** [2][taps][o]: u32, then f32 */
  table: Out
  /** Pixels and outputs. */
  n: u32
  o: u32
  /** 1: nearest, 2: bilinear, 4: cubic. */
  taps: u32
  /** Of the nearest: 0 down at ½, 1 up at ½, 2 down, 3 up. */
  rounding: u32
  /** Of the cubic kernel. */
  coefficient: f32
  /** Output o lies at (o·p + q) / r: doubles, the low word first. */
  p0: u32
  p1: u32
  q0: u32
  q1: u32
  r0: u32
  r1: u32
}

export function resizeTaps(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<ResizeTapsArgs>(args)
  const p = double(a.p0, a.p1)
  const q = double(a.q0, a.q1)
  const r = double(a.r0, a.r1)
  const c = <f64>a.coefficient
  const last = <f64>a.n - 1
  for (let output: u32 = 0; output < a.o; output++) {
    const x = (<f64>output * p + q) / r
    if (a.taps === 1) {
      setTap(a, output, 0, rounded(x, a.rounding), last, 1)
      continue
    }
    const i = Math.floor(x)
    const t = x - i
    if (a.taps === 2) {
      setTap(a, output, 0, i, last, 1 - t)
      setTap(a, output, 1, i + 1, last, t)
      continue
    }
    setTap(a, output, 0, i - 1, last, far(t + 1, c))
    setTap(a, output, 1, i, last, near(t, c))
    setTap(a, output, 2, i + 1, last, near(1 - t, c))
    setTap(a, output, 3, i + 2, last, far(2 - t, c))
  }
}

/** @inline */
function double(low: u32, high: u32): f64 {
  return reinterpret<f64>(((<u64>high) << 32) | <u64>low)
}

/** @inline */
function setTap(a: ResizeTapsArgs, output: u32, tap: u32, pixel: f64, last: f64, weight: f64): void {
  const at = a.table + ((tap * a.o + output) << 2)
  store<u32>(at, <u32>Math.min(last, Math.max(0, pixel)))
  store<f32>(at + ((a.taps * a.o) << 2), <f32>weight)
}

/** @inline */
function rounded(x: f64, rounding: u32): f64 {
  if (rounding === 0) return Math.ceil(x - 0.5)
  if (rounding === 1) return Math.floor(x + 0.5)
  return rounding === 2 ? Math.floor(x) : Math.ceil(x)
}

/** @inline */
function near(d: f64, c: f64): f64 {
  return ((c + 2) * d - (c + 3)) * d * d + 1
}

/** @inline */
function far(d: f64, c: f64): f64 {
  return ((c * d - 5 * c) * d + 8 * c) * d - 4 * c
}
