/** Every element times one number. */
import { realOption } from '../errors/options.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `scale` can be told. */
export interface ScaleOptions extends NameOption {
  readonly factor: number
}

/** Every element times one number, as a plain value: what `scale` gives. */
export interface ScaleLayer extends Layer {
  readonly kind: 'scale'
  readonly factor: number
}

/**
 * y = factor · x, of any shape.
 * @throws OptionError for an option that is missing, unknown or no number.
 */
export function scale(given: ScaleOptions): ScaleLayer {
  const { owner, options, head } = named('scale', given, ['factor'])
  return { ...head, factor: realOption(owner, 'factor', options.factor) }
}

export const scaleLayer: LayerBehaviour<ScaleLayer> = {
  inputs: 1,
  create: scale,

  output(_, [shape]) {
    return shape
  },

  forward({ factor }, { inputs: [x], emit, output }) {
    const y = output()
    emit('scale', { factor }, [x], [y])
    return y
  },

  backward({ factor }, { dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('scale', { factor }, [dy], [dx])
    return [dx]
  },
}
