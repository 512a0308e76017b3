/**
 * The behaviour that groupNorm, instanceNorm and layerNorm share: they differ in which values of an image have one mean and one
 * deviation, and in the shape of weight and bias. All statistics are of the image itself, so a layer does the same in training
 * and afterwards, whatever the batch.
 *
 * The receptive field is that of the value alone, as everywhere in the literature: through mean and deviation each output also
 * depends on all the values of its group, but so evenly that a box as large as the image would say less.
 */

import { ShapeError } from '../errors/errors.ts'
import { booleanOption, realOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { constant } from '../initializers/initializer.ts'
import type { Emit } from '../ops/op.ts'
import type { Words } from '../text/language.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { type Value, viewOf } from '../values/value.ts'
import type { Layer, LayerBehaviour, ParameterSpec } from './layer.ts'
import type { NameOption } from './named.ts'

/** What every one of them can be told. */
export interface NormOptions extends NameOption {
  /** Added to the variance, above 0. Default 1e-5. */
  readonly epsilon?: number | undefined
  /** Whether the result is multiplied by a weight and moved by a bias that are learned. */
  readonly affine?: boolean | undefined
}

export interface NormLayer extends Layer {
  readonly epsilon: number
  readonly affine: boolean
}

/** The checked options that all have. */
export function normOptions(
  owner: string,
  { epsilon = 1e-5, affine }: NormOptions,
  affineByDefault: boolean,
): { readonly epsilon: number; readonly affine: boolean } {
  return {
    epsilon: realOption(owner, 'epsilon', epsilon, { min: 0, open: true }),
    affine: booleanOption(owner, 'affine', affine ?? affineByDefault),
  }
}

/** What one of them does with an input: its groups of channels, and the shape of its weight. */
export interface Normalized {
  readonly groups: number
  readonly weight: Shape
}

export function normLayer<L extends NormLayer>(
  // biome-ignore lint/suspicious/noExplicitAny: each factory has options of its own
  create: (options: any) => L,
  title: Words,
  /** Throws ShapeError where the input does not fit. */
  normalized: (layer: L, inputs: readonly [Shape]) => Normalized,
): LayerBehaviour<L> {
  const imageOf = ({ shape }: Value) => [shape.slice(1)] as const
  return {
    inputs: 1,
    create,
    title,
    passive: true,

    output(layer, inputs) {
      const { groups } = normalized(layer, inputs)
      const [input] = inputs
      if (sizeOf(input) > groups) return input
      throw new ShapeError({
        code: 'one-value',
        message: say('{kind} needs at least two values per group: one value alone equals its mean, and the result would be 0.', {
          kind: layer.kind,
        }),
        numbers: [
          say('input {input}: {values} values / {groups} groups = 1', {
            input: showShape(input),
            values: sizeOf(input),
            groups,
          }),
        ],
        fix: say('put it where the maps are larger, or use fewer groups: groupNorm({ groups: 1 }) has one for the whole image.'),
        details: { input, groups },
      })
    },

    parameters(layer, inputs): Readonly<Record<string, ParameterSpec>> {
      if (!layer.affine) return {}
      const { weight: shape } = normalized(layer, inputs)
      const spec = { shape, fanIn: 1, fanOut: 1 }
      return { weight: { ...spec, initializer: constant(1) }, bias: { ...spec, initializer: constant(0) } }
    },

    forward(layer, { inputs: [x], parameters: { weight, bias }, emit, keep, output }) {
      const { groups } = normalized(layer, imageOf(x))
      const [mean, inverseStd] = [keep('mean', [groups]), keep('inverseStd', [groups])]
      emit('groupMoments', { epsilon: layer.epsilon }, [x], [mean, inverseStd])
      const y = output()
      emit('standardize', { activation: null }, weight && bias ? [x, mean, inverseStd, weight, bias] : [x, mean, inverseStd], [y])
      return y
    },

    backward(_, { inputs: [x], parameters: { weight }, kept, gradients, dy, emit, wants, gradient }) {
      const { mean, inverseStd } = kept as { readonly mean: Value; readonly inverseStd: Value }
      if (gradients.weight) emit('standardizeGradWeight', {}, [x, mean, inverseStd, dy], [gradients.weight])
      if (gradients.bias) emitBiasGrad(emit, dy, gradients.bias)
      if (!wants(0)) return [undefined]
      const dx = gradient(0)
      emit('groupNormGradInput', {}, weight ? [x, mean, inverseStd, dy, weight] : [x, mean, inverseStd, dy], [dx])
      return [dx]
    },
  }
}

/** A bias for each value of an image is one a feature of the flat image. */
function emitBiasGrad(emit: Emit, dy: Value, dbias: Value): void {
  const flat = [sizeOf(dbias.shape)]
  if (dbias.shape.length === 1) emit('biasGrad', {}, [dy], [dbias])
  else emit('biasGrad', {}, [viewOf(dy, `${dy.name}.flat`, [dy.shape[0]!, ...flat])], [viewOf(dbias, `${dbias.name}.flat`, flat)])
}
