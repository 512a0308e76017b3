/**
 * Products of matrices of plain images, […][rows][columns]: four rows by eight columns at a time (contract.ts). Eight columns
 * of b that lie side by side are read where they lie; others, and the last few, are packed into a panel. One item is some rows
 * and columns of one matrix of y.
 */
import { contract, nextRows, setLoops, setRows } from '../../contraction/assembly/contract'
import { In, List, Out } from '../../shared/assembly/args'
import { aMatrix, bMatrix, isFirstPair, nextMatrices, setMatrices, yMatrix } from './matMulLoops'

@unmanaged
export class MatMulPlainArgs {
  a: In
  b: In
  y: Out
  /** For each thread a panel, depthStep · 8, and a tile of 4 · 8. */
  scratch: Out
  rows: u32
  depth: u32
  columns: u32
  /** Elements from one row to the next, and along it. */
  aRow: u32
  aDepth: u32
  bDepth: u32
  bColumn: u32
  /** Numbers of a row at a time, so that a panel of them stays in the cache. */
  depthStep: u32
  rowStep: u32
  /** A multiple of eight. */
  columnStep: u32
  loops: List
}

export function matMulPlain(args: usize, begin: u32, end: u32, thread: u32): void {
  const a = changetype<MatMulPlainArgs>(args)
  const loops = args + offsetof<MatMulPlainArgs>('loops')
  const rowChunks = (a.rows + a.rowStep - 1) / a.rowStep
  const columnChunks = (a.columns + a.columnStep - 1) / a.columnStep
  const panel = a.scratch + thread * ((a.depthStep + 4) << 5)
  for (let item = begin; item < end; item++) {
    const firstRow = (item % rowChunks) * a.rowStep
    const chunk = item / rowChunks
    const firstColumn = (chunk % columnChunks) * a.columnStep
    setMatrices(loops, chunk / columnChunks)
    while (nextMatrices())
      for (let k: u32 = 0; k < a.depth; k += a.depthStep) part(a, firstRow, firstColumn, k, panel, !isFirstPair() || k !== 0)
  }
}

/** What so much of the depth from k on gives. */
function part(a: MatMulPlainArgs, firstRow: u32, firstColumn: u32, k: u32, panel: usize, add: bool): void {
  const lastRow = min(firstRow + a.rowStep, a.rows)
  const lastColumn = min(firstColumn + a.columnStep, a.columns)
  const depth = min(a.depthStep, a.depth - k)
  const aRow: usize = a.aRow << 2
  const yRow: usize = a.columns << 2
  const aInner: usize = a.aDepth << 2
  const tile = panel + (a.depthStep << 5)
  const from = a.a + aMatrix + ((k * a.aDepth) << 2)
  for (let p = firstColumn; p < lastColumn; ) {
    const b = a.b + bMatrix + ((k * a.bDepth + p * a.bColumn) << 2)
    const width = min(8, lastColumn - p)
    // Columns that lie side by side go together, as many eights as there are.
    const places: u32 = a.bColumn === 1 && width === 8 ? (lastColumn - p) >> 3 : 1
    const packed: bool = a.bColumn !== 1 || width < 8
    if (packed) pack(b, panel, depth, width, a.bDepth << 2, a.bColumn << 2)
    setLoops(1, 0, 0, 1, 0, 0, depth, aInner, packed ? 32 : a.bDepth << 2)
    let count: u32 = 0
    for (let m = firstRow; m < lastRow; m += count) {
      count = nextRows(lastRow - m)
      const row = from + m * aRow
      const y = a.y + yMatrix + ((m * a.columns + p) << 2)
      if (width === 8) {
        setRows(aRow, yRow, add)
        contract(count, places, row, packed ? panel : b, 32, y, 32, 0)
      } else {
        if (add) for (let i: u32 = 0; i < count; i++) memory.copy(tile + (i << 5), y + i * yRow, width << 2)
        setRows(aRow, 32, add)
        contract(count, 1, row, panel, 0, tile, 0, 0)
        for (let i: u32 = 0; i < count; i++) memory.copy(y + i * yRow, tile + (i << 5), width << 2)
      }
    }
    p += width === 8 ? places << 3 : width
  }
}

/** `width` columns of b, eight numbers a row of the panel; those beyond are zeros. */
function pack(b: usize, panel: usize, depth: u32, width: u32, bDepth: usize, bColumn: usize): void {
  for (let i: u32 = 0; i < depth; i++) {
    let from = b
    let j: u32 = 0
    for (; j < width; j++) {
      store<f32>(panel + (j << 2), load<f32>(from))
      from += bColumn
    }
    for (; j < 8; j++) store<f32>(panel + (j << 2), 0)
    b += bDepth
    panel += 32
  }
}
