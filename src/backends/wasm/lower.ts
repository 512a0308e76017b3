/**
 * From a plan to calls of routines: picks the layout, lets each op's own reading (`ops/<op>/wasm.ts`) lay out its
 * work, and brings outputs back to plain order. It decides nothing about an op.
 */
import type { Lowering, RoutineCall } from '../../ops/lowering.ts'
import type { AnyOpCall, OpCall, OpName } from '../../ops/op.ts'
import { type LoweredCall, type LoweredPlan, type Plan, type Segment, segments } from '../../ops/plan.ts'
import { type Direction, routineFields } from '../../ops/routines.generated.ts'
import { sizeOf } from '../../values/shape.ts'
import { newValue, storageOf, type Value, viewOf } from '../../values/value.ts'
import { alignment } from './memory.ts'
import { programBytes } from './program.ts'
import { readings } from './readings.ts'

export function lower(plan: Plan, threads: number): LoweredPlan<RoutineCall> {
  const block = plan.batch % 8 === 0 && plan.layout !== 'plain' ? 8 : 1
  const hidden = block === 8 ? hiddenOutputs(plan) : new Map<Value, Value>()
  const calls = {} as Record<Segment, LoweredCall<RoutineCall>[]>
  for (const segment of segments) {
    calls[segment] = []
    for (const call of plan.calls[segment]) lowerCall(substitute(call, hidden), block, threads, calls[segment])
  }
  // An output is brought to plain order at the end of the last segment that writes it.
  for (const [storage, blocked] of hidden) {
    const last = [...segments]
      .reverse()
      .find((segment) => plan.calls[segment].some(({ outputs }) => outputs.some((value) => storageOf(value) === storage)))!
    const size = sizeOf(storage.shape) / plan.batch
    const payload: RoutineCall<'toPlain'> = {
      routine: 'toPlain',
      items: plan.batch / 8,
      arguments: { x: blocked, y: storage, size, step: size },
    }
    calls[last].push({ name: 'toPlain', layer: storage.name, ...touchedBy(payload), payload })
  }
  // As the allocator rounds it, so that what is reported is what is taken.
  return { plan, calls, programBytes: Math.ceil(programBytes(calls) / alignment) * alignment }
}

function lowerCall<K extends OpName>(call: OpCall<K>, block: 1 | 8, threads: number, into: LoweredCall<RoutineCall>[]): void {
  const { layer } = call
  const lowering: Lowering = {
    block,
    threads,
    call: (routine, items, args, { inPlace } = {}) => {
      const payload = { routine, items, arguments: args } as RoutineCall
      into.push({ name: routine, layer, ...touchedBy(payload), inPlace, payload })
    },
    workspace: (name, elements) => newValue(`${layer}.${call.op}.${name}`, [elements], { role: 'workspace' }),
  }
  const reading = readings[call.op] as (call: OpCall<K>, lowering: Lowering) => void
  reading(call, lowering)
}

/** The values that a call reads and those that it writes, by the directions of its routine's addresses. */
function touchedBy({ routine, arguments: given }: RoutineCall): { readonly reads: Value[]; readonly writes: Value[] } {
  const of = (...directions: readonly Direction[]) => {
    const names = routineFields[routine].filter(([, kind]) => directions.some((one) => one === kind)).map(([name]) => name)
    const values = names.map((name) => (given as unknown as Readonly<Record<string, Value | null>>)[name])
    return [...new Set(values.filter((value) => value !== null && value !== undefined))]
  }
  return { reads: of('in', 'both'), writes: of('out', 'both') }
}

/**
 * A value in blocks of eight for each storage of an output that is written in that layout. Values of one number a
 * image lie the same way in both.
 */
function hiddenOutputs(plan: Plan): Map<Value, Value> {
  const written = new Set(segments.flatMap((segment) => plan.calls[segment].flatMap(({ outputs }) => outputs.map(storageOf))))
  const hidden = new Map<Value, Value>()
  for (const output of plan.outputs) {
    const storage = storageOf(output)
    if (!storage.batched || !written.has(storage) || hidden.has(storage) || sizeOf(storage.shape) === plan.batch) continue
    hidden.set(
      storage,
      newValue(`${storage.name} (blocked)`, storage.shape, { dtype: storage.dtype, role: 'activation', batched: true }),
    )
  }
  return hidden
}

/** The same call on the hidden values. */
function substitute(call: AnyOpCall, hidden: ReadonlyMap<Value, Value>): AnyOpCall {
  const swap = (value: Value): Value => {
    const blocked = hidden.get(storageOf(value))
    if (!blocked) return value
    return value.of ? viewOf(blocked, value.name, value.shape, value.of.offset) : blocked
  }
  const swapped = (values: readonly Value[]) => values.map(swap)
  return { ...call, inputs: swapped(call.inputs), outputs: swapped(call.outputs) } as unknown as AnyOpCall
}
