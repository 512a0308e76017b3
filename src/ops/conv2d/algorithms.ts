/**
 * Which algorithm a convolution takes, and why. Measured in GFLOP/s of one core whose limit is 48.5 (fused multiply-add,
 * 128 bits, AMD EPYC, Node 20), processor time of one thread while other programs shared the machine, ± 10 %:
 *
 *                                           forward   gradient of the input   of the weights
 *   direct  LeNet-5 C1   1→6    5×5  32²       35        not needed                38        batch 64
 *           LeNet-5 C3   6→16   5×5  14²       40            30                    40        batch 64
 *           LeNet-5 C5  16→120  5×5   5²       47            38                    43        batch 64 (a dense layer)
 *           64→64        3×3     28²           33            34                    40        batch 16
 *           256→256      3×3     14²           35            35                    40        batch 8
 *           depthwise 64 3×3     28²           13             6                    13        batch 8: one row a kernel
 *   gemm    64→64        3×3     56²           38            38                    36        batch 1
 *           256→256      3×3     28²           42            43                    42        batch 1
 *           512→512      3×3     14²           41            38                    43        batch 1
 *           64→128       3×3     56², stride 2 37             9 (zeros between)    37        batch 1
 *           3→64         5×5    440²           37                                            batch 15: 0.74 s
 */

import { type Geometry, isDense } from '../contraction/geometry.ts'
import type { Lowering } from '../lowering.ts'

export type Algorithm = 'direct' | 'gemm' | 'dense'

/** The first that holds. */
const table: readonly { readonly algorithm: Algorithm; readonly when: (g: Geometry, lowering: Lowering) => boolean }[] = [
  // Images in blocks of eight: nothing is packed.
  { algorithm: 'direct', when: (_, { block }) => block === 8 },
  // Plain images, and the kernel covers them whole: a product with a matrix that is read once.
  { algorithm: 'dense', when: (g) => isDense(g) && g.groups === 1 },
  // Winograd F(4×4, 3×3) has its place here: plain images, 3×3, stride 1, no dilation, many channels. It is not implemented.
  // All other plain images: windows packed into panels, never the whole matrix.
  { algorithm: 'gemm', when: () => true },
]

export function algorithmFor(g: Geometry, lowering: Lowering): Algorithm {
  return table.find(({ when }) => when(g, lowering))!.algorithm
}
