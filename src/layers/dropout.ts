/**
 * Dropout: in training, a random share of the values is set to 0 and the rest made larger by as much, so that nothing
 * needs changing when the network is used. In inference it is its input itself. The mask is not stored: it is a
 * function of the seed, the step and the layer's position, and drawn again on the way back.
 */

import { realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { streams } from '../math/random.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `dropout` can be told. */
export interface DropoutOptions extends NameOption {
  /** The share that is dropped, in [0, 1). Default 0.5. */
  readonly rate?: number | undefined
}

/** Dropout as a plain value: what `dropout` gives, with every default filled in. */
export interface DropoutLayer extends Layer {
  readonly kind: 'dropout'
  readonly rate: number
}

/**
 * y = x / (1 − rate) where kept, 0 where dropped. Any shape, kept. Rate 0.5 by default. Cost: one random number an element.
 * @throws OptionError for an unknown option, or a rate outside [0, 1).
 * Source: Srivastava et al. 2014, Dropout: a simple way to prevent neural networks from overfitting.
 * @example
 * ```ts
 * const head = [flatten(), dense({ units: 128 }), relu(), dropout({ rate: 0.5 }), dense({ units: 10 })]
 * console.log(sequential('head', [64, 4, 4], head).outputShape) // [ 10 ]
 * ```
 */
export function dropout(given: DropoutOptions = {}): DropoutLayer {
  const { owner, options, head } = named('dropout', given, ['rate'])
  const { rate = 0.5 } = options
  realOption(owner, 'rate', rate, { min: 0, max: 1 })
  if (rate === 1) throw wrongOption(owner, 'rate', rate, say('below 1: a rate of 1 leaves nothing'))
  return { ...head, rate }
}

const attributes = ({ rate }: DropoutLayer, position: number) => ({ rate, stream: streams.dropout + 256 * position })

export const dropoutLayer: LayerBehaviour<DropoutLayer> = {
  inputs: 1,
  create: dropout,
  title: { en: 'dropout', ko: '드롭아웃' },
  passive: true,

  output(_, inputs) {
    return inputs[0]
  },

  forward(layer, { inputs, training, counters, position, emit, output }) {
    if (!training || layer.rate === 0) return inputs[0]
    const y = output()
    emit('dropout', attributes(layer, position), [inputs[0], counters], [y])
    return y
  },

  backward(layer, { dy, training, counters, position, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    if (!training || layer.rate === 0) return [dy]
    const dx = gradient(0)
    emit('dropout', attributes(layer, position), [dy, counters], [dx])
    return [dx]
  },
}
