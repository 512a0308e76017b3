/**
 * The gradient of a bias: dbias[c] += Σ_n Σ_h Σ_w dy[n, c, h, w] (of dense layers: [n, c]).
 *
 *   biasGrad   inputs dy [N, C, …]   outputs dbias [C] (added to)
 */
import type { Value } from '../../values/value.ts'
import { type NoAttributes, op } from '../signature.ts'

export const biasGrad = op<NoAttributes, [dy: Value], [dbias: Value]>('dy > dbias', { outputs: 'updated' })
