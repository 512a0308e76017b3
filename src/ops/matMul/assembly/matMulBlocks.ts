/**
 * Products of matrices in blocks of eight images, […][rows][columns][8]: every number is a vector of eight images, each with a
 * product of its own. Two rows by two columns are 8 sums of four lanes, and 8 loads serve as many multiply-adds. One item is
 * some rows and columns of one matrix of y, in all of its blocks' images.
 */
import { In, List, Out } from '../../shared/assembly/args'
import { madd } from '../../shared/assembly/math'
import { aMatrix, bMatrix, isFirstPair, nextMatrices, setMatrices, yMatrix } from './matMulLoops'

@unmanaged
export class MatMulBlocksArgs {
  a: In
  b: In
  y: Out
  rows: u32
  depth: u32
  columns: u32
  /** Elements from one row to the next, and along it; of one image. */
  aRow: u32
  aDepth: u32
  bDepth: u32
  bColumn: u32
  /** Multiples of two. */
  rowStep: u32
  columnStep: u32
  loops: List
}

let depth: u32 = 0
let aInner: usize = 0
let bInner: usize = 0

export function matMulBlocks(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<MatMulBlocksArgs>(args)
  const loops = args + offsetof<MatMulBlocksArgs>('loops')
  const rowChunks = (a.rows + a.rowStep - 1) / a.rowStep
  const columnChunks = (a.columns + a.columnStep - 1) / a.columnStep
  depth = a.depth
  aInner = a.aDepth << 5
  bInner = a.bDepth << 5
  for (let item = begin; item < end; item++) {
    const firstRow = (item % rowChunks) * a.rowStep
    const chunk = item / rowChunks
    const firstColumn = (chunk % columnChunks) * a.columnStep
    setMatrices(loops, chunk / columnChunks)
    while (nextMatrices()) part(a, firstRow, firstColumn, !isFirstPair())
  }
}

function part(a: MatMulBlocksArgs, firstRow: u32, firstColumn: u32, add: bool): void {
  const lastRow = min(firstRow + a.rowStep, a.rows)
  const lastColumn = min(firstColumn + a.columnStep, a.columns)
  const yRow: usize = a.columns << 5
  for (let p = firstColumn; p < lastColumn; p += 2) {
    // The last row or column alone is done twice in one.
    const secondColumn: u32 = p + 1 < lastColumn ? 1 : 0
    const b = a.b + bMatrix + ((p * a.bColumn) << 5)
    for (let m = firstRow; m < lastRow; m += 2) {
      const secondRow: u32 = m + 1 < lastRow ? 1 : 0
      const from = a.a + aMatrix + ((m * a.aRow) << 5)
      const y = a.y + yMatrix + ((m * a.columns + p) << 5)
      tile(from, (secondRow * a.aRow) << 5, b, (secondColumn * a.bColumn) << 5, y, secondRow * yRow, secondColumn << 5, add)
    }
  }
}

/** Two rows by two columns; the second ones so many bytes on. */
function tile(a: usize, aNext: usize, b: usize, bNext: usize, y0: usize, yNext: usize, yColumn: usize, add: bool): void {
  const y1 = y0 + yNext
  let c00 = f32x4.splat(0)
  let c01 = c00
  let c10 = c00
  let c11 = c00
  let d00 = c00
  let d01 = c00
  let d10 = c00
  let d11 = c00
  if (add) {
    c00 = v128.load(y0)
    d00 = v128.load(y0, 16)
    c01 = v128.load(y0 + yColumn)
    d01 = v128.load(y0 + yColumn, 16)
    c10 = v128.load(y1)
    d10 = v128.load(y1, 16)
    c11 = v128.load(y1 + yColumn)
    d11 = v128.load(y1 + yColumn, 16)
  }
  let i = depth
  do {
    let a0 = v128.load(a)
    let a1 = v128.load(a + aNext)
    let b0 = v128.load(b)
    let b1 = v128.load(b + bNext)
    c00 = madd(a0, b0, c00)
    c01 = madd(a0, b1, c01)
    c10 = madd(a1, b0, c10)
    c11 = madd(a1, b1, c11)
    a0 = v128.load(a, 16)
    a1 = v128.load(a + aNext, 16)
    b0 = v128.load(b, 16)
    b1 = v128.load(b + bNext, 16)
    d00 = madd(a0, b0, d00)
    d01 = madd(a0, b1, d01)
    d10 = madd(a1, b0, d10)
    d11 = madd(a1, b1, d11)
    a += aInner
    b += bInner
  } while (--i)
  v128.store(y0, c00)
  v128.store(y0, d00, 16)
  v128.store(y0 + yColumn, c01)
  v128.store(y0 + yColumn, d01, 16)
  v128.store(y1, c10)
  v128.store(y1, d10, 16)
  v128.store(y1 + yColumn, c11)
  v128.store(y1 + yColumn, d11, 16)
}
