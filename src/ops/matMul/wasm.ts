/**
 * The Wasm readings of products of matrices. In blocks of eight images each lane is a product of its own, of matrices that are
 * read where they lie; of plain images four rows by eight columns are made at a time, from panels of b. The work is cut into
 * rows and columns of each matrix of y, never by how many threads there are.
 */
import { sizeOf, stepsOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { enough, stepFor } from '../contraction/cut.ts'
import type { WasmReading } from '../lowering.ts'
import { productOf } from './op.ts'

/** The most numbers of a row at a time: eight columns of them stay in the first cache. */
const mostDepth = 256
/** The most panels of eight columns an item: with so many rows they stay in the second cache. */
const mostPanels = 16

export const matMul: WasmReading<'matMul'> = ({ attributes, inputs: [a, b], outputs: [y] }, lowering) => {
  const { transposeA, transposeB } = attributes
  const { block } = lowering
  const { rows, depth, columns, leading } = productOf(attributes, a.shape, b.shape, y.shape)
  const { outer, loops } = loopsOf([a, b, y], leading, block)
  const matrices = {
    ...{ a, b, y, rows, depth, columns },
    aRow: transposeA ? 1 : depth,
    aDepth: transposeA ? rows : 1,
    bDepth: transposeB ? 1 : columns,
    bColumn: transposeB ? depth : 1,
  }
  const unit = block === 8 ? 2 : 8
  const columnStep = Math.min(mostPanels * 8, stepFor(columns, Math.ceil(enough / outer), unit))
  const columnChunks = Math.ceil(columns / columnStep)
  const rowStep = stepFor(rows, Math.ceil(enough / (outer * columnChunks)), block === 8 ? 2 : 4)
  const items = outer * columnChunks * Math.ceil(rows / rowStep)
  if (block === 8) lowering.call('matMulBlocks', items, { ...matrices, rowStep, columnStep, loops })
  else {
    const depthStep = Math.min(mostDepth, depth)
    const scratch = lowering.workspace('panel', lowering.threads * (depthStep + 4) * 8)
    lowering.call('matMulPlain', items, { ...matrices, scratch, depthStep, rowStep, columnStep, loops })
  }
}

/**
 * The loops over the images (or blocks of them) and the leading axes, as the routines take them: how many there are for which y
 * has matrices of its own and how many over which it sums; then each one's size and its steps in a, b and y, the innermost
 * first.
 */
function loopsOf(values: readonly [Value, Value, Value], leading: readonly number[], block: number) {
  const steps = values.map(({ shape }) => {
    const [batch = 1, ...sizes] = shape.slice(0, -2)
    const matrix = sizeOf(shape.slice(-2)) * block
    return stepsOf([batch / block, ...sizes]).map((step, axis) => (axis > 0 && sizes[axis - 1] === 1 ? 0 : step * matrix))
  }) as [number[], number[], number[]]
  const all = leading.map((size, axis) => {
    const [ofA, ofB, ofY] = [steps[0][axis]!, steps[1][axis]!, steps[2][axis]!]
    return { size: axis === 0 ? size / block : size, ofA, ofB, ofY, own: axis === 0 || values[2].shape[axis] === size }
  })
  const [own, summed] = [all.filter((loop) => loop.own), all.filter((loop) => !loop.own)]
  const listed = [...own.reverse(), ...summed.reverse()].flatMap(({ size, ofA, ofB, ofY }) => [size, ofA, ofB, ofY])
  return { outer: own.reduce((product, { size }) => product * size, 1), loops: [own.length, summed.length, ...listed] }
}
