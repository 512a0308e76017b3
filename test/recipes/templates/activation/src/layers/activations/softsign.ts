/** The softsign: a tanh that comes near to its ends more slowly. */
import { activationLayer } from '../activationLayer.ts'
import type { Layer } from '../layer.ts'
import { type NameOption, named } from '../named.ts'

/** A softsign as a plain value: what `softsign` gives, with every default filled in. */
export interface SoftsignLayer extends Layer {
  readonly kind: 'softsign'
}

/** y = x / (1 + |x|); dx = dy · (1 − |y|)². Any shape, kept. No options but `name`. @throws OptionError for an unknown option. */
export function softsign(given: NameOption = {}): SoftsignLayer {
  return named('softsign', given, []).head
}

export const softsignLayer = activationLayer<SoftsignLayer>(softsign, { en: 'softsign', ko: '소프트사인' }, () => ({
  fn: 'softsign',
}))
