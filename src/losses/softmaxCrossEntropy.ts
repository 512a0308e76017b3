/** The loss of classification: softmax and cross-entropy in one, which is exact where the two apart would overflow. */

import { ShapeError } from '../errors/errors.ts'
import { knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { showShape, sizeOf } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import type { LossBehaviour, LossValue } from './loss.ts'

/** What `softmaxCrossEntropy` can be told. */
export interface SoftmaxCrossEntropyOptions {
  /** Label smoothing ε in [0, 1): the target is (1 − ε) of the label and ε spread over all classes. Default 0. */
  readonly smoothing?: number | undefined
}

/** The loss of classification, as a plain value. */
export interface SoftmaxCrossEntropy extends LossValue {
  readonly kind: 'softmaxCrossEntropy'
  readonly smoothing: number
}

/**
 * loss = −Σ_c t_c · log p_c with p = softmax(logits), t_c = (1 − ε)·[c = label] + ε / C, averaged over the images.
 *
 * Reads logits [C] (what the last dense layer gives: no softmax before it) and labels 0 … C − 1. Smoothing 0 by default.
 * Its gradient is (p − t) / count. A network that guesses evenly has loss log C: 2.303 for ten classes.
 * @throws OptionError where `smoothing` is outside [0, 1). @throws ShapeError (from the model) where the output is not flat.
 * Source: Bridle 1990; smoothing: Szegedy et al. 2016, Rethinking the Inception architecture.
 * @example
 * ```ts
 * console.log(softmaxCrossEntropy({ smoothing: 0.1 })) // { kind: 'softmaxCrossEntropy', smoothing: 0.1 }
 * ```
 */
export function softmaxCrossEntropy(given: SoftmaxCrossEntropyOptions = {}): SoftmaxCrossEntropy {
  const { smoothing = 0 } = knownOptions('softmaxCrossEntropy', given, ['smoothing'])
  realOption('softmaxCrossEntropy', 'smoothing', smoothing, { min: 0, max: 1 })
  if (smoothing === 1)
    throw wrongOption('softmaxCrossEntropy', 'smoothing', smoothing, say('below 1: at 1 the label has no effect'))
  return { kind: 'softmaxCrossEntropy', smoothing }
}

export const softmaxCrossEntropyLoss: LossBehaviour<SoftmaxCrossEntropy, readonly [probabilities: Value]> = {
  create: softmaxCrossEntropy,
  target: 'labels',
  takesScores: true,

  check(_, output) {
    if (output.length === 1) return
    throw new ShapeError({
      code: 'not-flat',
      message: say("softmaxCrossEntropy reads one score per class, but the model's output is not flat."),
      numbers: [say('output {output}', { output: showShape(output) })],
      fix: say('end the model with flatten() ({scores} scores) or with dense({ units: the number of classes }).', {
        scores: sizeOf(output),
      }),
      details: { output },
    })
  },

  forward({ smoothing }, { output, target, emit, value }) {
    const losses = value('losses', [])
    const probabilities = value('probabilities', output.shape.slice(1))
    emit('softmaxCrossEntropy', { smoothing }, [output, target], [losses, probabilities])
    return { losses, kept: [probabilities] }
  },

  backward({ smoothing }, { kept: [probabilities], target, scalars, emit, gradient }) {
    emit('softmaxCrossEntropyGrad', { smoothing }, [probabilities, target, scalars], [gradient])
  },
}
