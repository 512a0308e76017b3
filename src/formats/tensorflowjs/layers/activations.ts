/** Activations, as layers and by their names in other layers. */
import { show } from '../../../errors/options.ts'
import { say } from '../../../errors/say.ts'
import {
  add,
  clip,
  elu,
  exp,
  gelu,
  hardSigmoid,
  hardSwish,
  leakyRelu,
  mish,
  multiply,
  negate,
  parameter,
  prelu,
  relu,
  sigmoid,
  silu,
  softmax,
  softplus,
  subtract,
  tanh,
} from '../../../layers/index.ts'
import type { Layer } from '../../../layers/layer.ts'
import { type Shape, sizeOf } from '../../../values/shape.ts'
import { Config, isFields } from '../fields.ts'
import { featuresAsStored, kerasShape, permuted, storedAxis, type Tensor } from '../tensor.ts'
import { axesOf, type Convert, type LayerCall, onlyInput, put } from './layerCall.ts'

type Make = (options: { readonly name: string }) => Layer

/** Those that are one layer here. Keras writes some names in two ways. */
const simple: Readonly<Record<string, Make>> = {
  relu,
  relu6: ({ name }) => clip({ name, min: 0, max: 6 }),
  sigmoid,
  tanh,
  elu,
  softplus,
  swish: silu,
  silu,
  gelu,
  mish,
  exponential: exp,
  hard_silu: hardSwish,
  hard_swish: hardSwish,
}
/** Klambauer et al. 2017: α and λ of the self-normalizing unit. */
const [seluAlpha, seluScale] = [1.6732632423543772, 1.0507009873554805]

/** Behind a layer, what its field `activation` says. */
export function activated(call: LayerCall, tensor: Tensor): Tensor {
  return activation(call, tensor, call.config.get('activation'), true)
}

/** `behind`: the layer has computed something already, and bears the name. */
function activation(call: LayerCall, tensor: Tensor, given: unknown, behind: boolean): Tensor {
  const name = nameOf(given)
  if (name === undefined) return asLayer(call, tensor, given)
  const { layout } = tensor
  const part = (own: string) => (behind ? { part: own } : {})
  if (name === 'linear') return tensor
  if (name === 'softmax') return softmaxOf(call, tensor, kerasShape(tensor).length - 1, part('softmax').part)
  if (name === 'selu') {
    const bent = put(call, (named) => elu({ ...named, alpha: seluAlpha }), tensor, layout, { part: 'elu' })
    return scaled(call, bent, seluScale, 'selu')
  }
  if (name === 'hard_sigmoid') return hardSigmoidOf(call, tensor)
  if (Object.hasOwn(simple, name)) return put(call, simple[name]!, tensor, layout, part(name))
  throw call.config.fail(
    say('its activation is {name}, which is not read here.', { name: show(name) }),
    say('known: {names}', { names: ['linear', 'softmax', 'selu', 'hard_sigmoid', ...Object.keys(simple)].join(', ') }),
  )
}

/** 'relu', { class_name: 'relu' }, { class_name: 'function', config: 'relu' }: undefined of a layer that is used as one. */
function nameOf(given: unknown): string | undefined {
  if (given === undefined) return 'linear'
  // TensorFlow.js writes hardSigmoid.
  const plain = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (typeof given === 'string') return plain(given)
  if (!isFields(given)) return undefined
  const { class_name: className, config } = given
  if (className === 'function' && typeof config === 'string') return plain(config)
  return typeof className === 'string' && /^[a-z]/.test(className) && Object.keys(isFields(config) ? config : {}).length === 0
    ? plain(className)
    : undefined
}

/** A layer as an activation: Dense(activation=LeakyReLU()). */
function asLayer(call: LayerCall, tensor: Tensor, given: unknown): Tensor {
  const { class_name: className, config } = isFields(given) ? given : {}
  const convert = { ReLU: reluLayer, LeakyReLU: leakyReluLayer, ELU: eluLayer, Softmax: softmaxLayer }[String(className)]
  if (!convert || !isFields(given))
    throw call.config.fail(say('its activation is {name}, which is not read here.', { name: show(className ?? given) }))
  const fields = isFields(config) ? config : {}
  return convert({ ...call, name: `${call.name}/activation`, config: new Config(fields, call.config.fail), inputs: [tensor] })
}

/** x · factor. */
export function scaled(call: LayerCall, tensor: Tensor, factor: number, part: string): Tensor {
  const ones = tensor.stored.map(() => 1)
  const number = call.builder.constant(`${call.name}/${part}.factor`, ones, [factor], tensor.layout)
  return put(call, multiply, [tensor, number], tensor.layout, { part })
}

/** x + number. */
export function shifted(call: LayerCall, tensor: Tensor, by: number, part: string): Tensor {
  const ones = tensor.stored.map(() => 1)
  const number = call.builder.constant(`${call.name}/${part}.number`, ones, [by], tensor.layout)
  return put(call, add, [tensor, number], tensor.layout, { part })
}

/** 0.2·x + 0.5, in [0, 1]; since Keras 3 x / 6 + 0.5. */
function hardSigmoidOf(call: LayerCall, tensor: Tensor): Tensor {
  const { by, like } = call.origin
  if (by === 'keras3' && like === undefined)
    throw call.config.fail(
      say('hard_sigmoid is x / 6 + 0.5 in Keras 3, which made the model, and 0.2·x + 0.5 in TensorFlow.js.'),
      say("say whose numbers you want: { like: 'keras' } or { like: 'tensorflowjs' }."),
    )
  if (by === 'keras3' && like === 'keras') return put(call, hardSigmoid, tensor, tensor.layout, { part: 'hard_sigmoid' })
  const line = shifted(call, scaled(call, tensor, 0.2, 'steep'), 0.5, 'half')
  return put(call, ({ name }) => clip({ name, min: 0, max: 1 }), line, tensor.layout, { part: 'hard_sigmoid' })
}

function softmaxOf(call: LayerCall, tensor: Tensor, axis: number, part?: string): Tensor {
  const stored = storedAxis(tensor, axis)
  return put(call, ({ name }) => softmax({ name, axis: stored }), tensor, tensor.layout, part === undefined ? {} : { part })
}

const activationLayer: Convert = (call) => {
  if (call.config.get('activation') === undefined) throw call.config.wrong('activation', undefined, say('a name'))
  return activation(call, onlyInput(call), call.config.get('activation'), false)
}

const reluLayer: Convert = (call) => {
  const { config } = call
  const input = onlyInput(call)
  config.only('threshold', 0)
  const slope = config.number('negative_slope', 0)
  const most = config.get('max_value')
  if (most === undefined)
    return put(call, (named) => (slope === 0 ? relu(named) : leakyRelu({ ...named, slope })), input, input.layout)
  config.only('negative_slope', 0)
  if (typeof most !== 'number' || !(most > 0)) throw config.wrong('max_value', most, say('a number above {min}', { min: 0 }))
  return put(call, (named) => clip({ ...named, min: 0, max: most }), input, input.layout)
}

const leakyReluLayer: Convert = (call) => {
  const input = onlyInput(call)
  // Keras 3 renamed it.
  const slope = call.config.number(call.config.get('negative_slope') === undefined ? 'alpha' : 'negative_slope', 0.3)
  return put(call, (named) => leakyRelu({ ...named, slope }), input, input.layout)
}

const eluLayer: Convert = (call) => {
  const input = onlyInput(call)
  const alpha = call.config.number('alpha', 1)
  return put(call, (named) => elu({ ...named, alpha }), input, input.layout)
}

const softmaxLayer: Convert = (call) => {
  const input = onlyInput(call)
  const [axis, other] = axesOf(call, 'axis', input.stored.length, -1)
  if (other !== undefined) throw call.config.wrong('axis', call.config.get('axis'), say('one axis'))
  return softmaxOf(call, input, axis!)
}

/** A slope for each channel, for each feature, or one for all; for each place of an image, y = relu(x) − slope · relu(−x). */
const preluLayer: Convert = (call) => {
  const input = onlyInput(call)
  const shape = kerasShape(input)
  const shared = call.config.get('shared_axes') === undefined ? [] : axesOf(call, 'shared_axes', shape.length, 1)
  const slopes: Shape = shape.map((size, axis) => (shared.includes(axis) ? 1 : size))
  const alpha = call.weight('alpha', slopes)
  const one = sizeOf(slopes) === 1
  const stored = slopes.map((_, axis) => storedAxis(input, axis))
  // Only the first axis as it lies has more than one slope: those of prelu.
  const alongFirst = slopes.every((size, axis) => size === 1 || stored[axis] === 0)
  if (one || alongFirst) {
    const data = one ? alpha : featuresAsStored(alpha, input)
    return put(call, (named) => prelu({ ...named, perChannel: !one }), input, input.layout, {
      weights: { weight: { shape: [data.length], data } },
    })
  }
  const isImage = input.layout === 'channelsFirst'
  const value = isImage
    ? { shape: [slopes[2]!, slopes[0]!, slopes[1]!], data: permuted(alpha, slopes, [2, 0, 1]) }
    : { shape: slopes, data: alpha }
  const slope = put(call, (named) => parameter({ ...named, shape: value.shape }), [], input.layout, { weights: { value } })
  const above = put(call, relu, input, input.layout, { part: 'above' })
  const below = put(call, relu, put(call, negate, input, input.layout, { part: 'negative' }), input.layout, { part: 'below' })
  const bent = put(call, multiply, [below, slope], input.layout, { part: 'bent' })
  return put(call, subtract, [above, bent], input.layout, { part: 'difference' })
}

export const activationLayers: Readonly<Record<string, Convert>> = {
  Activation: activationLayer,
  ReLU: reluLayer,
  LeakyReLU: leakyReluLayer,
  ELU: eluLayer,
  Softmax: softmaxLayer,
  PReLU: preluLayer,
}
