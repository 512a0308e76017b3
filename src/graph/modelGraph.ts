/**
 * What a model is without a backend: layers joined into a graph without cycles, with an input shape. It holds no memory
 * and computes nothing; it knows the shape and the parameters of every layer, and refuses to exist where shapes do not
 * fit. Networks stand on it; `model/model.ts` adds `open`, which stands on networks.
 */

import { type LayerPlace, OptionError, ShapeError, StriateError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { longestName, show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { shortened } from '../errors/shortened.ts'
import { behaviourOf } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { wholeText } from '../text/numbers.ts'
import { largestSize, mostElements, type Shape, showShape, sizeOf } from '../values/shape.ts'
import type { Window2d } from '../window/window2d.ts'
import { type ModelJson, modelToJson } from './json.ts'
import { checkModelInput, type ModelInput } from './modelInput.ts'
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
  /** How raw images become its input, and what its outputs are called; undefined where nobody has said it. */
  readonly input: ModelInput | undefined

  /**
   * Use `sequential` or `graph`.
   * @throws ShapeError where a layer does not fit its inputs; OptionError for names used twice, unused layers.
   */
  constructor(name: string, inputShape: Shape, joined: readonly Joined[], input?: ModelInput) {
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
    refuseUnused(name, nodes)
    this.nodes = nodes
    this.input = input && checkModelInput(name, this.inputShape, this.outputShape, input)
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
        message: say('{name} has no layer {name2}.', { name: show(this.name), name2: show(name) }),
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
      message: say('it takes {value} and was given {shapesCount}.', {
        value: wanted === 'many' ? say('two or more inputs') : say('{wanted} input', { wanted }),
        shapesCount: shapes.length,
      }),
      fix:
        wanted === 'many'
          ? say('join it to two or more layers with graph().')
          : say('join branches with add() or concat() first.'),
    })
  if (shapes.length > mostInputs)
    throw new ShapeError({
      code: 'input-count',
      message: say('it takes at most {mostInputs} inputs and was given {shapesCount}.', {
        mostInputs: wholeText(mostInputs),
        shapesCount: wholeText(shapes.length),
      }),
      fix: say('join some of them first.'),
    })
  const shape = behaviour.output(layer, shapes)
  refuseTooLarge('its output', shape)
  const parameters = behaviour.parameters?.(layer, shapes) ?? {}
  for (const [name, spec] of Object.entries(parameters)) {
    if (spec.filters && spec.shape.length !== 4) throw noFilters(name, spec.shape)
    refuseTooLarge(`its parameter "${name}"`, spec.shape)
  }
  refuseWideWindow(behaviour.window?.(layer, shapes))
  return { shape, parameters, macs: behaviour.macs?.(layer, shapes) ?? 0 }
}

/** What no machine could hold is refused before anybody computes with its size. */
function refuseTooLarge(what: string, shape: Shape): void {
  const size = sizeOf(shape)
  if (size <= mostElements && shape.every((one) => one <= largestSize)) return
  throw new ShapeError({
    code: 'too-large',
    message: say('{what} is too large for any memory.', { what }),
    numbers: [
      say('{shape} = {size} numbers; at most {mostElements}, and {largestSize} in one size', {
        shape: showShape(shape),
        size: wholeText(size),
        mostElements: wholeText(mostElements),
        largestSize: wholeText(largestSize),
      }),
    ],
    fix: say('make the input smaller, or the layer: fewer filters or units, a smaller kernel, a larger stride.'),
    details: { shape, most: mostElements },
  })
}

/** 'same' padding of a wide window: no engine counts so far. */
function refuseWideWindow(window: Window2d | 'all' | undefined): void {
  if (window === undefined || window === 'all') return
  const { kernelSize: kernel, dilation, padding } = window
  const spans = kernel.map((size, i) => (size - 1) * dilation[i]! + 1)
  if ([...spans, ...padding].every((size) => size <= largestSize)) return
  throw new ShapeError({
    code: 'too-large',
    message: say('its window is too wide.'),
    numbers: [
      say('kernelSize {kernel}, dilation {dilation}: {wholeText} pixels, at most {largestSize} each way', {
        kernel: showShape(kernel),
        dilation: showShape(dilation),
        wholeText: spans.map(wholeText).join(' × '),
        largestSize: wholeText(largestSize),
      }),
    ],
    fix: say('take a smaller kernel or dilation.'),
    details: { kernel, dilation, padding, most: largestSize },
  })
}

function noFilters(name: string, shape: Shape): ShapeError {
  return new ShapeError({
    code: 'no-filters',
    message: say('its parameter "{name}" is said to hold filters, and they have four sizes.', { name }),
    numbers: [say('{shape}, wanted [filters, channels, kernelHeight, kernelWidth]', { shape: showShape(shape) })],
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

/** Where pictures were given as height, width, channels: that is said first. */
function channelsFirst(error: StriateError, input: Shape = []): StriateError {
  const [height, width, channels] = input
  if (!(error instanceof ShapeError) || input.length !== 3 || ![1, 3, 4].includes(channels!) || height! < 5) return error
  const fix = `channels come first: [${channels}, ${height}, ${width}].${error.data.fix ? ` Otherwise: ${error.data.fix}` : ''}`
  return new ShapeError({ ...error.data, fix })
}

/** More inputs than any layer has: op calls list them all. */
const mostInputs = 4096

/** More layers than any network has; the streams of random numbers are counted for more. */
const mostLayers = 2 ** 14

/** @throws OptionError where a model has more layers than any network */
export function refuseTooManyLayers(model: string, layers: number): void {
  if (layers <= mostLayers) return
  throw new OptionError({
    code: 'too-many-layers',
    message: say('{model} has {layers} layers, and a model has at most {mostLayers}.', {
      model,
      layers: wholeText(layers),
      mostLayers: wholeText(mostLayers),
    }),
    fix: say('make several models of it.'),
  })
}

function nameLayers(model: string, joined: readonly Joined[]): string[] {
  if (joined.length === 0)
    throw new OptionError({
      code: 'no-layers',
      message: say('{model} has no layers.', { model: show(model) }),
      fix: say('give at least one layer.'),
    })
  refuseTooManyLayers(show(model), joined.length)
  const counts = new Map<string, number>()
  const positions = new Map<string, number>()
  return joined.map(({ layer }, position) => {
    const kind = kindOf(layer)
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const name: unknown = layer?.name ?? `${kind}${count}`
    if (typeof name !== 'string' || name === '' || name === 'input' || name.length > longestName)
      throw new OptionError({
        code: 'layer-name',
        message: say('layer {value} of {model} cannot be named {name}.', {
          value: position + 1,
          model: show(model),
          name: show(name),
        }),
        fix:
          name === 'input'
            ? say('choose another name.')
            : say('a name is a text of 1 to {longestName} letters.', { longestName }),
      })
    const first = positions.get(name)
    if (first !== undefined)
      throw new OptionError({
        code: 'name-twice',
        message: say('layers {value} and {value2} of {model} are both named {name}.', {
          value: first + 1,
          value2: position + 1,
          model: show(model),
          name: show(name),
        }),
        fix: say('give each layer a name of its own.'),
      })
    positions.set(name, position)
    return name
  })
}

/** As errors and names say it, also of what is no layer. */
function kindOf(layer: Layer | undefined): string {
  return shortened(String(layer?.kind), 60)
}

function refuseUnused(model: string, nodes: readonly Node[]): void {
  const used = new Set(nodes.flatMap((node) => node.inputs))
  const unused = nodes.findIndex((_, position) => position < nodes.length - 1 && !used.has(position))
  if (unused >= 0)
    throw new OptionError({
      code: 'unused-layer',
      message: say('nothing reads layer {value} {name} of {model}.', {
        value: unused + 1,
        name: show(nodes[unused]!.name),
        model: show(model),
      }),
      fix: say('join it to another layer, or leave it out; the last layer is the output.'),
    })
}

function checkName(name: unknown): string {
  if (typeof name === 'string' && name !== '' && name.length <= longestName) return name
  throw new OptionError({
    code: 'model-name',
    message: say("a model's name must be a text of 1 to {longestName} letters. Received: {name}.", {
      longestName,
      name: show(name),
    }),
    fix: say("sequential('my model', [1, 28, 28], [ … ])"),
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
  throw new ShapeError({
    code: 'input-shape',
    message: say(
      'the input shape of {model} must be [channels, height, width] or [features], all whole and positive. Received: {shape}.',
      { model: show(model), shape: show(shape) },
    ),
    fix: inputShapeFix(shape),
  })
}

function inputShapeFix(shape: unknown): string {
  if (!Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size > 0)) return 'the batch is not part of it.'
  if (shape.length === 2) return `[1, ${showShape(shape).replace('×', ', ')}] for a grey picture.`
  if (shape.length !== 1 && shape.length !== 3) return 'the batch is not part of it.'
  return `at most ${wholeText(mostElements)} numbers a picture, and ${wholeText(largestSize)} in one size.`
}
