/**
 * A model as Keras describes it, in one form: layers, and for each of their calls what it reads. A Sequential model is a chain;
 * the connections of Functional ones are written in one way by Keras 2 and TensorFlow.js, and in another by Keras 3.
 * Source: keras/src/models/functional.py and saving/serialization_lib.py (3.15); tfjs-layers/src/engine/container.ts.
 */
import { show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'
import { fileError } from '../fileError.ts'
import { type Fields, isFields } from './fields.ts'

/** The output of one call of a layer. */
export interface KerasRef {
  readonly layer: string
  /** Which call. */
  readonly node: number
  readonly tensor: number
}

export interface KerasLayer {
  readonly name: string
  readonly className: string
  readonly config: Fields
  /** What each call of it reads. */
  readonly calls: readonly (readonly KerasRef[])[]
  /** Where the layer is a model itself. */
  readonly model?: KerasModel
}

export interface KerasModel {
  readonly name: string
  readonly layers: readonly KerasLayer[]
  readonly inputs: readonly KerasRef[]
  readonly outputs: readonly KerasRef[]
}

const modelClasses = ['Sequential', 'Functional', 'Model']
/** Models within models: as deep as anyone builds them. */
const mostDepth = 16
/** More layers than any network has. */
const mostLayers = 2 ** 14

/** @throws FormatError where it is no such description */
export function kerasModelOf(topology: unknown, file: string): KerasModel {
  return modelOf(topology, file, 0)
}

function wrong(file: string, what: Sentence, fix?: Sentence): Error {
  return fileError(file, 'bad-topology', what, undefined, fix)
}

function modelOf(given: unknown, file: string, depth: number): KerasModel {
  const { class_name: className, config } = isFields(given) ? given : {}
  if (typeof className !== 'string' || !modelClasses.includes(className))
    throw wrong(
      file,
      say('it holds no Keras model: its "class_name" must be Sequential, Functional or Model; it is {found}.', {
        found: show(className),
      }),
    )
  if (depth >= mostDepth) throw wrong(file, say('models lie more than {most} deep in each other.', { most: mostDepth }))
  // Old Keras gives a Sequential model's layers as a plain list.
  const fields: Fields = Array.isArray(config) ? { layers: config as unknown[] } : isFields(config) ? config : {}
  const { name, layers } = fields
  const called = typeof name === 'string' && name !== '' ? name : 'model'
  if (!Array.isArray(layers) || layers.length === 0 || layers.length > mostLayers)
    throw wrong(file, say('the model {name} must have a list of 1 to {most} layers.', { name: show(called), most: mostLayers }))
  const read = layers.map((layer: unknown) => layerOf(layer, file, depth))
  const known = new Set<string>()
  for (const layer of read) {
    if (known.has(layer.name))
      throw wrong(file, say('two layers of the model {model} are named {name}.', { model: show(called), name: show(layer.name) }))
    known.add(layer.name)
  }
  if (className === 'Sequential') return chain(called, read)
  const ends = (key: string) => refsOf(fields[key], file, say('the {key} of the model {name}', { key, name: show(called) }))
  return { name: called, layers: read, inputs: ends('input_layers'), outputs: ends('output_layers') }
}

function layerOf(given: unknown, file: string, depth: number): KerasLayer {
  const { class_name: className, config, inbound_nodes: nodes } = isFields(given) ? given : {}
  if (typeof className !== 'string') throw wrong(file, say('a layer has no "class_name": {found}.', { found: show(given) }))
  const fields = isFields(config) ? config : {}
  const name = (given as Fields).name ?? fields.name
  const isModel = modelClasses.includes(className)
  if (typeof name !== 'string' || name === '') {
    if (!(isModel && name === undefined))
      throw wrong(file, say('a layer of the class {kind} has no name.', { kind: show(className) }))
  }
  const called = typeof name === 'string' ? name : 'model'
  const of = say('the inbound_nodes of layer {name}', { name: show(called) })
  if (nodes !== undefined && nodes !== null && !Array.isArray(nodes))
    throw wrong(file, say('{what} are not what Keras writes.', { what: of }))
  const calls = ((nodes ?? []) as unknown[]).map((node) => (isFields(node) ? keras3Refs(node, file, of) : refsOf(node, file, of)))
  return { name: called, className, config: fields, calls, ...(isModel && { model: modelOf(given, file, depth + 1) }) }
}

/** A chain: each layer reads the one before it. What it reads itself is its first layer, or stands in front of it. */
function chain(name: string, layers: readonly KerasLayer[]): KerasModel {
  const first = layers[0]!
  const input: KerasLayer =
    first.className === 'InputLayer'
      ? first
      : {
          name: `${first.name}@input`,
          className: 'InputLayer',
          config: first.model ? inputOf(first.model) : first.config,
          calls: [],
        }
  const all = [input, ...layers.filter((layer) => layer !== input)]
  const ref = (i: number): KerasRef => ({ layer: all[i]!.name, node: 0, tensor: 0 })
  const joined = all.map((layer, i) => ({ ...layer, calls: i === 0 ? [] : [[ref(i - 1)]] }))
  return { name, layers: joined, inputs: [ref(0)], outputs: [ref(all.length - 1)] }
}

/** What the first layer of a model says of its input, where that layer is a model. */
function inputOf({ layers, inputs }: KerasModel): Fields {
  return layers.find(({ name }) => name === inputs[0]?.layer)?.config ?? {}
}

/** [['conv', 0, 0, {}], …], or one such place alone. */
function refsOf(given: unknown, file: string, of: Sentence): KerasRef[] {
  const list = Array.isArray(given) ? given : []
  const places: unknown[] = typeof list[0] === 'string' ? [list] : list
  if (places.length === 0) throw wrong(file, say('{what} are not what Keras writes.', { what: of }))
  return places.map((place) => {
    const [layer, node, tensor, options] = Array.isArray(place) ? (place as unknown[]) : []
    refuseOptions(options, file, of)
    return refOf([layer, node, tensor], file, of)
  })
}

/** { args: [tensor, …] or [[tensor, …]], kwargs: {} } */
function keras3Refs({ args, kwargs }: Fields, file: string, of: Sentence): KerasRef[] {
  refuseOptions(kwargs, file, of)
  const [first, ...rest] = Array.isArray(args) ? (args as unknown[]) : []
  const tensors = Array.isArray(first) && rest.length === 0 ? (first as unknown[]) : [first, ...rest]
  return tensors.map((tensor) => {
    const { class_name: className, config } = isFields(tensor) ? tensor : {}
    const history = isFields(config) ? config.keras_history : undefined
    if (className !== '__keras_tensor__')
      throw wrong(file, say('{what} hold {found} where a tensor should be.', { what: of, found: show(tensor) }))
    return refOf(history, file, of)
  })
}

function refOf(place: unknown, file: string, of: Sentence): KerasRef {
  const [layer, node, tensor] = Array.isArray(place) ? (place as unknown[]) : []
  const isIndex = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0
  if (typeof layer === 'string' && isIndex(node) && isIndex(tensor)) return { layer, node, tensor }
  throw wrong(file, say('{what} name {found}, which is no [layer, node, tensor].', { what: of, found: show(place) }))
}

/** Calls with arguments compute something else; whether a layer trains does not matter here. */
function refuseOptions(options: unknown, file: string, of: Sentence): void {
  for (const [key, value] of Object.entries(isFields(options) ? options : {}))
    if (value !== null && !(key === 'training' && value === false))
      throw wrong(file, say('{what} call it with {key}: {value}, which is not read here.', { what: of, key, value: show(value) }))
}
