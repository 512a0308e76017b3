/** The forward pass of a plan: each layer writes its own calls, and what its backward pass will need is kept beside it. */
import { inputNode, type Node } from '../../graph/node.ts'
import { behaviourOf } from '../../layers/index.ts'
import type { ForwardContext } from '../../layers/layer.ts'
import type { Value } from '../../values/value.ts'
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

/** The layers in order. `image` is what the model's input is; `training`: random layers are at work. */
export function writeForward(
  draft: Draft,
  nodes: readonly Node[],
  table: ParameterTable,
  { image, counters, training }: { readonly image: Value; readonly counters: Value; readonly training: boolean },
): WrittenLayer[] {
  const written: WrittenLayer[] = []
  for (const [position, node] of nodes.entries()) {
    const kept: Record<string, Value> = {}
    const context: ForwardContext = {
      inputs: node.inputs.map((input) => (input === inputNode ? image : written[input]!.result)),
      parameters: Object.fromEntries(Object.entries(table.ofLayer[position]!).map(([key, { value }]) => [key, value])),
      training,
      counters,
      position,
      emit: draft.emitter('forward', node.name),
      output: () => draft.batched(`${node.name}.output`, node.shape),
      keep: (name, shape, dtype) => (kept[name] = draft.batched(`${node.name}.${name}`, shape, 'activation', dtype)),
    }
    written.push({ node, context, result: behaviourOf(node.layer).forward(node.layer, context), kept })
  }
  return written
}
