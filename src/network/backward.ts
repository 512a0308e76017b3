/**
 * The backward pass of a plan: from the gradient of one node's output down, layer by layer, in reverse. It decides who gets
 * a gradient (the parameters in training, the input when one looks what a layer sees); the calls are the layers' own.
 */

import type { ModelGraph } from '../graph/modelGraph.ts'
import { inputNode } from '../graph/node.ts'
import { behaviourOf } from '../layers/index.ts'
import type { ForwardContext } from '../layers/layer.ts'
import type { Emit } from '../ops/op.ts'
import type { Segment } from '../ops/plan.ts'
import type { Shape } from '../values/shape.ts'
import { newValue, type Value } from '../values/value.ts'
import type { ParameterTable } from './parameters.ts'

/** A forward pass that has been written, and how to write on. */
export interface Below {
  readonly nodes: ModelGraph['nodes']
  readonly table: ParameterTable
  readonly contexts: readonly ForwardContext[]
  readonly results: readonly Value[]
  readonly keptByLayer: readonly Readonly<Record<string, Value>>[]
  emitter(segment: Segment, layer: string): Emit
  batched(name: string, shape: Shape, role: Value['role']): Value
}

/**
 * From the gradient of the output of node `top` downwards. With `learns`, for training: to the parameters of these nodes and
 * no further. Without, to the input, whose gradient is given back; calls that serve parameters alone are left out.
 */
export function backward(
  { nodes, table, contexts, results, keptByLayer, emitter, batched }: Below,
  top: number,
  gradient: Value,
  learns: readonly boolean[] | undefined,
): Value | undefined {
  const gradients: Value[][] = nodes.map(() => [])
  const ofInput: Value[] = []
  gradients[top]!.push(gradient)
  const total = (parts: readonly Value[], name: string, shape: Shape, emit: Emit) =>
    parts.reduce((a, b) => {
      const sum = batched(name, shape, 'activation')
      emit('add', {}, [a, b], [sum])
      return sum
    })
  for (let position = top; position >= 0; position--) {
    const node = nodes[position]!
    if (learns ? !learns[position] : gradients[position]!.length === 0) continue
    const unwanted = new Set<Value>()
    const plain = emitter('backward', node.name)
    const emit: Emit = (op, attributes, from, to) => {
      if (to.some((value) => !unwanted.has(value))) plain(op, attributes, from, to)
    }
    const ofParameter = (key: string, { gradient: value }: ParameterTable['list'][number]) => {
      if (learns) return value
      const scratch = newValue(`${node.name}.${key}.gradient`, value.shape, { role: 'workspace' })
      unwanted.add(scratch)
      return scratch
    }
    const dy = total(gradients[position]!, `${node.name}.output.gradient`, node.shape, emit)
    const { output: _, ...context } = contexts[position]!
    const wants = (input: number) => !learns || (node.inputs[input] !== inputNode && learns[node.inputs[input]!]!)
    const made = behaviourOf(node.layer).backward(node.layer, {
      ...context,
      emit,
      result: results[position]!,
      dy,
      kept: keptByLayer[position]!,
      gradients: Object.fromEntries(
        Object.entries(table.ofLayer[position]!).map(([key, parameter]) => [key, ofParameter(key, parameter)]),
      ),
      wants,
      gradient: (input) =>
        newValue(`${node.name}.input${input}.gradient`, context.inputs[input]!.shape, { role: 'activation', batched: true }),
    })
    for (const [i, value] of made.entries())
      if (value && wants(i)) (node.inputs[i] === inputNode ? ofInput : gradients[node.inputs[i]!]!).push(value)
  }
  if (learns) return undefined
  const shape = contexts[0]!.inputs[0]!.shape.slice(1)
  return total(ofInput, 'input.gradient', shape, emitter('backward', 'input'))
}
