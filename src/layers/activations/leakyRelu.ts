/** The leaky rectifier: negative values are made small instead of 0, so that a unit never stops learning. */
import { realOption } from '../../errors/options.ts'
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** What `leakyRelu` can be told. */
export interface LeakyReluOptions extends NameOption {
  /** What negative values are multiplied by, at least 0. Default 0.01. */
  readonly slope?: number | undefined
}

/** A leaky ReLU as a plain value: what `leakyRelu` gives, with every default filled in. */
export interface LeakyReluLayer extends Layer {
  readonly kind: 'leakyRelu'
  readonly slope: number
}

/**
 * y = x where x > 0, else slope·x; dx = dy · (1 where y > 0, else slope). Any shape, kept. Cost: one multiplication per element.
 * @throws OptionError for an unknown option, or a slope that is negative or not a number.
 * Source: Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network acoustic models.
 * @example
 * ```ts
 * console.log(leakyRelu({ slope: 0.2 })) // { kind: 'leakyRelu', slope: 0.2 }
 * ```
 */
export function leakyRelu(given: LeakyReluOptions = {}): LeakyReluLayer {
  const { owner, options, head } = named('leakyRelu', given, ['slope'])
  const { slope = 0.01 } = options
  return { ...head, slope: realOption(owner, 'slope', slope, { min: 0 }) }
}

export const leakyReluLayer = activationLayer<LeakyReluLayer>(leakyRelu, { en: 'leaky ReLU', ko: 'leaky ReLU' }, ({ slope }) => ({
  fn: 'leakyRelu',
  slope,
}))
