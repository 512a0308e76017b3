/** Swish without an exponential: MobileNetV3’s activation. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A hard swish as a plain value: what `hardSwish` gives, with every default filled in. */
export interface HardSwishLayer extends Layer {
  readonly kind: 'hardSwish'
}

/**
 * y = x · min(max(x + 3, 0), 6) / 6; dx = dy · (0 where x < −3, 1 where x > 3, else x / 3 + 1/2). Any shape, kept. No options
 * but `name`. Cost: a few multiplications an element.
 * @throws OptionError for an unknown option.
 * Source: Howard et al. 2019, Searching for MobileNetV3.
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), hardSwish()]).outputShape) // [ 2 ]
 * ```
 */
export function hardSwish(given: NameOption = {}): HardSwishLayer {
  return named('hardSwish', given, []).head
}

export const hardSwishLayer = activationLayer<HardSwishLayer>(hardSwish, { en: 'hard swish', ko: '하드 스위시' }, () => ({
  fn: 'hardSwish',
}))
