/**
 * Softmax and cross-entropy in one, with label smoothing ε over C classes: the target is t_c = (1 − ε)·[c = label] + ε / C,
 *
 *   loss[n] = −Σ_c t_c · log p_c,    p = softmax(logits[n]),    dlogits[n] = (p − t) / count.
 *
 *   softmaxCrossEntropy      inputs logits [N, C], labels i32 [N]          outputs losses [N], probabilities [N, C]
 *   softmaxCrossEntropyGrad  inputs probabilities, labels, scalars         outputs dlogits [N, C]
 */
import type { Value } from '../../values/value.ts'
import { op } from '../signature.ts'
export interface SoftmaxCrossEntropyAttributes {
  /** ε in [0, 1). */
  readonly smoothing: number
}

export const softmaxCrossEntropy = op<
  SoftmaxCrossEntropyAttributes,
  [logits: Value, labels: Value],
  [losses: Value, probabilities: Value]
>('logits labels > losses logits')
export const softmaxCrossEntropyGrad = op<
  SoftmaxCrossEntropyAttributes,
  [probabilities: Value, labels: Value, scalars: Value],
  [dlogits: Value]
>('logits labels scalars > logits')
