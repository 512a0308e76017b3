/** The logistic function in straight lines: gates of small networks. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A hard sigmoid as a plain value: what `hardSigmoid` gives, with every default filled in. */
export interface HardSigmoidLayer extends Layer {
  readonly kind: 'hardSigmoid'
}

/**
 * y = min(max(x / 6 + 1/2, 0), 1); dx = dy / 6 where 0 < y < 1, else 0. Any shape, kept. No options but `name`. Cost: two
 * comparisons and a division per element.
 * @throws OptionError for an unknown option.
 * Source: Howard et al. 2019, Searching for MobileNetV3 (in this form; Courbariaux, Bengio, David 2015 with 0.2 for 1/6).
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), hardSigmoid()]).outputShape) // [ 2 ]
 * ```
 */
export function hardSigmoid(given: NameOption = {}): HardSigmoidLayer {
  return named('hardSigmoid', given, []).head
}

export const hardSigmoidLayer = activationLayer<HardSigmoidLayer>(
  hardSigmoid,
  { en: 'hard sigmoid', ko: '하드 시그모이드' },
  () => ({ fn: 'hardSigmoid' }),
)
