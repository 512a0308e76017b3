/** Clipping: values beyond two bounds become the bounds. With 0 and 6 it is ReLU6, MobileNet’s activation. */

import { OptionError } from '../../errors/errors.ts'
import { realOption } from '../../errors/options.ts'
import { asIs, say } from '../../errors/say.ts'
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** What `clip` can be told. */
export interface ClipOptions extends NameOption {
  /** The least value. Default 0. */
  readonly min?: number | undefined
  /** The largest value, above `min`. Default 6: with both defaults it is ReLU6. */
  readonly max?: number | undefined
}

/** A clipping as a plain value: what `clip` gives, with every default filled in. */
export interface ClipLayer extends Layer {
  readonly kind: 'clip'
  readonly min: number
  readonly max: number
}

/**
 * y = min(max(x, min), max); dx = dy where min < y < max, else 0. Any shape, kept. Cost: two comparisons per element.
 * @throws OptionError for an unknown option, a bound that is not a number, or a `min` that is not below `max`.
 * Source: Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10 (ReLU6).
 * @example
 * ```ts
 * console.log(clip({ min: -1, max: 1 })) // { kind: 'clip', min: -1, max: 1 }
 * ```
 */
export function clip(given: ClipOptions = {}): ClipLayer {
  const { owner, options, head } = named('clip', given, ['min', 'max'])
  const { min = 0, max = 6 } = options
  const layer = { ...head, min: realOption(owner, 'min', min), max: realOption(owner, 'max', max) }
  if (layer.min < layer.max) return layer
  throw new OptionError({
    code: 'bounds',
    message: say('{owner}: min ({min}) must be below max ({max}).', { owner, min, max }),
    fix: min === max ? say('choose a max that is larger than min.') : asIs(`clip({ min: ${max}, max: ${min} }).`),
    details: { min, max },
  })
}

export const clipLayer = activationLayer<ClipLayer>(clip, { en: 'clip', ko: '자르기' }, ({ min, max }) => ({
  fn: 'clip',
  min,
  max,
}))
