/** The graph that is built of a Keras model: layers with their places, names and weights, and changes of order between them. */
import { StriateError } from '../../errors/errors.ts'
import { longestName } from '../../errors/options.ts'
import { shortened } from '../../errors/shortened.ts'
import { refuseTooManyLayers } from '../../graph/layerNames.ts'
import { neededBy } from '../../graph/neededBy.ts'
import { inputNode, type Joined } from '../../graph/node.ts'
import { behaviourOf, constantTensor, flatten, reshape, transpose } from '../../layers/index.ts'
import type { Layer } from '../../layers/layer.ts'
import { Model } from '../../model/model.ts'
import type { Shape } from '../../values/shape.ts'
import { type Layout, movesNothing, type Tensor } from './tensor.ts'

/** Weights of one layer: 'weight', 'bias', 'running_mean' … */
export type LayerWeights = Readonly<Record<string, { readonly shape: Shape; readonly data: Float32Array }>>

/** Makes a layer of the name that it gets. */
export type Make = (name: string) => Layer

export class GraphBuilder {
  readonly #model: string
  readonly #joined: (Joined & { readonly name: string; readonly weights: LayerWeights; readonly shape: Shape })[] = []
  readonly #names = new Set(['input'])
  readonly #counts = new Map<string, number>()
  readonly #input: Shape

  constructor(model: string, input: Shape) {
    this.#model = shortened(model, longestName)
    this.#input = input
  }

  /** Puts a layer behind others. `name` is how it is called unless another one is. */
  add(make: Make, name: string, inputs: readonly Tensor[], layout: Layout, weights: LayerWeights = {}): Tensor {
    const given = this.#nameFor(name)
    const place = this.#joined.length
    refuseTooManyLayers(this.#model, place + 1)
    let kind = ''
    try {
      const layer = make(given)
      kind = layer.kind
      const stored = behaviourOf(layer).output(
        layer,
        inputs.map((input) => input.stored),
      )
      this.#joined.push({ layer, inputs: inputs.map((input) => input.place), name: given, weights, shape: stored })
      return { place, stored, layout }
    } catch (error) {
      if (!(error instanceof StriateError)) throw error
      throw error.at({ position: place + 1, name: given, kind, model: this.#model })
    }
  }

  /** One number, or one for each place of a shape, that never learn. */
  constant(name: string, shape: Shape, values: readonly number[], layout: Layout): Tensor {
    const data = Float32Array.from(values)
    return this.add((called) => constantTensor({ name: called, shape, values: [...data] }), name, [], layout, {
      value: { shape, data },
    })
  }

  /** In the order that Keras means. */
  plain(tensor: Tensor): Tensor {
    const { stored, layout } = tensor
    if (layout === 'plain') return tensor
    if (layout === 'channelsFirst') return this.transposed(tensor, [1, 2, 0], 'plain')
    const [height, width, channels] = layout.flattened
    const image = this.reshaped(tensor, [channels, height, width], 'channelsFirst')
    const [features] = stored
    return this.reshaped(this.transposed(image, [1, 2, 0], 'plain'), [features!], 'plain')
  }

  /** An image of Keras in Striate's order. It must have three axes. */
  channelsFirst(tensor: Tensor): Tensor {
    return tensor.layout === 'channelsFirst' ? tensor : this.transposed(tensor, [2, 0, 1], 'channelsFirst')
  }

  /** Several tensors of one number of axes in one order. */
  alike(tensors: readonly Tensor[]): Tensor[] {
    const [first, ...others] = tensors
    const same = (a: Layout, b: Layout) =>
      typeof a === 'object' && typeof b === 'object' ? String(a.flattened) === String(b.flattened) : a === b
    if (first && others.every(({ layout }) => same(layout, first.layout))) return [...tensors]
    const images = tensors.some(({ layout }) => layout === 'channelsFirst')
    return tensors.map((tensor) => (images ? this.channelsFirst(tensor) : this.plain(tensor)))
  }

  /** Axes in another order; where nothing moves it is a view. */
  transposed(tensor: Tensor, axes: readonly number[], layout: Layout): Tensor {
    const shape = axes.map((axis) => tensor.stored[axis]!)
    if (movesNothing(tensor.stored, axes)) return this.reshaped(tensor, shape, layout)
    return this.add((name) => transpose({ name, axes }), 'transpose', [tensor], layout)
  }

  reshaped(tensor: Tensor, shape: Shape, layout: Layout): Tensor {
    if (String(shape) === String(tensor.stored)) return { ...tensor, layout }
    return this.add((name) => reshape({ name, shape }), 'reshape', [tensor], layout)
  }

  /** All numbers as a list, in the order in which they lie. */
  flat(tensor: Tensor, layout: Layout): Tensor {
    return tensor.stored.length === 1 ? { ...tensor, layout } : this.add((name) => flatten({ name }), 'flatten', [tensor], layout)
  }

  /** The model, of what leads to these outputs, and its weights by name. */
  finish(outputs: readonly Tensor[]): {
    model: Model
    weights: Record<string, { readonly shape: Shape; readonly data: Float32Array }>
  } {
    const places = this.#outputPlaces(outputs)
    const needed = neededBy(this.#joined, places)
    const kept = this.#joined.map((node, place) => ({ ...node, place })).filter(({ place }) => needed.has(place))
    const position = new Map(kept.map(({ place }, i) => [place, i]))
    const at = (place: number) => (place === inputNode ? inputNode : position.get(place)!)
    const joined = kept.map(({ layer, inputs }) => ({ layer, inputs: inputs.map(at) }))
    const model = new Model(this.#model, this.#input, joined, undefined, places.map(at))
    const weights: Record<string, { readonly shape: Shape; readonly data: Float32Array }> = Object.create(null)
    for (const { name, weights: own } of kept) for (const [key, tensor] of Object.entries(own)) weights[`${name}.${key}`] = tensor
    return { model, weights }
  }

  /** Outputs are different layers: what the image itself or the same layer again would be gets a layer that changes nothing. */
  #outputPlaces(outputs: readonly Tensor[]): number[] {
    const places: number[] = []
    const taken = new Set([inputNode])
    for (const output of outputs) {
      const own = taken.has(output.place)
      taken.add(output.place)
      const { stored: shape } = output
      places.push(own ? this.add((name) => reshape({ name, shape }), 'output', [output], output.layout).place : output.place)
    }
    return places
  }

  #nameFor(wanted: string): string {
    const name = shortened(wanted.trim() === '' ? 'layer' : wanted, longestName - 8)
    let count = this.#counts.get(name) ?? 0
    let given: string
    do given = ++count === 1 ? name : `${name}_${count}`
    while (this.#names.has(given))
    this.#counts.set(name, count)
    this.#names.add(given)
    return given
  }
}
