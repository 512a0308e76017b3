/** Batch and layer normalization, and Rescaling. */
import { say } from '../../../errors/say.ts'
import {
  add,
  batchNorm2d,
  divide,
  layerNorm,
  multiply,
  parameter,
  reduceMean,
  sqrt,
  square,
  subtract,
} from '../../../layers/index.ts'
import { type Shape, sizeOf } from '../../../values/shape.ts'
import type { LayerWeights } from '../graphBuilder.ts'
import { featuresAsStored, kerasShape, permuted, storedAxis, type Tensor } from '../tensor.ts'
import { scaled, shifted } from './activations.ts'
import { axesOf, type Convert, type LayerCall, onlyInput, put } from './layerCall.ts'

/** The running statistics move by 1 − momentum: Keras counts what stays, Striate what is new. */
const batchNormalizationLayer: Convert = (call) => {
  const { config } = call
  const given = onlyInput(call)
  const shape = kerasShape(given)
  const [axis, other] = axesOf(call, 'axis', shape.length, -1)
  const isFirst = axis === 0 && other === undefined
  const isLast = axis === shape.length - 1 && other === undefined
  if (!(shape.length === 1 || (shape.length === 3 && (isFirst || isLast))))
    throw config.fail(
      say('it normalizes along axis {axis} of {shape}, which is not read here: only features, and channels of images.', {
        axis: String(config.get('axis') ?? -1),
        shape: `[${shape.join(', ')}]`,
      }),
    )
  const input = shape.length === 1 ? given : isLast ? call.builder.channelsFirst(given) : call.builder.plain(given)
  const [epsilon, momentum] = [config.number('epsilon', 1e-3), 1 - config.number('momentum', 0.99)]
  const [channels] = input.stored
  const vector = (name: string) => ({ shape: [channels!], data: featuresAsStored(call.weight(name, [channels!]), input) })
  const all = (number: number) => ({ shape: [channels!], data: new Float32Array(channels!).fill(number) })
  const [scale, centre] = [config.flag('scale', true), config.flag('center', true)]
  const affine = scale || centre
  const weights = {
    running_mean: vector('moving_mean'),
    running_var: vector('moving_variance'),
    ...(affine && { weight: scale ? vector('gamma') : all(1), bias: centre ? vector('beta') : all(0) }),
  }
  return put(
    call,
    (named) => batchNorm2d({ ...named, epsilon, affine, ...(momentum > 0 && { momentum }) }),
    input,
    input.layout,
    { weights },
  )
}

/** Of all the values of an image it is layerNorm; along some axes only, the formula is written out. */
const layerNormalizationLayer: Convert = (call) => {
  const { config } = call
  const input = onlyInput(call)
  const shape = kerasShape(input)
  const axes = axesOf(call, 'axis', shape.length, -1)
  if (axes.some((axis, i) => i > 0 && axes[i - 1]! > axis))
    throw config.wrong('axis', config.get('axis'), say('a list of axes in their order'))
  config.only('rms_scaling', false)
  const epsilon = config.number('epsilon', 1e-3)
  const sizes = axes.map((axis) => shape[axis]!)
  /** As it is broadcast over the input, in the order in which that lies. */
  const stretched = (name: string) => {
    const data = call.weight(name, sizes)
    const whole = shape.map((size, axis) => (axes.includes(axis) ? size : 1))
    if (input.layout !== 'channelsFirst') return { shape: whole, data: featuresAsStored(data, input) }
    return { shape: [whole[2]!, whole[0]!, whole[1]!], data: permuted(data, whole, [2, 0, 1]) }
  }
  const [scale, centre] = [
    config.flag('scale', true) ? stretched('gamma') : undefined,
    config.flag('center', true) ? stretched('beta') : undefined,
  ]
  if (axes.length < shape.length || shape.length === 2 || shape.length > 3)
    return alongAxes(call, input, axes, epsilon, scale, centre)
  const all = (number: number) => ({ shape: input.stored, data: new Float32Array(sizeOf(sizes)).fill(number) })
  const affine = scale !== undefined || centre !== undefined
  const weights: LayerWeights = affine ? { weight: scale ?? all(1), bias: centre ?? all(0) } : {}
  return put(call, (named) => layerNorm({ ...named, epsilon, affine }), input, input.layout, { weights })
}

interface Stretched {
  readonly shape: Shape
  readonly data: Float32Array
}

/** y = scale · (x − μ) / √(σ² + ε) + centre, with μ and σ² along the axes. */
function alongAxes(
  call: LayerCall,
  input: Tensor,
  given: readonly number[],
  epsilon: number,
  scale?: Stretched,
  centre?: Stretched,
): Tensor {
  const { layout } = input
  const axes = given.map((axis) => storedAxis(input, axis))
  const mean = (tensor: Tensor, part: string) => put(call, (named) => reduceMean({ ...named, axes }), tensor, layout, { part })
  const centred = put(call, subtract, [input, mean(input, 'mean')], layout, { part: 'centred' })
  const variance = mean(put(call, square, centred, layout, { part: 'squares' }), 'variance')
  const deviation = put(call, sqrt, shifted(call, variance, epsilon, 'epsilon'), layout, { part: 'deviation' })
  let y = put(call, divide, [centred, deviation], layout, { part: 'standardized' })
  const learned = (value: Stretched, part: string) =>
    put(call, (named) => parameter({ ...named, shape: value.shape }), [], layout, { weights: { value }, part })
  if (scale) y = put(call, multiply, [y, learned(scale, 'gamma')], layout, { part: 'scaled' })
  if (centre) y = put(call, add, [y, learned(centre, 'beta')], layout, { part: 'moved' })
  return y
}

/** x · scale + offset: numbers, or one for each channel. */
const rescalingLayer: Convert = (call) => {
  const input = onlyInput(call)
  const listed = (key: string, otherwise: number) => {
    const value = call.config.get(key) ?? otherwise
    return Array.isArray(value) ? value : call.config.number(key, otherwise)
  }
  const [scale, offset] = [listed('scale', 1), listed('offset', 0)]
  let y = input
  if (Array.isArray(scale)) y = put(call, multiply, [y, perChannel(call, y, 'scale', scale)], y.layout, { part: 'scaled' })
  else if (scale !== 1) y = scaled(call, y, scale, 'scaled')
  if (Array.isArray(offset)) return put(call, add, [y, perChannel(call, y, 'offset', offset)], y.layout, { part: 'moved' })
  return offset === 0 ? y : shifted(call, y, offset, 'moved')
}

function perChannel(call: LayerCall, tensor: Tensor, key: string, values: readonly unknown[]): Tensor {
  const shape = kerasShape(tensor)
  const last = shape.at(-1)!
  if (typeof tensor.layout === 'object' || values.length !== last || !values.every(Number.isFinite))
    throw call.config.wrong(key, values, say('a number, or one for each of {count} channels', { count: last }))
  const stored = storedAxis(tensor, shape.length - 1)
  const stretched = shape.map((_, axis) => (axis === stored ? last : 1))
  return call.builder.constant(`${call.name}/${key}`, stretched, values as number[], tensor.layout)
}

export const normalizations: Readonly<Record<string, Convert>> = {
  BatchNormalization: batchNormalizationLayer,
  LayerNormalization: layerNormalizationLayer,
  Rescaling: rescalingLayer,
}
