/** The Wasm readings of binary and its gradient: rows of the result, in items of up to 1024 numbers of a row. */
import { sameShape } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import type { Lowering, WasmReading } from '../lowering.ts'
import { rowArguments, secondArguments } from '../shared/rowArguments.ts'
import { binaryFunctions } from './op.ts'

function cut(whole: Value, operands: readonly [Value, Value], { block }: Lowering) {
  const { items, rows, sizes } = rowArguments(whole, operands, block)
  return { items, sizes: { ...sizes, ...secondArguments(rows) } }
}

/** The operands in whose place the result may be written: those that have all of its places. */
const inPlaceOf = (result: Value, operands: readonly Value[]) =>
  operands.filter((operand) => sameShape(operand.shape, result.shape)).map((operand) => [result, operand] as const)

export const binary: WasmReading<'binary'> = ({ attributes: { fn }, inputs: [a, b], outputs: [y] }, lowering) => {
  const { items, sizes } = cut(y, [a, b], lowering)
  const number = binaryFunctions.indexOf(fn) + 1
  lowering.call('binary', items, { ...sizes, a, b, y, fn: number }, { inPlace: inPlaceOf(y, [a, b]) })
}

export const binaryGrad: WasmReading<'binaryGrad'> = ({ attributes, inputs: [a, b, dy], outputs: [dx] }, lowering) => {
  const { items, sizes } = cut(dx, [a, b], lowering)
  const fn = 2 * binaryFunctions.indexOf(attributes.fn) + (attributes.of === 'a' ? 1 : 2)
  lowering.call('binaryGrad', items, { ...sizes, a, b, dy, dx, fn }, { inPlace: inPlaceOf(dx, [dy, a, b]) })
}
