/**
 * The Wasm reading of dense layers. In blocks of eight images they are convolutions over 1×1 images; plain images
 * have routines of their own.
 */
import { batchOf, sizeOf } from '../../values/shape.ts'
import type { Value } from '../../values/value.ts'
import { directForward, directGradInput, directGradWeight } from '../contraction/direct.ts'
import type { Geometry } from '../contraction/geometry.ts'
import { plainForward, plainGradInput, plainGradWeight } from '../contraction/plain.ts'
import type { WasmReading } from '../lowering.ts'
import { encodeFused } from '../unary/facts.ts'

/** x [N, F …], y [N, U] */
function sizesOf(x: Value, y: Value) {
  return { batch: batchOf(x), features: sizeOf(x.shape.slice(1)), units: sizeOf(y.shape.slice(1)) }
}

function asConvolution({ batch, features, units }: ReturnType<typeof sizesOf>): Geometry {
  const one = { height: 1, width: 1, outHeight: 1, outWidth: 1, kernelHeight: 1, kernelWidth: 1 }
  const plain = { strideHeight: 1, strideWidth: 1, dilationHeight: 1, dilationWidth: 1, top: 0, left: 0 }
  return { batch, groups: 1, channels: features, filters: units, ...one, ...plain }
}

export const dense: WasmReading<'dense'> = ({ attributes, inputs: [x, weight, bias = null], outputs: [y] }, lowering) => {
  const sizes = sizesOf(x, y)
  const forward = { x, weight, bias, y, activation: encodeFused(attributes.activation) }
  if (lowering.block === 8) directForward(lowering, asConvolution(sizes), forward, 0)
  else plainForward(lowering, sizes, forward)
}

export const denseGradInput: WasmReading<'denseGradInput'> = ({ inputs: [dy, weight], outputs: [dx] }, lowering) => {
  const sizes = sizesOf(dx, dy)
  if (lowering.block === 8) directGradInput(lowering, asConvolution(sizes), dy, weight, dx)
  else plainGradInput(lowering, sizes, dy, weight, dx)
}

export const denseGradWeight: WasmReading<'denseGradWeight'> = ({ inputs: [x, dy], outputs: [dweight] }, lowering) => {
  const sizes = sizesOf(x, dy)
  if (lowering.block === 8) directGradWeight(lowering, asConvolution(sizes), x, dy, dweight, 0)
  else plainGradWeight(lowering, sizes, x, dy, dweight)
}
