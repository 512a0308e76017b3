/**
 * Which algorithm a convolution takes, and why. Measurements: GFLOP/s of one core whose limit is 48.5 (fused), Node 20.
 */
import type { Lowering } from '../lowering.ts'
import { type Geometry, isDense } from './geometry.ts'

export type Algorithm = 'direct' | 'gemm' | 'dense'

/** The first that holds. */
const table: readonly { readonly algorithm: Algorithm; readonly when: (g: Geometry, lowering: Lowering) => boolean }[] = [
  // Pictures in blocks of eight: nothing is packed.
  { algorithm: 'direct', when: (_, { block }) => block === 8 },
  // Plain pictures, and the kernel covers them whole: a product with a matrix that is read once.
  { algorithm: 'dense', when: (g) => isDense(g) && g.groups === 1 },
  // Winograd F(4×4, 3×3) has its place here: plain pictures, 3×3, stride 1, no dilation, many channels. It is not implemented.
  // All other plain pictures: windows packed into panels, never the whole matrix.
  { algorithm: 'gemm', when: () => true },
]

export function algorithmFor(g: Geometry, lowering: Lowering): Algorithm {
  return table.find(({ when }) => when(g, lowering))!.algorithm
}
