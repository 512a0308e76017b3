/** The forward pass of a plan: each layer writes its own calls, and what its backward pass will need is kept beside it. */
import { StriateError } from '../../errors/errors.ts'
import { inputNode, type Node } from '../../graph/node.ts'
import { behaviourOf } from '../../layers/index.ts'
import type { ForwardContext } from '../../layers/layer.ts'
import type { Emit } from '../../ops/op.ts'
import { newValue, type Value } from '../../values/value.ts'
import type { ParameterTable } from '../parameters.ts'
import type { Draft } from './draft.ts'

/** One layer whose forward calls are written. */
export interface WrittenLayer {
  readonly node: Node
  readonly context: ForwardContext
  readonly result: Value
  /** What the layer kept for its backward pass. */
  readonly kept: Readonly<Record<string, Value>>
}

/** What the layers are written for. */
interface Written {
  /** The model's name, for errors. */
  readonly model: string
  /** What the model's input is. */
  readonly image: Value
  readonly counters: Value
  /** Random layers are at work, and statistics are those of the batch. */
  readonly training: boolean
  /** Whether a layer is frozen with its state, by its position: then it works as in inference. */
  atRest(position: number): boolean
  /** The plan has an update, in which layers may write their state. */
  readonly updates: boolean
  /** The positions of the layers that are written: those that lead to what the plan is asked for. */
  readonly needed: ReadonlySet<number>
}

/** By position; where a layer is not needed, there is none. */
export type WrittenLayers = readonly (WrittenLayer | undefined)[]

const noCalls: Emit = () => {}

/** The layers in order. */
export function writeForward(
  draft: Draft,
  nodes: readonly Node[],
  table: ParameterTable,
  { model, image, counters, training, updates, needed, atRest }: Written,
): WrittenLayers {
  const written: (WrittenLayer | undefined)[] = []
  for (const [position, node] of nodes.entries()) {
    if (!needed.has(position)) {
      written.push(undefined)
      continue
    }
    const kept: Record<string, Value> = {}
    const learns = training && !(atRest(position) && Object.keys(node.state).length > 0)
    const context: ForwardContext = {
      inputs: node.inputs.map((input) => (input === inputNode ? image : written[input]!.result)),
      parameters: Object.fromEntries(Object.entries(table.ofLayer[position]!).map(([key, { value }]) => [key, value])),
      state: Object.fromEntries(Object.entries(table.state.ofLayer[position]!).map(([key, { value }]) => [key, value])),
      training: learns,
      counters,
      position,
      emit: draft.emitter('forward', node.name),
      update: updates && learns ? draft.emitter('update', node.name) : noCalls,
      output: () => draft.batched(`${node.name}.output`, node.shape),
      keepOnce: (name, shape) => (kept[name] = newValue(`${node.name}.${name}`, shape, { role: 'activation' })),
      keep: (name, shape, dtype) => (kept[name] = draft.batched(`${node.name}.${name}`, shape, 'activation', dtype)),
    }
    try {
      written.push({ node, context, result: behaviourOf(node.layer).forward(node.layer, context), kept })
    } catch (error) {
      const place = { position: position + 1, name: node.name, kind: node.layer.kind, model }
      throw error instanceof StriateError ? error.at(place) : error
    }
  }
  return written
}
