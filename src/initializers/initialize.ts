/**
 * Draws the first values of a parameter. Element i of parameter number `index` of a model depends on the seed, the
 * index and i alone, so equal seeds give equal weights, bit for bit, in Node and in every browser: the generator is
 * counter-based, and log, cos and sin are our own polynomials.
 */
import { cos, log, sin } from '../math/elementary.ts'
import { type RandomSource, random, streams } from '../math/random.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import type { Initializer } from './initializer.ts'

/** What an initializer needs to know of a parameter (a layer's ParameterSpec is one). */
export interface InitializedShape {
  readonly shape: Shape
  readonly fanIn: number
  readonly fanOut: number
}

/** `index` counts the parameters of the model, in the order in which they are stored; `values` takes them, where it is given. */
export function initialize(
  initializer: Initializer,
  { shape, fanIn, fanOut }: InitializedShape,
  { seed, index }: { readonly seed: number; readonly index: number },
  values: Float32Array = new Float32Array(sizeOf(shape)),
): Float32Array {
  const source = random(seed, streams.weights, index)
  switch (initializer.kind) {
    case 'constant':
      return values.fill(initializer.value)
    case 'normal':
      return fillNormal(values, source, initializer.std)
    case 'lecun':
      return fillNormal(values, source, Math.sqrt(1 / fanIn))
    case 'he':
      return fillNormal(values, source, Math.sqrt(2 / fanIn))
    case 'glorot':
      return fillUniform(values, source, Math.sqrt(6 / (fanIn + fanOut)))
  }
}

function fillUniform(values: Float32Array, source: RandomSource, bound: number): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = (2 * source.uniform(i) - 1) * bound
  return values
}

/** Box–Muller: two uniform numbers make a radius and an angle, and so two independent normal numbers. */
function fillNormal(values: Float32Array, source: RandomSource, std: number): Float32Array {
  for (let i = 0; i < values.length; i += 2) {
    // uniform() is in [0, 1), so 1 − uniform() is never 0 and its logarithm is finite
    const radius = std * Math.sqrt(-2 * log(1 - source.uniform(i)))
    const angle = 2 * Math.PI * source.uniform(i + 1)
    values[i] = radius * cos(angle)
    if (i + 1 < values.length) values[i + 1] = radius * sin(angle)
  }
  return values
}
