/** How near the features lie to fixed centres: the output layer of LeNet-5 as it was published. */
import { ShapeError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { flatInput } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `rbf` can be told. */
export interface RbfOptions extends NameOption {
  /** One list of numbers per output, as long as the input. They are not learned, and saved with the weights. */
  readonly centres: readonly (readonly number[])[]
}

/** Radial basis functions as a plain value: what `rbf` gives. */
export interface RbfLayer extends Layer {
  readonly kind: 'rbf'
  readonly centres: readonly (readonly number[])[]
}

/**
 * y[c] = −Σ_f (x[f] − centres[c][f])², minus the squared distance, so that the nearest centre has the highest score.
 * [features] → [centres]. dx = −2 · Σ_c dy[c] · (x − centres[c]).
 *
 * No parameters; the state `centres` [centres, features] never changes. Cost: centres·features multiply-adds.
 * @throws OptionError for centres that are no lists of finite numbers of one length. @throws ShapeError (from the model) where
 * the input has another length.
 * Source: LeCun, Bottou, Bengio, Haffner 1998, Gradient-based learning applied to document recognition, equation 7.
 * @example
 * ```ts
 * const nearest = sequential('nearest', [2], [rbf({ centres: [[1, 1], [-1, -1], [1, -1]] })])
 * console.log(nearest.outputShape, nearest.parameterCount) // [ 3 ] 0
 * ```
 */
export function rbf(given: RbfOptions): RbfLayer {
  const { owner, options, head } = named('rbf', given, ['centres'])
  const centres: unknown = options.centres
  const isRow = (row: unknown): row is number[] => Array.isArray(row) && row.length > 0 && row.every(Number.isFinite)
  const length = Array.isArray(centres) && isRow(centres[0]) ? centres[0].length : 0
  if (!Array.isArray(centres) || length === 0 || !centres.every((row) => isRow(row) && row.length === length))
    throw wrongOption(owner, 'centres', centres, say('lists of finite numbers, all of one length: one list per output'))
  return { ...head, centres: centres.map((row: number[]) => [...row]) }
}

export const rbfLayer: LayerBehaviour<RbfLayer> = {
  inputs: 1,
  create: rbf,
  title: { en: 'radial basis functions', ko: '방사 기저 함수' },

  output({ centres }, inputs) {
    const features = flatInput('rbf', inputs)
    const { length } = centres[0]!
    if (features === length) return [centres.length]
    throw new ShapeError({
      code: 'centre-length',
      message: say('rbf compares its input with centres of {length} numbers, but gets {features}.', { length, features }),
      fix: say('put dense({ units: {length} }) before it, or give centres of {features} numbers.', { length, features }),
      details: { features, length },
    })
  },

  state({ centres }) {
    return { centres: { shape: [centres.length, centres[0]!.length], initial: centres.flat() } }
  },

  forward(_, { inputs, state, emit, output }) {
    const y = output()
    emit('rbf', {}, [inputs[0], state.centres!], [y])
    return y
  },

  backward(_, { inputs, state, dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('rbfGradInput', {}, [inputs[0], state.centres!, dy], [dx])
    return [dx]
  },

  macs({ centres }) {
    return centres.length * centres[0]!.length
  },

  window() {
    return 'all'
  },
}
