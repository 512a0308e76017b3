/**
 * Writes the plan of a model for one use: the input's formation, each layer's forward calls, the loss, each layer's
 * backward calls in reverse, the optimizer. Layers, losses and optimizers emit; this file only joins them.
 */

import type { ModelGraph } from '../graph/modelGraph.ts'
import { inputNode } from '../graph/node.ts'
import { behaviourOf } from '../layers/index.ts'
import type { ForwardContext } from '../layers/layer.ts'
import { type Loss, lossOf } from '../losses/index.ts'
import type { NormalizeAttributes } from '../ops/normalize/op.ts'
import type { AnyOpCall, Emit } from '../ops/op.ts'
import { opCall } from '../ops/op.ts'
import type { Plan, Segment } from '../ops/plan.ts'
import { counterCount, scalarCount } from '../ops/stepNumbers.ts'
import type { WarpAttributes } from '../ops/warp/op.ts'
import { type Optimizer, optimizerOf } from '../optimizers/index.ts'
import type { Shape } from '../values/shape.ts'
import { type Dtype, newValue, storageOf, type Value } from '../values/value.ts'
import { backward } from './backward.ts'
import type { ParameterTable } from './parameters.ts'
import { fuseActivations } from './passes/fuseActivations.ts'

/** How the raw pictures are stored, and what makes them the network's input. */
export interface InputForm {
  readonly dtype: 'u8' | 'real'
  /** Of one raw picture. */
  readonly shape: Shape
  readonly normalize: NormalizeAttributes
}

/** Everything that tells one plan of a network from another. All plain values: the key of the cache. */
export interface PlanUse {
  /** 'train' has all four segments, 'infer' and 'inspect' only forward; 'inspect' also backward, with `gradientFrom`. */
  readonly use: 'train' | 'infer' | 'inspect'
  readonly batch: number
  readonly input: InputForm
  /** Random layers are at work as in training; true for 'train'. */
  readonly training?: boolean
  readonly augmentation?: WarpAttributes | undefined
  readonly loss?: Loss | undefined
  readonly optimizer?: Optimizer | undefined
  /** Names of layers whose own output is kept to be read. */
  readonly keep?: readonly string[]
  /**
   * 'inspect' alone: the layer at whose output a gradient is put in (`dy`), which the backward segment carries down to the
   * input (`inputGradient`). The plan ends at this layer, and no parameter gets a gradient.
   */
  readonly gradientFrom?: string | undefined
  /** Passes can be switched off. */
  readonly fuse?: boolean
  /** 'plain': no layout of the backend's own, whatever the batch, so that outputs need no second place in plain order. */
  readonly layout?: 'plain'
}

/** A plan and the values by which one talks to it. */
export interface BuiltPlan {
  readonly plan: Plan
  readonly raw: Value
  /** Labels (i32 [N]) or target values, where there is a loss. */
  readonly target: Value | undefined
  /** The pictures' numbers in the data set, where there is augmentation. */
  readonly pictures: Value | undefined
  readonly scalars: Value
  readonly counters: Value
  readonly output: Value
  /** The mean loss, [1], and the loss of each picture, [N]. */
  readonly loss: Value | undefined
  readonly losses: Value | undefined
  readonly kept: ReadonlyMap<string, Value>
  /** With `gradientFrom`: what the caller writes, [N, …layer shape], and what comes of it, [N, …input shape]. */
  readonly dy: Value | undefined
  readonly inputGradient: Value | undefined
}

export function buildPlan(
  model: ModelGraph,
  table: ParameterTable,
  states: Readonly<Record<string, Value>>,
  use: PlanUse,
): BuiltPlan {
  const { batch } = use
  const training = use.training ?? use.use === 'train'
  // A plan that carries a gradient down begins at its layer: what lies behind is left out.
  const top = use.gradientFrom === undefined ? undefined : model.find(use.gradientFrom)
  const nodes =
    top === undefined ? model.nodes : model.nodes.slice(0, 1 + Math.max(top, ...(use.keep ?? []).map((name) => model.find(name))))
  const calls: Record<Segment, AnyOpCall[]> = { zero: [], forward: [], backward: [], update: [] }
  const emitter =
    (segment: Segment, layer: string): Emit =>
    (op, attributes, inputs, outputs) => {
      calls[segment].push(opCall(op, attributes, inputs, outputs, layer))
    }
  const batched = (name: string, shape: Shape, role: Value['role'], dtype: Dtype = 'real') =>
    newValue(name, [batch, ...shape], { role, dtype, batched: true })

  const raw = newValue('raw', [batch, ...use.input.shape], { role: 'input', dtype: use.input.dtype })
  const scalars = newValue('scalars', [scalarCount], { role: 'scalars' })
  const counters = newValue('counters', [counterCount], { role: 'scalars', dtype: 'i32' })
  let pictures: Value | undefined
  let picture = batched('input', model.inputShape, 'activation')
  emitter('forward', 'input')('normalize', use.input.normalize, [raw], [picture])
  if (use.augmentation) {
    pictures = newValue('pictures', [batch], { role: 'input', dtype: 'i32' })
    const warped = batched('input.augmented', model.inputShape, 'activation')
    emitter('forward', 'input')('warp', use.augmentation, [picture, pictures, counters], [warped])
    picture = warped
  }

  // Forward, layer by layer.
  const results: Value[] = []
  const keptByLayer: Record<string, Value>[] = []
  const contexts: ForwardContext[] = nodes.map((node, position) => {
    const kept: Record<string, Value> = {}
    keptByLayer.push(kept)
    return {
      inputs: [],
      parameters: Object.fromEntries(Object.entries(table.ofLayer[position]!).map(([key, { value }]) => [key, value])),
      training,
      counters,
      position,
      emit: emitter('forward', node.name),
      output: () => batched(`${node.name}.output`, node.shape, 'activation'),
      keep: (name, shape, dtype) => (kept[name] = batched(`${node.name}.${name}`, shape, 'activation', dtype)),
    }
  })
  for (const [position, node] of nodes.entries()) {
    const inputs = node.inputs.map((input) => (input === inputNode ? picture : results[input]!))
    contexts[position] = { ...contexts[position]!, inputs }
    results.push(behaviourOf(node.layer).forward(node.layer, contexts[position]!))
  }
  const output = top === undefined ? results.at(-1)! : results[top]!

  // The loss.
  let target: Value | undefined
  let loss: Value | undefined
  let losses: Value | undefined
  let gradientOfOutput: (() => Value) | undefined
  if (use.loss) {
    const behaviour = lossOf(use.loss)
    const chosen = use.loss
    behaviour.check(chosen, model.outputShape)
    target =
      behaviour.target === 'labels'
        ? newValue('labels', [batch], { role: 'input', dtype: 'i32', batched: true })
        : batched('target', model.outputShape, 'input')
    const context = { output, target, scalars, emit: emitter('forward', 'loss') }
    const made = behaviour.forward(chosen, {
      ...context,
      value: (name: string, shape: Shape) => batched(`loss.${name}`, shape, 'activation'),
    })
    losses = made.losses
    loss = newValue('loss', [1], { role: 'output' })
    context.emit('mean', {}, [losses, scalars], [loss])
    gradientOfOutput = () => {
      const gradient = batched('output.gradient', model.outputShape, 'activation')
      behaviour.backward(chosen, { ...context, ...made, emit: emitter('backward', 'loss'), gradient })
      return gradient
    }
  }

  // Backward, in reverse: each layer adds the gradients of its parameters and hands on those of its inputs.
  const below = { nodes, table, contexts, results, keptByLayer, emitter, batched }
  let dy: Value | undefined
  let inputGradient: Value | undefined
  if (use.use === 'train' && gradientOfOutput) {
    emitter('zero', 'gradients')('fill', { value: 0 }, [], [table.gradients])
    backward(below, nodes.length - 1, gradientOfOutput(), whatLearns(model))
  } else if (top !== undefined) {
    const { name, shape } = nodes[top]!
    // Written in plain order, as the pictures are; `normalize` brings it into the plan's layout.
    dy = newValue('dy', [batch, ...shape], { role: 'input' })
    const gradient = batched(`${name}.output.gradient`, shape, 'activation')
    emitter('backward', name)('normalize', plainInput(shape).normalize, [dy], [gradient])
    inputGradient = backward(below, top, gradient, undefined)
  }
  if (use.optimizer)
    optimizerOf(use.optimizer).emit(use.optimizer, {
      parameters: table.values,
      gradients: table.gradients,
      states,
      scalars,
      emit: emitter('update', 'optimizer'),
    })

  const kept = new Map((use.keep ?? []).map((name) => [name, results[model.find(name)]!]))
  const present = (...values: readonly (Value | undefined)[]) => values.filter((value) => value !== undefined)
  const outputs = [...new Set(present(output, ...kept.values(), losses, loss, inputGradient).map(storageOf))]
  const inputs = [raw, ...present(pictures, target, dy), scalars, counters]
  const plan: Plan = {
    name: `${model.name} ${use.use} ${batch}`,
    batch,
    calls,
    inputs,
    outputs,
    ...(use.layout ? { layout: use.layout } : {}),
  }
  return {
    plan: use.fuse === false ? plan : fuseActivations(plan),
    raw,
    target,
    pictures,
    scalars,
    counters,
    output,
    loss,
    losses,
    kept,
    dy,
    inputGradient,
  }
}

/** Which nodes have a parameter in or before them: only these need a gradient. */
function whatLearns(model: ModelGraph): boolean[] {
  const learns: boolean[] = []
  for (const { parameters, inputs } of model.nodes)
    learns.push(Object.keys(parameters).length > 0 || inputs.some((input) => input !== inputNode && learns[input]!))
  return learns
}

/** The form of plain real pictures that need no change. */
export function plainInput(shape: Shape): InputForm {
  return { dtype: 'real', shape, normalize: { scale: [1], offset: [0], padding: [0, 0, 0, 0], border: 0 } }
}
