/** The nodes of a model's graph: a layer, what it reads, and what is known of it once its inputs' shapes are. */
import type { Layer, ParameterSpec, StateSpec } from '../layers/layer.ts'
import type { Shape } from '../values/shape.ts'

/** Stands for the model's input among a node's inputs. */
export const inputNode = -1

/** A layer in its model: its name, what it reads, its output shape and its parameters. */
export interface Node {
  readonly layer: Layer
  /** The layer's own name, or its kind with a number: `tanh2`. */
  readonly name: string
  /** The nodes that it reads, by position; `inputNode` is the image. Always earlier ones. */
  readonly inputs: readonly number[]
  /** The output's shape, without the batch. */
  readonly shape: Shape
  readonly parameters: Readonly<Record<string, ParameterSpec>>
  /** What the layer carries from step to step beside its parameters. */
  readonly state: Readonly<Record<string, StateSpec>>
  readonly macs: number
}

/** A layer and the earlier nodes that it reads: what a model is made of. */
export interface Joined {
  readonly layer: Layer
  readonly inputs: readonly number[]
}

/**
 * What the graph's own readers (JSON, summary, receptive fields) need of a model: they stand below `ModelGraph`, which uses
 * them.
 */
export interface JoinedNodes {
  readonly name: string
  /** [channels, height, width] or [features]. */
  readonly inputShape: Shape
  readonly nodes: readonly Node[]
  /** The positions of the outputs, the main one first. */
  readonly outputs: readonly number[]
}

/** Of each node, whether it depends on the model's input: parameters and constants do not, nor what is made of them alone. */
export function seeInput(nodes: readonly (Pick<Node, 'inputs'> | undefined)[]): boolean[] {
  const sees: boolean[] = []
  for (const node of nodes) sees.push(node?.inputs.some((input) => input === inputNode || sees[input] === true) ?? false)
  return sees
}
