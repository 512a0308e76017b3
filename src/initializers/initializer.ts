/**
 * Initializers as plain values, so that a model goes to JSON and back. What they draw is in `initialize.ts`; here are
 * the values themselves and the check of one that someone passed as an option.
 *
 *   constant  every element is `value`
 *   normal    N(0, std²)                                    (the lecture: std 0.01)
 *   lecun     N(0, 1 / fanIn)        (LeCun et al. 1998, Efficient BackProp)
 *   glorot    U(−a, a), a = √(6 / (fanIn + fanOut))         (Glorot, Bengio 2010)
 *   he        N(0, 2 / fanIn)                               (He et al. 2015)
 */

import { OptionError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { knownOptions, realOption, show, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { shortened } from '../errors/shortened.ts'

/** How parameters begin, as a plain value: made by `constant`, `normal`, `lecun`, `glorot` and `he`. */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly std: number }
  | { readonly kind: 'lecun' }
  | { readonly kind: 'glorot' }
  | { readonly kind: 'he' }

/**
 * Every element is `value` (0 by default): what biases begin with.
 * @throws OptionError where `value` is not a finite number.
 * @example
 * ```ts
 * console.log(dense({ units: 2, biasInitializer: constant(0.1) }).kind) // dense
 * ```
 */
export function constant(value = 0): Initializer {
  return { kind: 'constant', value: realOption('constant', 'value', value) }
}

/**
 * N(0, std²), std 0.01 by default: small numbers whatever the layer's size, as the lecture has it. Fine for a few
 * layers; in a deep network the signal dies away, and one of the scaled initializers is the better choice.
 * @throws OptionError where `std` is negative or not a number.
 * @example
 * ```ts
 * console.log(conv2d({ filters: 6, kernelSize: 5, initializer: normal(0.05) }).kind) // conv2d
 * ```
 */
export function normal(std = 0.01): Initializer {
  return { kind: 'normal', std: realOption('normal', 'std', std, { min: 0 }) }
}

/**
 * N(0, 1 / fanIn): the sum of fanIn products of unit variance has unit variance again. The default of conv2d and dense.
 * Source: LeCun, Bottou, Orr, Müller 1998, Efficient BackProp, §4.6.
 * @example
 * ```ts
 * console.log(dense({ units: 84, initializer: lecun() }).kind) // dense
 * ```
 */
export function lecun(): Initializer {
  return { kind: 'lecun' }
}

/**
 * U(−a, a) with a = √(6 / (fanIn + fanOut)), variance 2 / (fanIn + fanOut): a compromise between keeping the variance
 * of the signal on the way forward and that of the gradient on the way back. Made for tanh and sigmoid.
 * Source: Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward neural networks.
 * @example
 * ```ts
 * console.log(dense({ units: 84, initializer: glorot() }).kind) // dense
 * ```
 */
export function glorot(): Initializer {
  return { kind: 'glorot' }
}

/**
 * N(0, 2 / fanIn): twice LeCun's variance, since relu throws half of the signal away.
 * Source: He, Zhang, Ren, Sun 2015, Delving Deep into Rectifiers.
 * @example
 * ```ts
 * console.log(conv2d({ filters: 6, kernelSize: 5, initializer: he() }).kind) // conv2d
 * ```
 */
export function he(): Initializer {
  return { kind: 'he' }
}

const factories = {
  constant: ({ value }: { value?: number }) => constant(value),
  normal: ({ std }: { std?: number }) => normal(std),
  lecun,
  glorot,
  he,
}
const optionNames = { constant: ['value'], normal: ['std'], lecun: [], glorot: [], he: [] } as const

/** Checks an initializer that came as an option (or as JSON) and gives it back with its defaults. */
export function initializerOption(owner: string, name: string, value: unknown): Initializer {
  if (typeof value !== 'object' || value === null || !('kind' in value) || typeof value.kind !== 'string')
    throw wrongOption(
      owner,
      name,
      value,
      say('an initializer'),
      say('use one of lecun(), he(), glorot(), normal(0.01), constant(0).'),
    )
  const { kind, ...options } = value
  const known = Object.keys(factories)
  if (!known.includes(kind))
    throw new OptionError({
      code: 'unknown-initializer',
      message: say('{owner}: {name} is not a known initializer. Received: {kind}.', { owner, name, kind: show(kind) }),
      fix: suggest(kind, known),
      details: { owner, option: name, kind: shortened(kind, 60), known },
    })
  return factories[kind as Initializer['kind']](
    knownOptions(`${owner}: ${kind}`, options, optionNames[kind as Initializer['kind']]),
  )
}
