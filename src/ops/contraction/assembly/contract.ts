/**
 * The multiply-add loops under convolution and dense layers. A contraction sums over three nested affine loops
 * (outer, middle, inner; each with its byte steps in A and in B): y[r][p] = Σ a[r] · b[p], where a is one number a row,
 * spread over the lanes, and b is eight neighbouring numbers.
 *
 * Four rows by eight lanes are 8 sums, 2 vectors of B and 4 of A: 14 of the 15 registers that V8 has. So k is not
 * unrolled, and 2 rows by two places of 8 lanes take their turn where fewer rows are left.
 * Long because the four loops are written out: as one with loops over rows, the sums would not stay in registers.
 * Measured alone (one core of 48.5 GFLOP/s at most, fused): K = 400: 4 × 8 36–37, 2 × 2 × 8 39, 3 × 8 34 GFLOP/s.
 */
import { madd } from '../../shared/assembly/math'

// The loops, set before a series of contractions. Each thread has its own instance and so its own globals. The steps of the
// middle and outer loop are gaps: from the end of the loop inside to the next start.
let outer: u32 = 1
let middle: u32 = 1
let inner: u32 = 1
let aInner: usize = 0
let bInner: usize = 0
let aMiddle: usize = 0
let bMiddle: usize = 0
let aOuter: usize = 0
let bOuter: usize = 0
/** Bytes from one row to the next in A and in y. */
let aRow: usize = 0
let yRow: usize = 0
/** Whether sums start from what is in y. */
let adding: bool = false

export function setRows(a: usize, y: usize, add: bool): void {
  aRow = a
  yRow = y
  adding = add
}

/** Sets the loops: sizes, and byte steps in A and B. Loops that join to one run, or have one turn, are taken together. */
export function setLoops(o: u32, ao: usize, bo: usize, m: u32, am: usize, bm: usize, i: u32, ai: usize, bi: usize): void {
  for (let turn = 0; turn < 2; turn++) {
    if (i === 1) {
      i = m
      ai = am
      bi = bm
      m = 1
    } else if (am === i * ai && bm === i * bi) {
      i *= m
      m = 1
    }
    if (m === 1) {
      m = o
      am = ao
      bm = bo
      o = 1
    }
  }
  outer = o
  middle = m
  inner = i
  aInner = ai
  bInner = bi
  aMiddle = am - i * ai
  bMiddle = bm - i * bi
  aOuter = ao - m * am
  bOuter = bo - m * bm
}

/** How many rows the next contraction takes: fours, but 5 as 3 + 2, as one row alone is slow. @inline */
export function nextRows(left: u32): u32 {
  return left === 5 ? 3 : min(left, 4)
}

/** `rows` rows of A against `count` places of eight lanes, `bStep` bytes apart in B and `yStep` in y. `bias` may be 0. */
export function contract(rows: u32, count: u32, a: usize, b: usize, bStep: usize, y: usize, yStep: usize, bias: usize): void {
  if (rows >= 3) {
    for (let p: u32 = 0; p < count; p++) {
      if (rows === 4) rows4(a, b, y, bias)
      else rows3(a, b, y, bias)
      b += bStep
      y += yStep
    }
    return
  }
  // Two places at a time; a last one alone is done twice in one.
  for (let p: u32 = 0; p < count; p += 2) {
    const second: bool = p + 1 < count
    if (rows === 2) rows2(a, b, second ? bStep : 0, y, second ? yStep : 0, bias)
    else rows1(a, b, second ? bStep : 0, y, second ? yStep : 0, bias)
    b += bStep << 1
    y += yStep << 1
  }
}

function rows4(a0: usize, b: usize, y0: usize, bias: usize): void {
  const a1 = aRow
  const y1 = y0 + yRow
  const y2 = y1 + yRow
  const y3 = y2 + yRow
  let c00 = f32x4.splat(0)
  let c10 = c00
  let c20 = c00
  let c30 = c00
  if (bias) {
    c00 = v128.load32_splat(bias)
    c10 = v128.load32_splat(bias, 4)
    c20 = v128.load32_splat(bias, 8)
    c30 = v128.load32_splat(bias, 12)
  }
  let c01 = c00
  let c11 = c10
  let c21 = c20
  let c31 = c30
  if (adding) {
    c00 = v128.load(y0)
    c01 = v128.load(y0, 16)
    c10 = v128.load(y1)
    c11 = v128.load(y1, 16)
    c20 = v128.load(y2)
    c21 = v128.load(y2, 16)
    c30 = v128.load(y3)
    c31 = v128.load(y3, 16)
  }
  let p0 = a0
  let p1 = p0 + a1
  let p2 = p1 + a1
  let p3 = p2 + a1
  const ai = aInner
  const bi = bInner
  let o = outer
  do {
    let m = middle
    do {
      let i = inner
      do {
        const b0 = v128.load(b)
        const b1 = v128.load(b, 16)
        const s0 = v128.load32_splat(p0)
        const s1 = v128.load32_splat(p1)
        const s2 = v128.load32_splat(p2)
        const s3 = v128.load32_splat(p3)
        c00 = madd(s0, b0, c00)
        c01 = madd(s0, b1, c01)
        c10 = madd(s1, b0, c10)
        c11 = madd(s1, b1, c11)
        c20 = madd(s2, b0, c20)
        c21 = madd(s2, b1, c21)
        c30 = madd(s3, b0, c30)
        c31 = madd(s3, b1, c31)
        p0 += ai
        p1 += ai
        p2 += ai
        p3 += ai
        b += bi
      } while (--i)
      const am = aMiddle
      p0 += am
      p1 += am
      p2 += am
      p3 += am
      b += bMiddle
    } while (--m)
    const ao = aOuter
    p0 += ao
    p1 += ao
    p2 += ao
    p3 += ao
    b += bOuter
  } while (--o)
  v128.store(y0, c00)
  v128.store(y0, c01, 16)
  v128.store(y1, c10)
  v128.store(y1, c11, 16)
  v128.store(y2, c20)
  v128.store(y2, c21, 16)
  v128.store(y3, c30)
  v128.store(y3, c31, 16)
}

function rows3(a0: usize, b: usize, y0: usize, bias: usize): void {
  const y1 = y0 + yRow
  const y2 = y1 + yRow
  let c00 = f32x4.splat(0)
  let c10 = c00
  let c20 = c00
  if (bias) {
    c00 = v128.load32_splat(bias)
    c10 = v128.load32_splat(bias, 4)
    c20 = v128.load32_splat(bias, 8)
  }
  let c01 = c00
  let c11 = c10
  let c21 = c20
  if (adding) {
    c00 = v128.load(y0)
    c01 = v128.load(y0, 16)
    c10 = v128.load(y1)
    c11 = v128.load(y1, 16)
    c20 = v128.load(y2)
    c21 = v128.load(y2, 16)
  }
  let p0 = a0
  let p1 = p0 + aRow
  let p2 = p1 + aRow
  const ai = aInner
  const bi = bInner
  let o = outer
  do {
    let m = middle
    do {
      let i = inner
      do {
        const b0 = v128.load(b)
        const b1 = v128.load(b, 16)
        const s0 = v128.load32_splat(p0)
        const s1 = v128.load32_splat(p1)
        const s2 = v128.load32_splat(p2)
        c00 = madd(s0, b0, c00)
        c01 = madd(s0, b1, c01)
        c10 = madd(s1, b0, c10)
        c11 = madd(s1, b1, c11)
        c20 = madd(s2, b0, c20)
        c21 = madd(s2, b1, c21)
        p0 += ai
        p1 += ai
        p2 += ai
        b += bi
      } while (--i)
      p0 += aMiddle
      p1 += aMiddle
      p2 += aMiddle
      b += bMiddle
    } while (--m)
    p0 += aOuter
    p1 += aOuter
    p2 += aOuter
    b += bOuter
  } while (--o)
  v128.store(y0, c00)
  v128.store(y0, c01, 16)
  v128.store(y1, c10)
  v128.store(y1, c11, 16)
  v128.store(y2, c20)
  v128.store(y2, c21, 16)
}

/** Two rows at two places, the second `bPlace` and `yPlace` bytes on. */
function rows2(a0: usize, b: usize, bPlace: usize, y0: usize, yPlace: usize, bias: usize): void {
  const y1 = y0 + yRow
  const z0 = y0 + yPlace
  const z1 = y1 + yPlace
  let c00 = f32x4.splat(0)
  let c10 = c00
  if (bias) {
    c00 = v128.load32_splat(bias)
    c10 = v128.load32_splat(bias, 4)
  }
  let c01 = c00
  let c02 = c00
  let c03 = c00
  let c11 = c10
  let c12 = c10
  let c13 = c10
  if (adding) {
    c00 = v128.load(y0)
    c01 = v128.load(y0, 16)
    c02 = v128.load(z0)
    c03 = v128.load(z0, 16)
    c10 = v128.load(y1)
    c11 = v128.load(y1, 16)
    c12 = v128.load(z1)
    c13 = v128.load(z1, 16)
  }
  let p0 = a0
  let p1 = p0 + aRow
  let d = b + bPlace
  const ai = aInner
  const bi = bInner
  let o = outer
  do {
    let m = middle
    do {
      let i = inner
      do {
        const b0 = v128.load(b)
        const b1 = v128.load(b, 16)
        const b2 = v128.load(d)
        const b3 = v128.load(d, 16)
        const s0 = v128.load32_splat(p0)
        const s1 = v128.load32_splat(p1)
        c00 = madd(s0, b0, c00)
        c01 = madd(s0, b1, c01)
        c02 = madd(s0, b2, c02)
        c03 = madd(s0, b3, c03)
        c10 = madd(s1, b0, c10)
        c11 = madd(s1, b1, c11)
        c12 = madd(s1, b2, c12)
        c13 = madd(s1, b3, c13)
        p0 += ai
        p1 += ai
        b += bi
        d += bi
      } while (--i)
      p0 += aMiddle
      p1 += aMiddle
      b += bMiddle
      d += bMiddle
    } while (--m)
    p0 += aOuter
    p1 += aOuter
    b += bOuter
    d += bOuter
  } while (--o)
  v128.store(y0, c00)
  v128.store(y0, c01, 16)
  v128.store(z0, c02)
  v128.store(z0, c03, 16)
  v128.store(y1, c10)
  v128.store(y1, c11, 16)
  v128.store(z1, c12)
  v128.store(z1, c13, 16)
}

/** One row at two places. */
function rows1(a: usize, b: usize, bPlace: usize, y: usize, yPlace: usize, bias: usize): void {
  const z = y + yPlace
  let c0 = bias ? v128.load32_splat(bias) : f32x4.splat(0)
  let c1 = c0
  let c2 = c0
  let c3 = c0
  if (adding) {
    c0 = v128.load(y)
    c1 = v128.load(y, 16)
    c2 = v128.load(z)
    c3 = v128.load(z, 16)
  }
  let d = b + bPlace
  const ai = aInner
  const bi = bInner
  let o = outer
  do {
    let m = middle
    do {
      let i = inner
      do {
        const s = v128.load32_splat(a)
        c0 = madd(s, v128.load(b), c0)
        c1 = madd(s, v128.load(b, 16), c1)
        c2 = madd(s, v128.load(d), c2)
        c3 = madd(s, v128.load(d, 16), c3)
        a += ai
        b += bi
        d += bi
      } while (--i)
      a += aMiddle
      b += bMiddle
      d += bMiddle
    } while (--m)
    a += aOuter
    b += bOuter
    d += bOuter
  } while (--o)
  v128.store(y, c0)
  v128.store(y, c1, 16)
  v128.store(z, c2)
  v128.store(z, c3, 16)
}
