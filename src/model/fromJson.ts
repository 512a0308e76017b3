/** A model from JSON: every layer goes through its own factory, so that options are checked as if they were typed in. */

import { FormatError, type LayerPlace, OptionError, StriateError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { show } from '../errors/options.ts'
import { parseJson } from '../errors/parseJson.ts'
import { type Sentence, say } from '../errors/say.ts'
import type { ModelJson } from '../graph/json.ts'
import { namesOf, refuseTooManyLayers } from '../graph/layerNames.ts'
import { inputNode, type Joined } from '../graph/node.ts'
import { knownKinds, restoreLayer } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import type { Shape } from '../values/shape.ts'
import { Model } from './model.ts'

/** More options than any layer has. */
const mostOptions = 1000
/** The most letters of a model's text: its names and numbers, and no weights. */
const mostLetters = 2 ** 25

/**
 * The model that a JSON value (or its text) describes.
 * @throws FormatError where it is not a model; and what `Model` throws where the layers do not fit.
 * @example
 * ```ts
 * const model = sequential('small', [1, 8, 8], [flatten(), dense({ units: 2 })])
 * console.log(modelFromJson(JSON.stringify(model)).parameterCount) // 130
 * ```
 */
export function modelFromJson(json: ModelJson | string): Model {
  if (typeof json === 'string' && json.length > mostLetters)
    throw wrong(say('it has more than {most} characters.', { most: mostLetters }))
  const value: unknown = typeof json === 'string' ? parseJson(json, (why) => wrong(say('{why}.', { why }))) : json
  const { format, version, name, input, images, layers, outputs } = (value ?? {}) as Partial<ModelJson>
  if (format !== 'striate-model')
    throw wrong(
      format === undefined
        ? say('it lacks "format": "striate-model".')
        : say('its "format" must be "striate-model". Received: {received}.', { received: show(format) }),
    )
  if (version !== 1)
    throw wrong(
      say('version {version} is not known here.', { version: show(version) }),
      say('update Striate, or write the model with version 1.'),
    )
  if (!Array.isArray(layers)) throw wrong(say('its "layers" must be a list. Received: {received}.', { received: show(layers) }))
  refuseTooManyLayers(show(name), layers.length)
  const kinds = new Set(knownKinds())
  const names = new Map<string, number>([['input', inputNode]])
  const called = namesOf(layers.map((entry) => (typeof entry === 'object' && entry !== null ? entry : undefined)))
  const joined = layers.map((entry, position): Joined => {
    if (typeof entry !== 'object' || entry === null || typeof entry.kind !== 'string')
      throw wrong(say('layer {number} is not a layer. Received: {received}.', { number: position + 1, received: show(entry) }))
    if (Object.keys(entry).length > mostOptions)
      throw wrong(say('layer {number} has more than {most} options.', { number: position + 1, most: mostOptions }))
    const { inputs, ...layer } = entry as ModelJson['layers'][number]
    if (!kinds.has(layer.kind))
      throw wrong(
        say('layer {number} is of the unknown kind {kind}.', { number: position + 1, kind: show(layer.kind) }),
        suggest(layer.kind, knownKinds()),
      )
    if (inputs !== undefined && !(Array.isArray(inputs) && inputs.every((input) => typeof input === 'string')))
      throw wrong(
        say('the "inputs" of layer {number} must be a list of names. Received: {received}.', {
          number: position + 1,
          received: show(inputs),
        }),
        say('name earlier layers or "input", or leave "inputs" out: then the layer reads the one before it.'),
      )
    const positions = (inputs ?? []).map((input) => {
      const found = names.get(input)
      if (found === undefined)
        throw wrong(
          say('layer {number} reads {input}, but no earlier layer has that name.', { number: position + 1, input: show(input) }),
          suggest(input, [...names.keys()]),
        )
      return found
    })
    const layerName = called[position] as string
    names.set(layerName, position)
    const place = {
      position: position + 1,
      name: String(layerName),
      kind: layer.kind,
      model: typeof name === 'string' ? name : '?',
    }
    return { layer: restored(layer, place), inputs: inputs ? positions : [position === 0 ? inputNode : position - 1] }
  })
  return new Model(name as string, input as Shape, joined, images, outputs && outputsOf(outputs, names))
}

/** The positions of the layers that are named as outputs. @throws FormatError */
function outputsOf(outputs: unknown, names: ReadonlyMap<string, number>): readonly number[] {
  const given: readonly unknown[] = Array.isArray(outputs) ? outputs : []
  if (given.length === 0 || new Set(given).size < given.length)
    throw wrong(
      say('its "outputs" must be a list of different names of layers. Received: {received}.', { received: show(outputs) }),
    )
  return given.map((output) => {
    const found = typeof output === 'string' ? names.get(output) : undefined
    if (found === undefined || found === inputNode)
      throw wrong(
        say('its "outputs" name {output}, but no layer has that name.', { output: show(output) }),
        typeof output === 'string' ? suggest(output, [...names.keys()].slice(1)) : undefined,
      )
    return found
  })
}

/** @throws what the layer's factory throws, with the place of the layer */
function restored(layer: Layer, place: LayerPlace): Layer {
  try {
    return restoreLayer(layer)
  } catch (error) {
    throw error instanceof StriateError ? withoutOwner(error).at(place) : error
  }
}

/** The place names the layer: the sentence need not name it again. */
function withoutOwner(error: StriateError): StriateError {
  const { wanted, value, name } = error.data.message.holes
  if (error.code !== 'wrong-option' || wanted === undefined || value === undefined || name === undefined) return error
  const message = say('{option} must be {wanted}. Received: {value}.', { option: name, wanted, value })
  return new OptionError({ ...error.data, message })
}

function wrong(why: Sentence, fix?: Sentence): FormatError {
  return new FormatError({ code: 'not-a-model', message: say('this is not a Striate model: {why}', { why }), fix })
}
