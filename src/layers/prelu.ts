/** The parametric rectifier: negative values get a slope that is learned. */
import { booleanOption, realOption } from '../errors/options.ts'
import { constant } from '../initializers/initializer.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `prelu` can be told. */
export interface PreluOptions extends NameOption {
  /** Whether each channel has a slope of its own; else all share one. Default true. */
  readonly perChannel?: boolean | undefined
  /** What the slopes begin with. Default 0.25. */
  readonly slope?: number | undefined
}

/** A parametric rectifier as a plain value: what `prelu` gives, with every default filled in. */
export interface PreluLayer extends Layer {
  readonly kind: 'prelu'
  readonly perChannel: boolean
  readonly slope: number
}

/**
 * y = x where x > 0, else weight[c] · x. Any shape [C, …], kept. dx = dy · (1 where x > 0, else weight[c]), and
 * dweight[c] = Σ dy · x over the places where x ≤ 0.
 *
 * Parameters: weight [C], or [1] where `perChannel` is false (as PyTorch's PReLU has it by default); all begin with `slope`.
 * Weight decay draws them towards 0, that is relu, and the paper uses none here. Cost: one multiplication per element.
 * @throws OptionError for an unknown option, or a slope that is not a number.
 * Source: He, Zhang, Ren, Sun 2015, Delving deep into rectifiers.
 * @example
 * ```ts
 * const model = sequential('rectified', [1, 28, 28], [conv2d({ filters: 6, kernelSize: 5 }), prelu()])
 * console.log(model.outputShape, model.parameterCount) // [ 6, 24, 24 ] 162
 * ```
 */
export function prelu(given: PreluOptions = {}): PreluLayer {
  const { owner, options, head } = named('prelu', given, ['perChannel', 'slope'])
  const { perChannel = true, slope = 0.25 } = options
  return {
    ...head,
    perChannel: booleanOption(owner, 'perChannel', perChannel),
    slope: realOption(owner, 'slope', slope),
  }
}

export const preluLayer: LayerBehaviour<PreluLayer> = {
  inputs: 1,
  create: prelu,
  title: { en: 'PReLU', ko: 'PReLU' },
  passive: true,

  output(_, inputs) {
    return inputs[0]
  },

  parameters({ perChannel, slope }, [input]) {
    const shape = perChannel ? input.slice(0, 1) : [1]
    return { weight: { shape, initializer: constant(slope), fanIn: 1, fanOut: 1 } }
  },

  forward(_, { inputs, parameters, emit, output }) {
    const y = output()
    emit('prelu', {}, [inputs[0], parameters.weight!], [y])
    return y
  },

  backward(_, { inputs, parameters, gradients, dy, emit, wants, gradient }) {
    emit('preluGradWeight', {}, [inputs[0], dy], [gradients.weight!])
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('preluGradInput', {}, [inputs[0], dy, parameters.weight!], [dx])
    return [dx]
  },
}
