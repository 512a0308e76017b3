/**
 * Batch normalisation: every channel gets a mean of 0 and a variance of 1, and then a scale and a shift that are learned. In
 * training, mean and variance are those of the batch; running averages of them are kept for inference.
 */

import { ShapeError } from '../errors/errors.ts'
import { booleanOption, realOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { constant } from '../initializers/index.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { newValue } from '../values/value.ts'
import type { Layer, LayerBehaviour, ParameterSpec } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `batchNorm2d` can be told. */
export interface BatchNorm2dOptions extends NameOption {
  /** Added to the variance, so that nothing is divided by 0. Default 1e-5. */
  readonly epsilon?: number | undefined
  /**
   * How much of a batch's statistics the running ones take, in (0, 1], as in PyTorch; what Keras calls momentum is 1 minus it.
   * Default 0.1.
   */
  readonly momentum?: number | undefined
  /** Whether a scale and a shift are learned. Default true. */
  readonly affine?: boolean | undefined
}

/** Batch normalisation as a plain value: what `batchNorm2d` gives, with every default filled in. */
export interface BatchNorm2dLayer extends Layer {
  readonly kind: 'batchNorm2d'
  readonly epsilon: number
  readonly momentum: number
  readonly affine: boolean
}

/**
 * y = γ·(x − μ) / √(σ² + ε) + β for each channel. [channels, height, width] (or [features]), kept.
 *
 * In training μ and σ² are the mean and the variance (over M, not M − 1) of the batch and its places. Each update moves the
 * running ones by `momentum`: running = (1 − m)·running + m·batch, the variance over M − 1; inference reads these. A batch
 * needs more than one number a channel. Where the layer is frozen, training reads the running ones, too, and leaves them.
 *
 * Parameters: weight γ [channels], from 1; bias β [channels], from 0. State: running_mean [channels], from 0; running_var
 * [channels], from 1, saved with the parameters. Cost: a few operations an element. A bias of the convolution before it has no
 * effect: `conv2d({ bias: false })`.
 * @throws OptionError for an option that is unknown or out of range.
 * Source: Ioffe, Szegedy 2015, Batch normalization: accelerating deep network training by reducing internal covariate shift.
 * @example
 * ```ts
 * const block = [conv2d({ filters: 16, kernelSize: 3, padding: 1, bias: false }), batchNorm2d(), relu()]
 * console.log(sequential('block', [3, 32, 32], block).parameterCount) // 464
 * ```
 */
export function batchNorm2d(given: BatchNorm2dOptions = {}): BatchNorm2dLayer {
  const { owner, options, head } = named('batchNorm2d', given, ['epsilon', 'momentum', 'affine'])
  const { epsilon = 1e-5, momentum = 0.1, affine = true } = options
  return {
    ...head,
    epsilon: realOption(owner, 'epsilon', epsilon, { min: smallestFloat }),
    momentum: realOption(owner, 'momentum', momentum, { min: 0, max: 1, open: true }),
    affine: booleanOption(owner, 'affine', affine),
  }
}

/** The engine adds ε in single precision, where less than this can be 0. */
const smallestFloat = 2 ** -126

const channelsOf = ([shape]: readonly [Shape]): Shape => shape.slice(0, 1)

export const batchNorm2dLayer: LayerBehaviour<BatchNorm2dLayer> = {
  inputs: 1,
  create: batchNorm2d,
  title: { en: 'batch normalization', ko: '배치 정규화' },
  passive: true,

  output(_, [shape]) {
    if (shape.length === 3 || shape.length === 1) return shape
    throw new ShapeError({
      code: 'not-an-image',
      message: say('{kind} reads images [channels, height, width], but its input has {count} dimensions.', {
        kind: 'batchNorm2d',
        count: shape.length,
      }),
      numbers: [say('input {shape}', { shape: showShape(shape) })],
    })
  },

  parameters({ affine }, inputs) {
    const shared = { shape: channelsOf(inputs), fanIn: 1, fanOut: 1 }
    const both = { weight: { ...shared, initializer: constant(1) }, bias: { ...shared, initializer: constant(0) } }
    const none: Readonly<Record<string, ParameterSpec>> = {}
    return affine ? both : none
  },

  // Named as PyTorch and safetensors files name them.
  state(_, inputs) {
    const shape = channelsOf(inputs)
    return { running_mean: { shape, initial: 0 }, running_var: { shape, initial: 1 } }
  },

  forward({ epsilon, momentum }, { inputs: [x], parameters: { weight, bias }, state, training, emit, update, keepOnce, output }) {
    const y = output()
    const [runningMean, runningVariance] = [state.running_mean!, state.running_var!]
    const affine = weight && bias ? ([weight, bias] as const) : ([] as const)
    if (!training) {
      emit('channelNorm', { epsilon }, [x, runningMean, runningVariance, ...affine], [y])
      return y
    }
    const [batch, channels = 1] = x.shape
    const count = sizeOf(x.shape) / channels
    if (count === 1) throw oneNumber(batch!)
    const [mean, variance] = [keepOnce('mean', [channels]), keepOnce('variance', [channels])]
    emit('channelMoments', {}, [x], [mean, variance])
    emit('channelNorm', { epsilon }, [x, mean, variance, ...affine], [y])
    update('axpby', { a: momentum, b: 1 - momentum }, [mean], [runningMean])
    update('axpby', { a: (momentum * count) / (count - 1), b: 1 - momentum }, [variance], [runningVariance])
    return y
  },

  backward({ epsilon }, { inputs: [x], parameters: { weight }, state, training, kept, gradients, dy, emit, wants, gradient }) {
    const scale = weight ? ([weight] as const) : ([] as const)
    if (!training) {
      if (!wants(0)) return [undefined]
      const dx = gradient(0)
      emit('channelScale', { epsilon }, [dy, state.running_var!, ...scale], [dx])
      return [dx]
    }
    const [mean, variance] = [kept.mean!, kept.variance!]
    const sum = (name: string) => newValue(name, mean.shape, { role: 'workspace' })
    const [dySum, dyXSum] = [sum(`${dy.name}.sum`), sum(`${dy.name}.products`)]
    emit('channelNormSums', { epsilon }, [dy, x, mean, variance], [dySum, dyXSum])
    if (gradients.weight) emit('axpby', { a: 1, b: 1 }, [dyXSum], [gradients.weight])
    if (gradients.bias) emit('axpby', { a: 1, b: 1 }, [dySum], [gradients.bias])
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('channelNormGrad', { epsilon }, [dy, x, mean, variance, dySum, dyXSum, ...scale], [dx])
    return [dx]
  },
}

function oneNumber(batch: number): ShapeError {
  return new ShapeError({
    code: 'one-number',
    message: say('a batch of {batch} has one number per channel here, which has no variance.', { batch }),
    fix: say('train with larger batches, also at the end of an epoch; or freeze this layer.'),
    details: { batch },
  })
}
