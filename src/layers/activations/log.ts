/** The natural logarithm as a layer. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A logarithm as a plain value: what `log` gives, with every default filled in. */
export interface LogLayer extends Layer {
  readonly kind: 'log'
}

/**
 * y = ln x; dx = dy / x. Any shape, kept. At 0 y is −∞, and below NaN. No options but `name`. Cost: one logarithm per element.
 * @throws OptionError for an unknown option.
 * @example
 * ```ts
 * console.log(sequential('function', [4], [sigmoid(), log()]).outputShape) // [ 4 ]
 * ```
 */
export function log(given: NameOption = {}): LogLayer {
  return named('log', given, []).head
}

export const logLayer = activationLayer<LogLayer>(log, { en: 'logarithm', ko: '로그' }, () => ({ fn: 'log' }))
