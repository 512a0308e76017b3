/**
 * Writes the plan of a model for one use: the input's formation, each layer's forward calls, the loss, each layer's
 * backward calls in reverse, the optimizer. Layers, losses and optimizers emit; the writers beside this file join them, one
 * part each; here stands which parts each kind of use has.
 */
import type { ModelGraph } from '../../graph/modelGraph.ts'
import { neededBy } from '../../graph/neededBy.ts'
import type { Plan } from '../../ops/plan.ts'
import { counterCount, scalarCount } from '../../ops/stepNumbers.ts'
import { newValue, storageOf, type Value } from '../../values/value.ts'
import { type Treatments, treatmentsOf } from '../groups.ts'
import { fuseActivations } from '../passes/fuseActivations.ts'
import { type PlanUse, plainInput, type UseOf, type ValuesOf } from '../use.ts'
import { writeToInput, writeToParameters } from './backward.ts'
import { Draft } from './draft.ts'
import { type WrittenLayers, writeForward } from './forward.ts'
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
  const [end, ...further] = endsOf(model, use)
  const needed = neededBy(model.nodes, [end, ...further])
  const training = use.kind === 'train' || (use.kind === 'inspect' && use.training === true)
  const treatments = treatmentsOf(model.nodes, own.table, ('groups' in use && use.groups) || [], needed)
  const layers = writeForward(draft, model.nodes, own.table, {
    model: model.name,
    image: input.image,
    counters,
    training,
    updates: use.kind === 'train',
    needed,
    atRest: treatments.atRest,
  })
  const shared = { raw: input.raw, scalars, counters, output: layers[end]!.result }
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

/** The positions of the layers that a plan is written for, the one whose output it has first: all others need not run. */
function endsOf(model: ModelGraph, use: PlanUse): readonly [number, ...number[]] {
  const output = model.outputs[0]!
  if (use.kind === 'gradient') return [model.find(use.from)]
  if (use.kind === 'inspect') return [output, ...use.keep.map((name) => model.find(name))]
  if (use.kind === 'train') return [output, ...Object.keys(use.auxiliary ?? {}).map((name) => model.find(name))]
  return [output]
}

/** A plan whose forward pass is written. */
interface Begun {
  readonly model: ModelGraph
  readonly own: OwnValues
  readonly draft: Draft
  readonly input: WrittenInput
  readonly layers: WrittenLayers
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
const augmented = ({ indices, share }: WrittenInput) => ({ indices, share })

/** What follows the forward pass, for each kind of use. */
const finishers: { readonly [K in PlanUse['kind']]: (begun: Begun, use: UseOf<K>) => Finished<ValuesOf<UseOf<K>>> } = {
  infer: ({ shared }) => ({ values: shared, inputs: [], outputs: [] }),

  evaluate({ model, draft, shared }, { loss }) {
    const read = { output: shared.output, shape: model.outputShape, scalars: shared.scalars }
    const { gradients: _, weights: __, partner: ___, ...values } = writeLoss(draft, loss, read)
    return { values: { ...shared, ...values }, inputs: [values.target], outputs: [values.losses, values.loss] }
  },

  train({ model, own, draft, input, layers, shared, treatments }, { loss, optimizer, auxiliary, weighted, clipNorm }) {
    const { table } = own
    const { isFrozen, ranges } = treatments
    const mixed = input.share !== undefined
    const read = { output: shared.output, shape: model.outputShape, scalars: shared.scalars, weighted, mixed }
    const further = Object.entries(auxiliary ?? {}).map(([name, weight]) => ({ name, position: model.find(name), weight }))
    const { gradients, ...values } = writeLoss(
      draft,
      loss,
      read,
      further.map(({ name, position, weight }) => ({ name, weight, output: layers[position]!.result })),
    )
    draft.emitter('zero', 'gradients')('fill', { value: 0 }, [], [table.gradients])
    const positions = [model.outputs[0]!, ...further.map(({ position }) => position)]
    writeToParameters(draft, layers, table, new Map(gradients().map((value, i) => [positions[i]!, value])), isFrozen)
    const emit = draft.emitter('update', 'optimizer')
    if (clipNorm !== undefined) emit('clipNorm', { most: clipNorm }, [], [table.gradients])
    writeUpdates(emit, optimizer, own, shared.scalars, ranges)
    return {
      values: { ...shared, ...values, ...augmented(input), gradients: table.gradients },
      inputs: [
        ...[...present(input.indices), ...present(input.share), values.target],
        ...[...Object.values(values.weights ?? {}), ...Object.values(values.partner ?? {})],
      ],
      outputs: [values.losses, values.loss],
    }
  },

  inspect({ model, input, layers, shared }, { keep, keepImage }) {
    const kept = new Map(keep.map((name) => [name, layers[model.find(name)]!.result]))
    const image = keepImage ? input.image : undefined
    return {
      values: { ...shared, kept, image, ...augmented(input) },
      inputs: [...present(input.indices), ...present(input.share)],
      outputs: [...kept.values(), ...present(image)],
    }
  },

  gradient({ model, own, draft, input, layers, shared }, { from, batch }) {
    const end = model.find(from)
    const { shape } = layers[end]!.node
    // Written in plain order, as the images are; `normalize` brings it into the plan's layout.
    const dy = newValue('dy', [batch, ...shape], { role: 'input' })
    const gradient = draft.batched(`${from}.output.gradient`, shape)
    draft.emitter('backward', from)('normalize', plainInput(shape).normalize, [dy], [gradient])
    const inputGradient = writeToInput(draft, layers, own.table, new Map([[end, gradient]]), input.image)
    return { values: { ...shared, dy, inputGradient }, inputs: [dy], outputs: [inputGradient] }
  },
}
