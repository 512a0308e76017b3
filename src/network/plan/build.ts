/**
 * Writes the plan of a model for one use: the input's formation, each layer's forward calls, the loss, each layer's
 * backward calls in reverse, the optimizer. Layers, losses and optimizers emit; the writers beside this file join them, one
 * part each; here stands which parts each kind of use has.
 */
import type { ModelGraph } from '../../graph/modelGraph.ts'
import type { Plan } from '../../ops/plan.ts'
import { counterCount, scalarCount } from '../../ops/stepNumbers.ts'
import { newValue, storageOf, type Value } from '../../values/value.ts'
import { type Treatments, treatmentsOf } from '../groups.ts'
import { fuseActivations } from '../passes/fuseActivations.ts'
import { type PlanUse, plainInput, type UseOf, type ValuesOf } from '../use.ts'
import { writeToInput, writeToParameters } from './backward.ts'
import { Draft } from './draft.ts'
import { type WrittenLayer, writeForward } from './forward.ts'
import { type WrittenInput, writeInput } from './input.ts'
import { writeLoss } from './loss.ts'
import { type OwnValues, writeUpdates } from './update.ts'

/** A plan and the values by which one talks to it. */
export interface BuiltPlan<U extends PlanUse = PlanUse> {
  readonly plan: Plan
  readonly values: ValuesOf<U>
}

export function buildPlan<U extends PlanUse>(model: ModelGraph, own: OwnValues, use: U): BuiltPlan<U> {
  const draft = new Draft(use.batch)
  const counters = newValue('counters', [counterCount], { role: 'scalars', dtype: 'i32' })
  const scalars = newValue('scalars', [scalarCount], { role: 'scalars' })
  const augmentation = 'augmentation' in use ? use.augmentation : undefined
  const input = writeInput(draft, model.inputShape, use.input, counters, augmentation)
  // A plan that carries a gradient down ends at its layer: what lies behind is left out.
  const nodes = use.kind === 'gradient' ? model.nodes.slice(0, 1 + model.find(use.from)) : model.nodes
  const training = use.kind === 'train' || (use.kind === 'inspect' && use.training === true)
  const treatments = treatmentsOf(model.nodes, own.table, ('groups' in use && use.groups) || [])
  const layers = writeForward(draft, nodes, own.table, {
    model: model.name,
    image: input.image,
    counters,
    training,
    updates: use.kind === 'train',
    atRest: treatments.atRest,
  })
  const shared = { raw: input.raw, scalars, counters, output: layers.at(-1)!.result }
  // The table pairs each kind with its use; the compiler does not follow that through the index.
  const finish = finishers[use.kind] as unknown as (begun: Begun, use: U) => Finished<ValuesOf<U>>
  const { values, inputs, outputs } = finish({ model, own, draft, input, layers, shared, treatments }, use)
  const plan: Plan = {
    name: `${model.name} ${use.kind} ${use.batch}`,
    batch: use.batch,
    calls: draft.calls,
    inputs: [input.raw, ...inputs, scalars, counters],
    outputs: [...new Set([shared.output, ...outputs].map(storageOf))],
    ...(use.layout ? { layout: use.layout } : {}),
  }
  return { plan: use.fuse === false ? plan : fuseActivations(plan), values }
}

/** A plan whose forward pass is written. */
interface Begun {
  readonly model: ModelGraph
  readonly own: OwnValues
  readonly draft: Draft
  readonly input: WrittenInput
  readonly layers: readonly WrittenLayer[]
  readonly shared: ValuesOf<UseOf<'infer'>>
  readonly treatments: Treatments
}

/** What a kind of use adds to raw images and output: its values, and which of them are written before and read after a run. */
interface Finished<Values> {
  readonly values: Values
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
}

const present = (value: Value | undefined) => (value ? [value] : [])

/** What follows the forward pass, for each kind of use. */
const finishers: { readonly [K in PlanUse['kind']]: (begun: Begun, use: UseOf<K>) => Finished<ValuesOf<UseOf<K>>> } = {
  infer: ({ shared }) => ({ values: shared, inputs: [], outputs: [] }),

  evaluate({ model, draft, shared }, { loss }) {
    const read = { output: shared.output, shape: model.outputShape, scalars: shared.scalars }
    const { gradient: _, weights: __, ...values } = writeLoss(draft, loss, read)
    return { values: { ...shared, ...values }, inputs: [values.target], outputs: [values.losses, values.loss] }
  },

  train({ model, own, draft, input, layers, shared, treatments }, { loss, optimizer, weighted, clipNorm }) {
    const { table } = own
    const { isFrozen, ranges } = treatments
    const read = { output: shared.output, shape: model.outputShape, scalars: shared.scalars, weighted }
    const { gradient, ...values } = writeLoss(draft, loss, read)
    draft.emitter('zero', 'gradients')('fill', { value: 0 }, [], [table.gradients])
    writeToParameters(draft, layers, table, gradient(), isFrozen)
    const emit = draft.emitter('update', 'optimizer')
    if (clipNorm !== undefined) emit('clipNorm', { most: clipNorm }, [], [table.gradients])
    writeUpdates(emit, optimizer, own, shared.scalars, ranges)
    return {
      values: { ...shared, ...values, indices: input.indices, gradients: table.gradients },
      inputs: [...present(input.indices), values.target, ...(values.weights ? Object.values(values.weights) : [])],
      outputs: [values.losses, values.loss],
    }
  },

  inspect({ model, input, layers, shared }, { keep }) {
    const kept = new Map(keep.map((name) => [name, layers[model.find(name)]!.result]))
    return {
      values: { ...shared, kept, indices: input.indices },
      inputs: present(input.indices),
      outputs: [...kept.values()],
    }
  },

  gradient({ own, draft, input, layers, shared }, { from, batch }) {
    const { shape } = layers.at(-1)!.node
    // Written in plain order, as the images are; `normalize` brings it into the plan's layout.
    const dy = newValue('dy', [batch, ...shape], { role: 'input' })
    const gradient = draft.batched(`${from}.output.gradient`, shape)
    draft.emitter('backward', from)('normalize', plainInput(shape).normalize, [dy], [gradient])
    const inputGradient = writeToInput(draft, layers, own.table, gradient, input.image)
    return { values: { ...shared, dy, inputGradient }, inputs: [dy], outputs: [inputGradient] }
  },
}
