/** The product of two branches, element by element or one number a channel: gates, as of squeeze-and-excitation. */
import { type Shape, sameShape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import { binaryGradients, broadcastOutput } from './binaryLayer.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** The product of branches as a plain value: what `multiply` gives, with every default filled in. */
export interface MultiplyLayer extends Layer {
  readonly kind: 'multiply'
}

/**
 * y = a · b, of two inputs in either order: both of one shape, or a size is 1 and is broadcast: an image [C, H, W] and
 * one number a channel [C, 1, 1] is a gate. da = dy · b; db = dy · a; each is summed over the places that a number stands for. No
 * options but `name`. Cost: one multiplication per element.
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

  output: (_, inputs) => broadcastOutput('multiply', inputs),

  forward(_, { inputs, emit, output }) {
    const [a, b] = inputs
    const y = output()
    const { all, factor } = rolesOf(inputs)
    if (isGated(inputs)) emit('multiply', {}, [inputs[all], inputs[factor]], [y])
    else emit('binary', { fn: 'multiply' }, [a, b], [y])
    return y
  },

  backward(_, context) {
    const { inputs, dy, emit, wants, gradient } = context
    if (!isGated(inputs)) return binaryGradients('multiply', context)
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

type Two = readonly [Value, Value, ...Value[]]

/** Whether both are of one shape, or one a gate of the other: the op `multiply` knows these, and no other broadcasting. */
function isGated([{ shape: a }, { shape: b }]: Two): boolean {
  return sameShape(a, b) || isGate(a.slice(1), b.slice(1)) || isGate(b.slice(1), a.slice(1))
}

/** Whether `gate` is one number for each channel of `image`. */
function isGate(gate: Shape, image: Shape): boolean {
  return gate.length === 3 && image.length === 3 && sameShape(gate, [image[0]!, 1, 1])
}

/** Which input has all the elements of the output, and which it is multiplied by. */
function rolesOf([a, b]: Two): { readonly all: 0 | 1; readonly factor: 0 | 1 } {
  const second = isGate(a.shape.slice(1), b.shape.slice(1)) && !sameShape(a.shape, b.shape)
  return second ? { all: 1, factor: 0 } : { all: 0, factor: 1 }
}
