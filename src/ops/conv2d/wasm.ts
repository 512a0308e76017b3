/** The Wasm reading of convolution and its gradients: the sizes, the algorithm for them, and its call. */

import { directForward, directGradInput, directGradWeight } from '../contraction/direct.ts'
import { type Geometry, geometryOf } from '../contraction/geometry.ts'
import { plainForward, plainGradInput, plainGradWeight } from '../contraction/plain.ts'
import type { WasmReading } from '../lowering.ts'
import { encodeFused } from '../unary/facts.ts'
import { algorithmFor } from './algorithms.ts'
import { gemmForward, gemmGradInput, gemmGradWeight } from './gemm.ts'

const denseSizes = (g: Geometry) => ({ batch: g.batch, features: g.channels, units: g.filters })

export const conv2d: WasmReading<'conv2d'> = ({ attributes, inputs: [x, weight, bias = null], outputs: [y] }, lowering) => {
  const g = geometryOf(attributes, x, y)
  const forward = { x, weight, bias, y, activation: encodeFused(attributes.activation) }
  const algorithm = algorithmFor(g, lowering)
  if (algorithm === 'dense') plainForward(lowering, denseSizes(g), forward)
  else (algorithm === 'direct' ? directForward : gemmForward)(lowering, g, forward, attributes.paddingValue)
}

export const conv2dGradInput: WasmReading<'conv2dGradInput'> = (
  { attributes, inputs: [dy, weight], outputs: [dx] },
  lowering,
) => {
  const g = geometryOf(attributes, dx, dy)
  const algorithm = algorithmFor(g, lowering)
  if (algorithm === 'dense') plainGradInput(lowering, denseSizes(g), dy, weight, dx)
  else (algorithm === 'direct' ? directGradInput : gemmGradInput)(lowering, g, dy, weight, dx)
}

export const conv2dGradWeight: WasmReading<'conv2dGradWeight'> = (
  { attributes, inputs: [x, dy], outputs: [dweight] },
  lowering,
) => {
  const g = geometryOf(attributes, x, dy)
  const algorithm = algorithmFor(g, lowering)
  if (algorithm === 'dense') plainGradWeight(lowering, denseSizes(g), x, dy, dweight)
  else (algorithm === 'direct' ? directGradWeight : gemmGradWeight)(lowering, g, x, dy, dweight, attributes.paddingValue)
}
