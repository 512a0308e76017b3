/** The hyperbolic tangent, plain or scaled as in LeNet-5. */
import { booleanOption } from '../../errors/options.ts'
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** What `tanh` can be told. */
export interface TanhOptions extends NameOption {
  /** true: 1.7159·tanh(2x / 3), which maps ±1 to ±1 and keeps unit variance about as it is. Default false: tanh(x). */
  readonly scaled?: boolean | undefined
}

/** A tanh as a plain value: what `tanh` gives, with every default filled in. */
export interface TanhLayer extends Layer {
  readonly kind: 'tanh'
  readonly scaled: boolean
}

/**
 * y = tanh(x), or 1.7159·tanh(2x / 3) with `scaled`; dx = dy · rate · (amplitude − y² / amplitude). Any shape, kept.
 * @throws OptionError for an unknown option.
 * Source: LeCun, Bottou, Orr, Müller 1998, Efficient BackProp, §4.4 (the scaled one; LeNet-5 uses it).
 * @example
 * ```ts
 * console.log(sequential('bent', [4], [dense({ units: 2 }), tanh()]).outputShape) // [ 2 ]
 * ```
 */
export function tanh(given: TanhOptions = {}): TanhLayer {
  const { owner, options, head } = named('tanh', given, ['scaled'])
  const { scaled = false } = options
  return { ...head, scaled: booleanOption(owner, 'scaled', scaled) }
}

export const tanhLayer = activationLayer<TanhLayer>(tanh, { en: 'tanh', ko: 'tanh' }, ({ scaled }) =>
  scaled ? { fn: 'tanh', amplitude: 1.7159, rate: 2 / 3 } : { fn: 'tanh', amplitude: 1, rate: 1 },
)
