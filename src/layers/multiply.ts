/** The product of two branches, element by element or one number a channel: gates, as of squeeze-and-excitation. */
import { say } from '../errors/say.ts'
import { type Shape, sameShape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import { unequalInputs } from './checks.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** The product of branches as a plain value: what `multiply` gives, with every default filled in. */
export interface MultiplyLayer extends Layer {
  readonly kind: 'multiply'
}

/**
 * y = a · b, of two inputs in either order: both of one shape, or one an image [C, H, W] and the other one number a channel
 * [C, 1, 1], which stands for all places. da = dy · b; db = dy · a, summed over the places that a number stands for.
 * No options but `name`. Cost: one multiplication per element.
 * @throws OptionError for an unknown option. @throws ShapeError (from the model) where the shapes do not fit, or are not two.
 * Source: Hu, Shen, Sun 2018, Squeeze-and-excitation networks.
 * @example
 * ```ts
 * const gated = graph('gate', [8, 16, 16], (x, apply) => {
 *   const gate = apply(sigmoid(), apply(conv2d({ filters: 8, kernelSize: 1 }), x))
 *   return apply(multiply(), x, gate)
 * })
 * console.log(gated.outputShape) // [ 8, 16, 16 ]
 * ```
 */
export function multiply(given: NameOption = {}): MultiplyLayer {
  return named('multiply', given, []).head
}

export const multiplyLayer: LayerBehaviour<MultiplyLayer> = {
  inputs: 'many',
  create: multiply,
  title: { en: 'product', ko: '곱하기' },

  output(_, inputs) {
    const [a, b, ...more] = inputs
    if (more.length > 0)
      throw unequalInputs(
        'not-two',
        say('multiply takes two inputs, but got {count}.', { count: inputs.length }),
        inputs,
        say('multiply them two at a time: apply(multiply(), apply(multiply(), a, b), c).'),
      )
    if (sameShape(a, b) || isGate(b, a)) return a
    if (isGate(a, b)) return b
    throw unequalInputs(
      'unequal',
      say('multiply needs two inputs of the same shape, or an image and one number per channel.'),
      inputs,
      say(
        'give the branches the same shape, or make one of them [channels, 1, 1] with globalAvgPool2d() and a conv2d of kernelSize 1.',
      ),
    )
  },

  forward(_, { inputs, emit, output }) {
    const { all, factor } = rolesOf(inputs)
    const y = output()
    emit('multiply', {}, [inputs[all], inputs[factor]], [y])
    return y
  },

  backward(_, { inputs, dy, emit, wants, gradient }) {
    const { all, factor } = rolesOf(inputs)
    return ([0, 1] as const).map((input) => {
      if (!wants(input)) return undefined
      const dx = gradient(input)
      const sums = input === factor && !sameShape(inputs[0].shape, inputs[1].shape)
      emit(sums ? 'channelDots' : 'multiply', {}, [dy, inputs[input === all ? factor : all]], [dx])
      return dx
    })
  },
}

/** Whether `gate` is one number for each channel of `image`. */
function isGate(gate: Shape, image: Shape): boolean {
  return gate.length === 3 && image.length === 3 && sameShape(gate, [image[0]!, 1, 1])
}

/** Which input has all the elements of the output, and which it is multiplied by. */
function rolesOf([a, b]: readonly [Value, Value, ...Value[]]): { readonly all: 0 | 1; readonly factor: 0 | 1 } {
  const second = isGate(a.shape.slice(1), b.shape.slice(1)) && !sameShape(a.shape, b.shape)
  return second ? { all: 1, factor: 0 } : { all: 0, factor: 1 }
}
