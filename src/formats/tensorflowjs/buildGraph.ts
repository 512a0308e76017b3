/** Goes through a model of Keras, call by call as soon as what it reads is there, and puts Striate's layers in their place. */
import type { FormatError } from '../../errors/errors.ts'
import { suggest } from '../../errors/nearest.ts'
import { show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'
import type { Shape } from '../../values/shape.ts'
import { fileError } from '../fileError.ts'
import { Config, type Fail } from './fields.ts'
import type { GraphBuilder } from './graphBuilder.ts'
import type { KerasLayer, KerasModel, KerasRef } from './kerasModel.ts'
import { conversions, type Origin } from './layers/index.ts'
import type { Tensor } from './tensor.ts'
import type { WeightTable } from './weightTable.ts'

export interface Building {
  readonly builder: GraphBuilder
  readonly weights: WeightTable
  readonly origin: Origin
  readonly file: string
  /** How many calls have been gone through: models within models that call each other several times are exponentially many. */
  calls: number
}

/** More than any network has, also of layers that leave nothing behind. */
const mostCalls = 2 ** 16

/**
 * What a model gives of these inputs. `path`: the models in which it lies.
 * @throws FormatError, and what the factories of layers throw
 */
export function buildGraph(
  building: Building,
  model: KerasModel,
  inputs: readonly Tensor[],
  path: readonly string[] = [],
): Tensor[] {
  const { file } = building
  const bad = (what: Sentence) => fileError(file, 'bad-topology', what)
  const named = show(path.at(-1) ?? model.name)
  if (model.inputs.length !== inputs.length)
    throw bad(
      say('the model {name} takes another number of inputs: {wanted}; it is given {found}.', {
        name: named,
        wanted: model.inputs.length,
        found: inputs.length,
      }),
    )
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]))
  const shift = ownCalls(model)
  /** What each call of a layer gave. */
  const given = new Map<string, Tensor>()
  const keyOf = ({ layer, node, tensor }: KerasRef) => `${node - (shift.get(layer) ?? 0)} ${tensor} ${layer}`
  for (const [i, ref] of model.inputs.entries()) {
    if (layers.get(ref.layer)?.className !== 'InputLayer')
      throw bad(say('{layer} is an input of the model {name}, but no InputLayer.', { layer: show(ref.layer), name: named }))
    if (given.has(keyOf(ref)))
      throw bad(say('{layer} is an input of the model {name} twice.', { layer: show(ref.layer), name: named }))
    given.set(keyOf(ref), inputs[i]!)
  }

  const calls = model.layers.flatMap((layer) => layer.calls.map((refs, node) => ({ layer, node, refs, missing: 0 })))
  /** The calls that wait for a tensor. */
  const waiting = new Map<string, typeof calls>()
  const ready: typeof calls = []
  for (const call of calls) {
    const wanted = new Set(call.refs.map(keyOf).filter((key) => !given.has(key)))
    call.missing = wanted.size
    if (call.missing === 0) ready.push(call)
    for (const key of wanted) {
      const list = waiting.get(key)
      if (list) list.push(call)
      else waiting.set(key, [call])
    }
  }
  let done = 0
  for (let next = 0; next < ready.length; next++) {
    const { layer, node, refs } = ready[next]!
    if (++building.calls > mostCalls) throw bad(say('its layers are called more than {most} times.', { most: mostCalls }))
    const tensors = refs.map((ref) => given.get(keyOf(ref))!)
    const outputs = layer.model
      ? buildGraph(building, layer.model, tensors, [...path, layer.name])
      : [convert(building, layer, tensors, path)]
    done++
    for (const [tensor, output] of outputs.entries()) {
      const key = `${node} ${tensor} ${layer.name}`
      given.set(key, output)
      for (const call of waiting.get(key) ?? []) if (--call.missing === 0) ready.push(call)
    }
  }
  const stuck = done < calls.length ? calls.find(({ missing }) => missing > 0) : undefined
  if (stuck) {
    const ref = stuck.refs.find((one) => !given.has(keyOf(one)))!
    throw bad(
      say('layer {name} reads [{layer}, {node}, {tensor}], which nothing gives before it.', {
        name: show(stuck.layer.name),
        layer: show(ref.layer),
        node: ref.node,
        tensor: ref.tensor,
      }),
    )
  }
  return model.outputs.map((ref) => {
    const output = given.get(keyOf(ref))
    if (output) return output
    throw bad(say('{layer} is an output of the model {name}, but nothing gives it.', { layer: show(ref.layer), name: named }))
  })
}

/**
 * A model within a model counts its own making as its first call in some versions of Keras, and not in others. With n calls, who
 * names the n-th (from 0) counts so; who names the 0-th does not.
 */
function ownCalls(model: KerasModel): Map<string, number> {
  const shift = new Map<string, number>()
  const inner = new Map(model.layers.filter((layer) => layer.model).map((layer) => [layer.name, layer.calls.length]))
  for (const { layer, node } of [...model.layers.flatMap(({ calls }) => calls.flat()), ...model.outputs])
    if (inner.get(layer) === node) shift.set(layer, 1)
  return shift
}

function convert(
  { builder, weights, origin, file }: Building,
  layer: KerasLayer,
  inputs: readonly Tensor[],
  path: readonly string[],
): Tensor {
  const own = [...path, layer.name]
  const name = own.join('/')
  const fail: Fail = (what, fix): FormatError =>
    fileError(
      file,
      'layer',
      say('layer {name} ({kind}): {what}', { name: show(name), kind: layer.className.slice(0, 60), what }),
      undefined,
      fix,
    )
  const conversion = conversions.get(layer.className)
  if (!conversion)
    throw fail(
      say('this class of layers is not read here.'),
      say('{known} Or build the model with layers of these, and save it again.', {
        known: suggest(layer.className, [...conversions.keys()]),
      }),
    )
  const weight = (names: string | readonly string[], shape: Shape) =>
    weights.take(own, typeof names === 'string' ? [names] : names, shape, fail)
  return conversion({ builder, name, config: new Config(layer.config, fail), inputs, origin, weight })
}
