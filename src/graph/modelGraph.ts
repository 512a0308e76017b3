/**
 * What a model is without a backend: layers joined into a graph without cycles, with an input shape. It holds no memory
 * and computes nothing; it knows the shape and the parameters of every layer, and refuses to exist where shapes do not
 * fit. Networks stand on it; `model/model.ts` adds `open`, which stands on networks.
 */

import { type LayerPlace, OptionError, ShapeError, StriateError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { longestName, show } from '../errors/options.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'
import { behaviourOf } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { wholeText } from '../text/numbers.ts'
import { largestSize, mostElements, type Shape, showShape, sizeOf } from '../values/shape.ts'
import { type ModelJson, modelToJson } from './json.ts'
import { kindOf, nameLayers } from './layerNames.ts'
import { checkModelInput, type ModelInput } from './modelInput.ts'
import { inputNode, type Joined, type Node } from './node.ts'
import { type Summary, summarize } from './summary.ts'
import { refuseTooLarge, refuseWideWindow } from './tooLarge.ts'

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
   * The positions of the layers that are its outputs. The first is *the* output, which predictions, losses and reports speak of;
   * further ones are read with `net.outputs`, and trained where `train` is told so.
   */
  readonly outputs: readonly number[]
  /** How raw images become its input, and what its outputs are called; undefined where no one has said it. */
  readonly input: ModelInput | undefined

  /**
   * Use `sequential` or `graph`. Without `outputs`, the last layer is the output.
   * @throws ShapeError where a layer does not fit its inputs; OptionError for names used twice, unused layers.
   */
  constructor(
    name: string,
    inputShape: Shape,
    joined: readonly Joined[],
    input?: ModelInput,
    outputs: readonly number[] = [joined.length - 1],
  ) {
    this.name = checkName(name)
    this.inputShape = checkInputShape(name, inputShape)
    const nodes: Node[] = []
    const names = nameLayers(name, joined)
    for (const [position, { layer, inputs }] of joined.entries()) {
      const place: LayerPlace = { position: position + 1, name: names[position]!, kind: kindOf(layer), model: name }
      const shapes = inputs.map((input) => (input === inputNode ? this.inputShape : nodes[input]!.shape))
      nodes.push({
        layer,
        name: names[position]!,
        inputs,
        ...placed(place, inputs.includes(inputNode) ? this.inputShape : undefined, () => describe(layer, shapes)),
      })
    }
    refuseUnused(name, nodes, outputs)
    this.nodes = nodes
    this.outputs = outputs
    this.input = input && checkModelInput(name, this.inputShape, this.outputShape, input)
  }

  /** The layer that is its output: of several, the first. */
  get outputNode(): Node {
    return this.nodes[this.outputs[0]!]!
  }

  /** The shape of its output, without the batch. */
  get outputShape(): Shape {
    return this.outputNode.shape
  }

  /** Whether its output is probabilities already, not scores: it ends with a softmax. */
  get givesProbabilities(): boolean {
    return behaviourOf(this.outputNode.layer).givesProbabilities ?? false
  }

  /** The number of trainable numbers. */
  get parameterCount(): number {
    return this.nodes.reduce(
      (sum, { parameters }) => sum + Object.values(parameters).reduce((n, { shape }) => n + sizeOf(shape), 0),
      0,
    )
  }

  /** Multiply-adds an image. */
  get macs(): number {
    return this.nodes.reduce((sum, node) => sum + node.macs, 0)
  }

  /** The position of a layer. @throws OptionError where there is none of that name (the nearest is offered). */
  find(name: string): number {
    const position = this.nodes.findIndex((node) => node.name === name)
    if (position < 0)
      throw new OptionError({
        code: 'unknown-layer',
        message: say('{model} has no layer {name}.', { model: show(this.name), name: show(name) }),
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

function describe(layer: Layer, shapes: readonly Shape[]): Pick<Node, 'shape' | 'parameters' | 'state' | 'macs'> {
  const behaviour = behaviourOf(layer)
  const wanted = behaviour.inputs
  const count = shapes.length
  if (wanted === 'many' ? count < 2 : count !== wanted)
    throw new ShapeError({
      code: 'input-count',
      message:
        wanted === 'many'
          ? say('it takes two or more inputs. Received: {count}.', { count })
          : wanted === 1
            ? say('it takes one input. Received: {count}.', { count })
            : say('it takes no inputs. Received: {count}.', { count }),
      fix:
        wanted === 'many'
          ? say('connect it to two or more layers with graph().')
          : wanted === 0
            ? say('apply it to nothing, in a graph(), and join it with others: apply(add(), x, apply(layer)).')
            : count === 0
              ? say('say what it reads: apply(layer, x).')
              : say('join branches with add() or concat() first.'),
    })
  if (shapes.length > mostInputs)
    throw new ShapeError({
      code: 'input-count',
      message: say('it takes at most {most} inputs. Received: {count}.', {
        most: wholeText(mostInputs),
        count: wholeText(shapes.length),
      }),
      fix: say('join some of them first.'),
    })
  const shape = behaviour.output(layer, shapes)
  refuseTooLarge(say('its output is too large for any memory.'), shape)
  const parameters = behaviour.parameters?.(layer, shapes) ?? {}
  for (const [name, spec] of Object.entries(parameters)) {
    if (spec.filters && spec.shape.length !== 4) throw noFilters(name, spec.shape)
    refuseTooLarge(say('its parameter "{name}" is too large for any memory.', { name }), spec.shape)
  }
  const state = behaviour.state?.(layer, shapes) ?? {}
  const both = Object.keys(state).find((name) => name in parameters)
  if (both !== undefined) throw nameOfBoth(both)
  refuseWideWindow(behaviour.window?.(layer, shapes))
  return { shape, parameters, state, macs: behaviour.macs?.(layer, shapes) ?? 0 }
}

function nameOfBoth(name: string): OptionError {
  return new OptionError({
    code: 'name-twice',
    message: say('its parameter and its state are both named "{name}".', { name }),
    fix: say('give each a name of its own.'),
  })
}

function noFilters(name: string, shape: Shape): ShapeError {
  return new ShapeError({
    code: 'no-filters',
    message: say('its parameter "{name}" is declared to hold filters, which have four dimensions.', { name }),
    numbers: [say('received {shape}; wanted [filters, channels, kernelHeight, kernelWidth]', { shape: showShape(shape) })],
    fix: say('leave out `filters` of "{name}" in the layer\'s behaviour.', { name }),
  })
}

function placed<T>(place: LayerPlace, input: Shape | undefined, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw error instanceof StriateError ? channelsFirst(error, input).at(place) : error
  }
}

/** Where images were given as height, width, channels: that is said first. */
function channelsFirst(error: StriateError, input: Shape = []): StriateError {
  const [height, width, channels] = input
  if (!(error instanceof ShapeError) || input.length !== 3 || ![1, 3, 4].includes(channels!) || height! < 5) return error
  const first = { shape: `[${channels}, ${height}, ${width}]` }
  const otherwise = error.data.fix
  const fix = otherwise
    ? say('channels come first: {shape}. Otherwise: {otherwise}', { ...first, otherwise })
    : say('channels come first: {shape}.', first)
  return new ShapeError({ ...error.data, fix })
}

/** More inputs than any layer has: op calls list them all. */
const mostInputs = 4096

function refuseUnused(model: string, nodes: readonly Node[], outputs: readonly number[]): void {
  const used = new Set([...nodes.flatMap((node) => node.inputs), ...outputs])
  if (!used.has(inputNode))
    throw new OptionError({
      code: 'unused-input',
      message: say('no layer of {model} reads its input.', { model: show(model) }),
      fix: say('connect a layer to it: the outputs would be the same for every image.'),
    })
  const unused = nodes.findIndex((_, position) => !used.has(position))
  if (unused >= 0)
    throw new OptionError({
      code: 'unused-layer',
      message: say('no layer reads layer {number} {name} of {model}.', {
        number: unused + 1,
        name: show(nodes[unused]!.name),
        model: show(model),
      }),
      fix: say('connect it to another layer, make it a further output, or leave it out.'),
    })
}

function checkName(name: unknown): string {
  if (typeof name === 'string' && name !== '' && name.length <= longestName) return name
  throw new OptionError({
    code: 'model-name',
    message: say('the name of a model must be a string of 1 to {most} characters. Received: {name}.', {
      most: longestName,
      name: show(name),
    }),
    fix: asIs("sequential('my model', [1, 28, 28], [ … ])"),
  })
}

function checkInputShape(model: string, shape: unknown): Shape {
  if (
    Array.isArray(shape) &&
    (shape.length === 1 || shape.length === 3) &&
    shape.every((size) => Number.isInteger(size) && size > 0 && size <= largestSize) &&
    sizeOf(shape) <= mostElements
  )
    return [...shape]
  const fix = inputShapeFix(shape)
  throw new ShapeError({
    code: 'input-shape',
    message: say(
      'the input shape of {model} must be [channels, height, width] or [features], all whole and positive. Received: {shape}.',
      { model: show(model), shape: show(shape) },
    ),
    ...(fix ? { fix } : {}),
  })
}

function inputShapeFix(shape: unknown): Sentence | undefined {
  const sizes = Array.isArray(shape) && shape.every((size) => Number.isInteger(size) && size > 0) ? (shape as number[]) : []
  if (sizes.length === 2) return say('write [1, {height}, {width}] for a grey image.', { height: sizes[0]!, width: sizes[1]! })
  if (sizes.length > 3) return say('leave out the batch size: the shape is that of one image.')
  if (sizes.length === 0) return undefined
  return say('use at most {most} values per image, and {largest} in one dimension.', {
    most: wholeText(mostElements),
    largest: wholeText(largestSize),
  })
}
