/** A model from JSON: every layer goes through its own factory, so that options are checked as if they were typed in. */

import { FormatError } from '../errors/errors.ts'
import { suggest } from '../errors/nearest.ts'
import { show } from '../errors/options.ts'
import { parseJson } from '../errors/parseJson.ts'
import { say } from '../errors/say.ts'
import type { ModelJson } from '../graph/json.ts'
import { refuseTooManyLayers } from '../graph/modelGraph.ts'
import { inputNode, type Joined } from '../graph/node.ts'
import { knownKinds, restoreLayer } from '../layers/index.ts'
import type { Shape } from '../values/shape.ts'
import { Model } from './model.ts'

/** More options than any layer has. */
const mostOptions = 1000
/** The most letters of a model's text: its names and numbers, and no weights. */
const mostLetters = 2 ** 25

/**
 * The model that a JSON value (or its text) describes.
 * @throws FormatError where it is no model; and what `Model` throws where the layers do not fit.
 */
export function modelFromJson(json: ModelJson | string): Model {
  if (typeof json === 'string' && json.length > mostLetters) throw wrong(`it has more than ${mostLetters} letters.`)
  const value: unknown = typeof json === 'string' ? parseJson(json, (why) => wrong(`${why}.`)) : json
  const { format, version, name, input, images, layers } = (value ?? {}) as Partial<ModelJson>
  if (format !== 'striate-model') throw wrong(`its "format" must be "striate-model". Received: ${show(format)}.`)
  if (version !== 1)
    throw wrong(`version ${show(version)} is not known here.`, 'update Striate, or write the model with version 1.')
  if (!Array.isArray(layers)) throw wrong(`its "layers" must be a list. Received: ${show(layers)}.`)
  refuseTooManyLayers(show(name), layers.length)
  const kinds = new Set(knownKinds())
  const names = new Map<string, number>([['input', inputNode]])
  const counts: Record<string, number> = {}
  const joined = layers.map((entry, position): Joined => {
    if (typeof entry !== 'object' || entry === null || typeof entry.kind !== 'string')
      throw wrong(`layer ${position + 1} is no layer. Received: ${show(entry)}.`)
    if (Object.keys(entry).length > mostOptions) throw wrong(`layer ${position + 1} has more than ${mostOptions} options.`)
    const { inputs, ...layer } = entry as ModelJson['layers'][number]
    if (!kinds.has(layer.kind))
      throw wrong(`layer ${position + 1} is of the unknown kind ${show(layer.kind)}.`, suggest(layer.kind, knownKinds()))
    if (inputs !== undefined && !(Array.isArray(inputs) && inputs.every((input) => typeof input === 'string')))
      throw wrong(
        `the "inputs" of layer ${position + 1} must be a list of names. Received: ${show(inputs)}.`,
        'name earlier layers or "input", or leave "inputs" out for the layer before.',
      )
    const positions = (inputs ?? []).map((input) => {
      const found = names.get(input)
      if (found === undefined)
        throw wrong(
          `layer ${position + 1} reads ${show(input)}, which no earlier layer is named.`,
          suggest(input, [...names.keys()]),
        )
      return found
    })
    counts[layer.kind] = (counts[layer.kind] ?? 0) + 1
    names.set(layer.name ?? `${layer.kind}${counts[layer.kind]}`, position)
    return { layer: restoreLayer(layer), inputs: inputs ? positions : [position === 0 ? inputNode : position - 1] }
  })
  return new Model(name as string, input as Shape, joined, images)
}

function wrong(why: string, fix?: string): FormatError {
  return new FormatError({ code: 'not-a-model', message: say('this is no Striate model: {why}', { why }), fix })
}
