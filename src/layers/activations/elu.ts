/** The exponential linear unit: below 0 it bends towards −α instead of stopping there, so that means stay near 0. */
import { realOption } from '../../errors/options.ts'
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** What `elu` can be told. */
export interface EluOptions extends NameOption {
  /** What very negative values come near to, with a minus: at least 0. Default 1. */
  readonly alpha?: number | undefined
}

/** An ELU as a plain value: what `elu` gives, with every default filled in. */
export interface EluLayer extends Layer {
  readonly kind: 'elu'
  readonly alpha: number
}

/**
 * y = x where x > 0, else α · (eˣ − 1); dx = dy · (1 where y > 0, else y + α). Any shape, kept.
 * Cost: one exponential per element.
 * @throws OptionError for an unknown option, or an alpha that is negative or not a number.
 * Source: Clevert, Unterthiner, Hochreiter 2015, Fast and accurate deep network learning by exponential linear units.
 * @example
 * ```ts
 * console.log(elu({ alpha: 0.5 })) // { kind: 'elu', alpha: 0.5 }
 * ```
 */
export function elu(given: EluOptions = {}): EluLayer {
  const { owner, options, head } = named('elu', given, ['alpha'])
  const { alpha = 1 } = options
  return { ...head, alpha: realOption(owner, 'alpha', alpha, { min: 0 }) }
}

export const eluLayer = activationLayer<EluLayer>(elu, { en: 'ELU', ko: 'ELU' }, ({ alpha }) => ({ fn: 'elu', alpha }))
