/** The Wasm readings of rbf and its gradient: one item per image, or eight side by side. */
import { batchOf } from '../../values/shape.ts'
import type { WasmReading } from '../lowering.ts'

export const rbf: WasmReading<'rbf'> = ({ inputs: [x, centres], outputs: [y] }, { block, call }) => {
  const [classes, features] = centres.shape as readonly [number, number]
  call('rbf', batchOf(x) / block, { x, centres, y, classes, features, block })
}

export const rbfGradInput: WasmReading<'rbfGradInput'> = ({ inputs: [x, centres, dy], outputs: [dx] }, { block, call }) => {
  const [classes, features] = centres.shape as readonly [number, number]
  call('rbfGradInput', batchOf(x) / block, { x, centres, dy, dx, classes, features, block }, { inPlace: [[dx, x]] })
}
