/**
 * The numbers of a model as values: views into contiguous ranges, in the order of the layers, each beginning at a multiple of 16
 * elements (64 bytes). The parameters have one range, and their gradients one of the same form, so that an update is one call
 * and an all-reduce one message; what layers carry from step to step has another. The gaps are zero and stay zero.
 */

import type { ModelGraph } from '../graph/modelGraph.ts'
import { initialize } from '../initializers/index.ts'
import type { ParameterSpec, StateSpec } from '../layers/layer.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { newValue, type Value, viewOf } from '../values/value.ts'

/** Numbers with a name, in a range. */
export interface Entry {
  /** `C1.weight` */
  readonly name: string
  /** Where it begins in its range, in elements. */
  readonly offset: number
  readonly value: Value
}

export interface Parameter extends Entry {
  readonly spec: ParameterSpec
  readonly gradient: Value
}

/** What a layer carries from step to step: `bn1.running_mean`. */
export interface LayerState extends Entry {
  readonly spec: StateSpec
}

/** Of each layer, by position: its entries by their own names. */
type OfLayer<E> = readonly Readonly<Record<string, E>>[]

export interface ParameterTable {
  /** The range of all parameters, and that of all gradients. */
  readonly values: Value
  readonly gradients: Value
  readonly list: readonly Parameter[]
  readonly ofLayer: OfLayer<Parameter>
  /** What the layers carry from step to step, in a range of its own. */
  readonly state: {
    readonly values: Value
    readonly list: readonly LayerState[]
    readonly ofLayer: OfLayer<LayerState>
  }
  /** All of them, layer by layer, the parameters of each before its state: what is saved and loaded. */
  readonly all: readonly Entry[]
}

const boundary = 16

export function parameterTable(model: ModelGraph): ParameterTable {
  const parameters = placesOf(model.nodes.map((node) => [node.name, node.parameters]))
  const state = placesOf(model.nodes.map((node) => [node.name, node.state]))
  const values = newValue('parameters', [parameters.end], { role: 'parameter' })
  const gradients = newValue('gradients', [parameters.end], { role: 'gradient' })
  const states = newValue('state', [state.end], { role: 'state' })
  const ofLayer = entriesOf(model, parameters.places, (place): Parameter => {
    const { name, spec, offset } = place
    return { ...entry(place, values), spec, gradient: viewOf(gradients, `${name}.gradient`, spec.shape, offset) }
  })
  const stateOfLayer = entriesOf(model, state.places, (place): LayerState => ({ ...entry(place, states), spec: place.spec }))
  return {
    values,
    gradients,
    list: ofLayer.flatMap((entries) => Object.values(entries)),
    ofLayer,
    state: { values: states, list: stateOfLayer.flatMap((entries) => Object.values(entries)), ofLayer: stateOfLayer },
    all: ofLayer.flatMap((entries, position) => [...Object.values(entries), ...Object.values(stateOfLayer[position]!)]),
  }
}

/** The first weights: a function of the seed and of each parameter's place in the model. `all` takes them, where it is given. */
export function initialParameters(
  { values, list }: ParameterTable,
  seed: number,
  all: Float32Array = new Float32Array(sizeOf(values.shape)),
): Float32Array {
  all.fill(0)
  for (const [index, { spec, offset }] of list.entries())
    initialize(spec.initializer, spec, { seed, index }, all.subarray(offset, offset + sizeOf(spec.shape)))
  return all
}

/** What the layers carry before the first step. */
export function initialState({ state: { values, list } }: ParameterTable): Float32Array {
  const all = new Float32Array(sizeOf(values.shape))
  for (const { spec, offset } of list) {
    if (typeof spec.initial === 'number') all.fill(spec.initial, offset, offset + sizeOf(spec.shape))
    else all.set(spec.initial, offset)
  }
  return all
}

interface Place<Spec> {
  /** Of the layer. */
  readonly position: number
  readonly key: string
  readonly name: string
  readonly spec: Spec
  readonly offset: number
}

function placesOf<Spec extends { readonly shape: Shape }>(
  layers: readonly (readonly [name: string, specs: Readonly<Record<string, Spec>>])[],
): { readonly places: readonly Place<Spec>[]; readonly end: number } {
  let end = 0
  const places = layers.flatMap(([layer, specs], position) =>
    Object.entries(specs).map(([key, spec]): Place<Spec> => {
      const offset = end
      end = Math.ceil((end + sizeOf(spec.shape)) / boundary) * boundary
      return { position, key, name: `${layer}.${key}`, spec, offset }
    }),
  )
  return { places, end }
}

function entry({ name, spec, offset }: Place<{ readonly shape: Shape }>, range: Value): Entry {
  return { name, offset, value: viewOf(range, name, spec.shape, offset) }
}

function entriesOf<Spec, E>(model: ModelGraph, places: readonly Place<Spec>[], make: (place: Place<Spec>) => E): OfLayer<E> {
  const ofLayer: Record<string, E>[] = model.nodes.map(() => ({}))
  for (const place of places) ofLayer[place.position]![place.key] = make(place)
  return ofLayer
}
