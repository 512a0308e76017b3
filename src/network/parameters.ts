/**
 * The parameters of a model as values: views into one contiguous range, in the order of the layers, each beginning at a
 * multiple of 16 elements (64 bytes). The gradients lie in a range of the same form, so that an update is one call
 * and an all-reduce one message. The gaps are zero and stay zero.
 */

import type { ModelGraph } from '../graph/modelGraph.ts'
import { initialize } from '../initializers/index.ts'
import type { ParameterSpec } from '../layers/layer.ts'
import { sizeOf } from '../values/shape.ts'
import { newValue, type Value, viewOf } from '../values/value.ts'

export interface Parameter {
  /** `C1.weight` */
  readonly name: string
  readonly spec: ParameterSpec
  /** Where it begins in the range of all parameters, in elements. */
  readonly offset: number
  readonly value: Value
  readonly gradient: Value
}

export interface ParameterTable {
  /** The range of all parameters, and that of all gradients. */
  readonly values: Value
  readonly gradients: Value
  readonly list: readonly Parameter[]
  /** Of each layer, by position: its parameters by their own names. */
  readonly ofLayer: readonly Readonly<Record<string, Parameter>>[]
}

const boundary = 16

export function parameterTable(model: ModelGraph): ParameterTable {
  const specs = model.nodes.flatMap((node, position) =>
    Object.entries(node.parameters).map(([key, spec]) => ({ position, key, name: `${node.name}.${key}`, spec })),
  )
  let end = 0
  const offsets = specs.map(({ spec }) => {
    const offset = end
    end = Math.ceil((end + sizeOf(spec.shape)) / boundary) * boundary
    return offset
  })
  const values = newValue('parameters', [end], { role: 'parameter' })
  const gradients = newValue('gradients', [end], { role: 'gradient' })
  const ofLayer: Record<string, Parameter>[] = model.nodes.map(() => ({}))
  const list = specs.map(({ position, key, name, spec }, i): Parameter => {
    const offset = offsets[i]!
    const value = viewOf(values, name, spec.shape, offset)
    const parameter = { name, spec, offset, value, gradient: viewOf(gradients, `${name}.gradient`, spec.shape, offset) }
    ofLayer[position]![key] = parameter
    return parameter
  })
  return { values, gradients, list, ofLayer }
}

/** The first weights: a function of the seed and of each parameter's place in the model. */
export function initialParameters({ values, list }: ParameterTable, seed: number): Float32Array {
  const all = new Float32Array(sizeOf(values.shape))
  for (const [index, { spec, offset }] of list.entries()) all.set(initialize(spec.initializer, spec, { seed, index }), offset)
  return all
}
