/**
 * The tensors of a file as a model's own parameters and states: found by the names that the file has for them, and reshaped only
 * where that changes nothing but the shape.
 */
import { FormatError } from '../errors/errors.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { LoadedTensor } from '../formats/numbers.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { TensorRecord } from '../network/weights.ts'
import { type Shape, sameShape, showShape, sizeOf } from '../values/shape.ts'

/** The shapes of all that a model has to be given, by name: parameters, and what layers carry from step to step. */
export function shapesOf(model: Pick<ModelGraph, 'nodes'>): ReadonlyMap<string, Shape> {
  return new Map(
    model.nodes.flatMap(({ name, parameters, state }) =>
      Object.entries({ ...parameters, ...state }).map(([own, { shape }]) => [`${name}.${own}`, shape] as const),
    ),
  )
}

/**
 * Of a convolution whose kernel covers its input whole, [filters, channels, height, width], and a dense layer behind a flatten,
 * [units, channels·height·width]: the same numbers in the same order.
 */
function isSameDense(given: Shape, wanted: Shape): boolean {
  return given.length === 4 && wanted.length === 2 && given[0] === wanted[0] && sizeOf(given) === sizeOf(wanted)
}

/**
 * @throws FormatError 'other-weights' where a tensor is missing, has another shape, holds no real numbers, or is not the model's
 */
export function weightsFrom(
  model: Pick<ModelGraph, 'name' | 'nodes'>,
  tensors: Readonly<Record<string, LoadedTensor>>,
  nameIn: (name: string) => string,
  file: string,
): TensorRecord {
  const wrong = (why: Sentence) =>
    new FormatError({
      code: 'other-weights',
      message: say('{file} does not hold the weights of "{model}": {why}.', { file, model: model.name, why }),
      details: { file },
    })
  const left = new Set(Object.keys(tensors))
  const weights: Record<string, TensorRecord[string]> = Object.create(null)
  for (const [name, shape] of shapesOf(model)) {
    const source = nameIn(name)
    const tensor = tensors[source]
    if (!tensor) throw wrong(say('it lacks {name}', { name: source }))
    const { data } = tensor
    const fits = sameShape(tensor.shape, shape) || isSameDense(tensor.shape, shape)
    if (!fits || !(data instanceof Float32Array || data instanceof Float64Array))
      throw wrong(
        say('{name} is {dtype} {found}, not F32 {wanted}', {
          name: source,
          dtype: tensor.dtype,
          found: showShape(tensor.shape),
          wanted: showShape(shape),
        }),
      )
    weights[name] = { shape, data }
    left.delete(source)
  }
  // Nothing is computed from how many batches a normalization saw.
  const more = [...left].find((name) => !name.endsWith('.num_batches_tracked'))
  if (more !== undefined) throw wrong(say('it has {name} besides', { name: more }))
  return weights
}
