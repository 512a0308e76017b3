/**
 * The behaviour that arithmetic of two inputs shares. One number stands for several places where a size is 1: then the gradient
 * of that input is the sum over them.
 */

import { say } from '../errors/say.ts'
import type { BinaryFunction } from '../ops/binary/op.ts'
import { broadcastShape, mostDimensions } from '../ops/shared/broadcast.ts'
import type { Words } from '../text/language.ts'
import { type Shape, sameShape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import { unequalInputs } from './checks.ts'
import type { BackwardContext, Layer, LayerBehaviour } from './layer.ts'

/** A layer y = fn(a, b) of two inputs. */
export function binaryLayer<L extends Layer & { readonly kind: BinaryFunction }>(
  create: (options?: { readonly name?: string | undefined }) => L,
  title: Words,
): LayerBehaviour<L> {
  return {
    inputs: 'many',
    create,
    title,

    output: ({ kind }, inputs) => broadcastOutput(kind, inputs),

    forward({ kind }, { inputs: [a, b], emit, output }) {
      const y = output()
      emit('binary', { fn: kind }, [a, b], [y])
      return y
    },

    backward: ({ kind }, context) => binaryGradients(kind, context),
  }
}

/** The shape of y. @throws ShapeError where the inputs are not two, or do not fit */
export function broadcastOutput(kind: BinaryFunction, inputs: readonly [Shape, Shape, ...Shape[]]): Shape {
  const [a, b] = inputs
  if (inputs.length > 2)
    throw unequalInputs(
      'not-two',
      say('{kind} takes two inputs, but got {count}.', { kind, count: inputs.length }),
      inputs,
      say('join them two at a time: apply({kind}(), apply({kind}(), a, b), c).', { kind }),
    )
  if (a.length !== b.length)
    throw unequalInputs(
      'unequal',
      say('{kind} needs inputs with the same number of dimensions.', { kind }),
      inputs,
      say('reshape one of them, with sizes of 1 where it is to be broadcast: [channels, 1, 1].'),
    )
  const shape = broadcastShape(a, b)
  if (!shape)
    throw unequalInputs(
      'unequal',
      say('{kind} needs inputs of the same shape; a size may also be 1, which is then broadcast.', { kind }),
      inputs,
      say('give the branches the same filters, strides and padding; or sizes of 1: [channels, 1, 1] is a number per channel.'),
    )
  if (shape.length >= mostDimensions)
    throw unequalInputs(
      'too-many-dimensions',
      say('{kind} takes inputs of at most {most} dimensions.', { kind, most: mostDimensions - 1 }),
      inputs,
      say('flatten() both, if their shapes are the same.'),
    )
  return shape
}

/** The gradients of both inputs: dy times the slope, summed where one number stood for several places. */
export function binaryGradients(
  fn: BinaryFunction,
  { inputs: [a, b], dy, emit, keep, wants, gradient }: BackwardContext<readonly [Value, Value, ...Value[]]>,
): readonly (Value | undefined)[] {
  return [a, b].map((input, i) => {
    if (!wants(i)) return undefined
    const whole = sameShape(input.shape, dy.shape)
    const isDy = fn === 'add' || (fn === 'subtract' && i === 0)
    if (whole && isDy) return dy
    const dx = gradient(i)
    const each = isDy ? dy : whole ? dx : keep(`input${i}.places.gradient`, dy.shape.slice(1))
    if (!isDy) emit('binaryGrad', { fn, of: i === 0 ? 'a' : 'b' }, [a, b, dy], [each])
    if (!whole) emit('reduce', { fn: 'sum' }, [each], [dx])
    return dx
  })
}
