/**
 * What a model is without a backend: layers joined into a graph without cycles, with an input shape. It holds no memory
 * and computes nothing; it knows the shape and the parameters of every layer, and refuses to exist where shapes do not
 * fit. Networks stand on it; `model/model.ts` adds `open`, which stands on networks.
 */

import { type LayerPlace, OptionError, ShapeError, StriateError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { show } from '../errors/options.ts'
import { behaviourOf } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'
import { type ModelJson, modelToJson } from './json.ts'
import { inputNode, type Joined, type Node } from './node.ts'
import { type Summary, summarize } from './summary.ts'

/**
 * The layers of a model, joined into a graph, with an input shape: what a network knows of its model (`net.model`).
 * `JSON.stringify` writes it, `modelFromJson` reads it.
 */
export class ModelGraph {
  readonly name: string
  /** [channels, height, width] or [features]. */
  readonly inputShape: Shape
  readonly nodes: readonly Node[]

  /**
   * Use `sequential` or `graph`.
   * @throws ShapeError where a layer does not fit its inputs; OptionError for names used twice, unused layers.
   */
  constructor(name: string, inputShape: Shape, joined: readonly Joined[]) {
    this.name = checkName(name)
    this.inputShape = checkInputShape(name, inputShape)
    const nodes: Node[] = []
    const names = nameLayers(name, joined)
    for (const [position, { layer, inputs }] of joined.entries()) {
      const place: LayerPlace = { position: position + 1, name: names[position]!, kind: String(layer?.kind), model: name }
      const shapes = inputs.map((input) => (input === inputNode ? this.inputShape : nodes[input]!.shape))
      nodes.push({ layer, name: names[position]!, inputs, ...placed(place, () => describe(layer, shapes)) })
    }
    refuseUnused(name, nodes)
    this.nodes = nodes
  }

  /** The shape of what the last layer puts out, without the batch. */
  get outputShape(): Shape {
    return this.nodes.at(-1)!.shape
  }

  /** Whether its outputs are probabilities already, not scores: it ends with a softmax. */
  get givesProbabilities(): boolean {
    return behaviourOf(this.nodes.at(-1)!.layer).givesProbabilities ?? false
  }

  /** The number of trainable numbers. */
  get parameterCount(): number {
    return this.nodes.reduce(
      (sum, { parameters }) => sum + Object.values(parameters).reduce((n, { shape }) => n + sizeOf(shape), 0),
      0,
    )
  }

  /** Multiply-adds a picture. */
  get macs(): number {
    return this.nodes.reduce((sum, node) => sum + node.macs, 0)
  }

  /** The position of a layer. @throws OptionError where there is none of that name (the nearest is offered). */
  find(name: string): number {
    const position = this.nodes.findIndex((node) => node.name === name)
    if (position < 0)
      throw new OptionError({
        code: 'unknown-layer',
        message: `"${this.name}" has no layer "${name}".`,
        fix: suggest(
          name,
          this.nodes.map((node) => node.name),
        ),
      })
    return position
  }

  /** Where a layer stands, as errors say it. */
  place(position: number): LayerPlace {
    const { name, layer } = this.nodes[position]!
    return { position: position + 1, name, kind: layer.kind, model: this.name }
  }

  /** Output shape, parameters, multiply-adds, bytes and receptive field of each layer, and totals. Prints as a table. */
  summary(): Summary {
    return summarize(this)
  }

  /** The model as plain JSON, without weights. */
  toJSON(): ModelJson {
    return modelToJson(this)
  }
}

function describe(layer: Layer, shapes: readonly Shape[]): Pick<Node, 'shape' | 'parameters' | 'macs'> {
  const behaviour = behaviourOf(layer)
  const wanted = behaviour.inputs
  if (wanted === 'many' ? shapes.length < 2 : shapes.length !== wanted)
    throw new ShapeError({
      code: 'input-count',
      message: `it takes ${wanted === 'many' ? 'two or more inputs' : `${wanted} input`} and was given ${shapes.length}.`,
      fix: wanted === 'many' ? 'join it to two or more layers with graph().' : 'join branches with add() or concat() first.',
    })
  const shape = behaviour.output(layer, shapes)
  const parameters = behaviour.parameters?.(layer, shapes) ?? {}
  for (const [name, spec] of Object.entries(parameters))
    if (spec.filters && spec.shape.length !== 4) throw noFilters(name, spec.shape)
  return { shape, parameters, macs: behaviour.macs?.(layer, shapes) ?? 0 }
}

function noFilters(name: string, shape: Shape): ShapeError {
  return new ShapeError({
    code: 'no-filters',
    message: `its parameter "${name}" is said to hold filters, and they have four sizes.`,
    numbers: [`${showShape(shape)}, wanted [filters, channels, kernelHeight, kernelWidth]`],
    fix: `leave out \`filters\` of "${name}" in the layer's behaviour.`,
  })
}

function placed<T>(place: LayerPlace, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof StriateError ? error.at(place) : error
  }
}

function nameLayers(model: string, joined: readonly Joined[]): string[] {
  if (joined.length === 0)
    throw new OptionError({ code: 'no-layers', message: `"${model}" has no layers.`, fix: 'give at least one layer.' })
  const counts: Record<string, number> = {}
  const names = joined.map(({ layer }) => {
    const kind = String(layer?.kind)
    counts[kind] = (counts[kind] ?? 0) + 1
    return layer?.name ?? `${kind}${counts[kind]}`
  })
  for (const [i, name] of names.entries()) {
    if (name === '' || name === 'input')
      throw new OptionError({
        code: 'layer-name',
        message: `layer ${i + 1} of "${model}" cannot be named ${show(name)}.`,
        fix: 'choose another name.',
      })
    const first = names.indexOf(name)
    if (first !== i)
      throw new OptionError({
        code: 'name-twice',
        message: `layers ${first + 1} and ${i + 1} of "${model}" are both named "${name}".`,
        fix: 'give each layer a name of its own.',
      })
  }
  return names
}

function refuseUnused(model: string, nodes: readonly Node[]): void {
  const used = new Set(nodes.flatMap((node) => node.inputs))
  const unused = nodes.findIndex((_, position) => position < nodes.length - 1 && !used.has(position))
  if (unused >= 0)
    throw new OptionError({
      code: 'unused-layer',
      message: `nothing reads layer ${unused + 1} "${nodes[unused]!.name}" of "${model}".`,
      fix: 'join it to another layer, or leave it out; the last layer is the output.',
    })
}

function checkName(name: unknown): string {
  if (typeof name === 'string' && name !== '') return name
  throw new OptionError({
    code: 'model-name',
    message: `a model's name must be a text. Received: ${show(name)}.`,
    fix: "sequential('my model', [1, 28, 28], [ … ])",
  })
}

function checkInputShape(model: string, shape: unknown): Shape {
  if (
    Array.isArray(shape) &&
    (shape.length === 1 || shape.length === 3) &&
    shape.every((size) => Number.isInteger(size) && size > 0)
  )
    return [...shape]
  throw new ShapeError({
    code: 'input-shape',
    message: `the input shape of "${model}" must be [channels, height, width] or [features], all whole and positive. Received: ${show(shape)}.`,
    fix:
      Array.isArray(shape) && shape.length === 2
        ? `[1, ${showShape(shape).replace('×', ', ')}] for a grey picture.`
        : 'the batch is not part of it.',
  })
}
