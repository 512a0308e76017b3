/**
 * The backward pass of a plan: from the gradients of some layers' outputs down, layer by layer, in reverse. It decides who
 * gets a gradient (the parameters in training, the input when one looks what a layer sees); the calls are the layers' own.
 */
import { inputNode, seeInput } from '../../graph/node.ts'
import { behaviourOf } from '../../layers/index.ts'
import type { Emit } from '../../ops/op.ts'
import type { Shape } from '../../values/shape.ts'
import { newValue, storageOf, type Value } from '../../values/value.ts'
import type { Parameter, ParameterTable } from '../parameters.ts'
import type { Draft } from './draft.ts'
import type { WrittenLayers } from './forward.ts'

/** To the parameters, and no further than the lowest of them: training. */
export function writeToParameters(
  draft: Draft,
  layers: WrittenLayers,
  table: ParameterTable,
  ends: Ends,
  isFrozen: (parameter: Parameter) => boolean,
): void {
  const learns = whatLearns(layers, table, isFrozen)
  descend(draft, layers, table, ends, {
    visits: (position) => learns[position] === true,
    wants: (from) => from !== inputNode && learns[from] === true,
    ofParameter: (parameter, name) =>
      isFrozen(parameter) ? unwanted(parameter, name) : { value: parameter.gradient, wanted: true },
  })
}

/**
 * To the image, whose gradient is given back: 0 where no end sees anything of it. What serves parameters alone, and layers that
 * come from them alone, is left out.
 */
export function writeToInput(draft: Draft, layers: WrittenLayers, table: ParameterTable, ends: Ends, image: Value): Value {
  const sees = seeInput(layers.map((layer) => layer?.node))
  const parts = descend(draft, layers, table, ends, {
    visits: (position, gradients) => gradients.length > 0 && sees[position] === true,
    wants: (from) => from === inputNode || sees[from] === true,
    ofParameter: unwanted,
  })
  const emit = draft.emitter('backward', 'input')
  if (parts.length > 0) return sumOf(draft, parts, 'input.gradient', image.shape.slice(1), emit)
  const nothing = draft.batched('input.gradient', image.shape.slice(1))
  emit('fill', { value: 0 }, [], [nothing])
  return nothing
}

/** Where the way down begins: the gradient of each of these layers' outputs, by position. */
export type Ends = ReadonlyMap<number, Value>

/** A gradient that no one reads: what writes it alone is left out. */
function unwanted({ value }: Parameter, name: string) {
  return { value: newValue(`${name}.gradient`, value.shape, { role: 'workspace' }), wanted: false }
}

/** Which layers have a parameter that learns in or before them: only these need a gradient. */
function whatLearns(layers: WrittenLayers, table: ParameterTable, isFrozen: (parameter: Parameter) => boolean): boolean[] {
  const learns: boolean[] = []
  for (const [position, layer] of layers.entries())
    learns.push(
      layer !== undefined &&
        (Object.values(table.ofLayer[position]!).some((parameter) => !isFrozen(parameter)) ||
          layer.node.inputs.some((input) => input !== inputNode && learns[input] === true)),
    )
  return learns
}

/** What the two ways down differ in. */
interface Way {
  /** Whether the layer's backward pass is written, given the gradients of its output that came down so far. */
  visits(position: number, gradients: readonly Value[]): boolean
  /** Whether anyone needs the gradient of what a layer reads from there. */
  wants(from: number): boolean
  /** Where the gradient of a parameter goes, and whether calls that write it alone are written at all. */
  ofParameter(parameter: Parameter, name: string): { readonly value: Value; readonly wanted: boolean }
}

/** Writes the backward calls of the ends and of all below them that are visited; gives the gradients of the input. */
function descend(
  draft: Draft,
  layers: WrittenLayers,
  table: ParameterTable,
  ends: Ends,
  { visits, wants, ofParameter }: Way,
): Value[] {
  const gradients: Value[][] = layers.map(() => [])
  const ofInput: Value[] = []
  for (const [end, gradient] of ends) gradients[end]!.push(gradient)
  for (let position = layers.length - 1; position >= 0; position--) {
    const layer = layers[position]
    const parts = gradients[position]!
    if (!layer || !visits(position, parts)) continue
    const { node, context, result, kept } = layer
    const unwanted = new Set<Value>()
    const plain = draft.emitter('backward', node.name)
    const emit: Emit = (op, attributes, from, to) => {
      if ([...to].some((value) => !unwanted.has(storageOf(value)))) plain(op, attributes, from, to)
    }
    const target = (key: string, parameter: Parameter): Value => {
      const { value, wanted } = ofParameter(parameter, `${node.name}.${key}`)
      if (!wanted) unwanted.add(value)
      return value
    }
    const { output: _, ...shared } = context
    const wantsInput = (input: number) => wants(node.inputs[input]!)
    const made = behaviourOf(node.layer).backward(node.layer, {
      ...shared,
      emit,
      result,
      dy: sumOf(draft, parts, `${node.name}.output.gradient`, node.shape, emit),
      kept,
      gradients: Object.fromEntries(
        Object.entries(table.ofLayer[position]!).map(([key, parameter]) => [key, target(key, parameter)]),
      ),
      wants: wantsInput,
      gradient: (input) =>
        newValue(`${node.name}.input${input}.gradient`, context.inputs[input]!.shape, { role: 'activation', batched: true }),
    })
    for (const [i, value] of made.entries()) {
      const from = node.inputs[i]!
      if (value && wants(from)) (from === inputNode ? ofInput : gradients[from]!).push(value)
    }
  }
  return ofInput
}

/** Where several layers read a value, the sum of their gradients. */
function sumOf(draft: Draft, parts: readonly Value[], name: string, shape: Shape, emit: Emit): Value {
  return parts.reduce((a, b) => {
    const sum = draft.batched(name, shape)
    emit('add', {}, [a, b], [sum])
    return sum
  })
}
