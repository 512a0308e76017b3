/** The update of a plan: the optimizer's own calls, once for each range of parameters that is updated alike. */
import type { Emit } from '../../ops/op.ts'
import { type Optimizer, optimizerOf } from '../../optimizers/index.ts'
import { sizeOf } from '../../values/shape.ts'
import { newValue, type Value, viewOf } from '../../values/value.ts'
import type { UpdateRange } from '../groups.ts'
import type { ParameterTable } from '../parameters.ts'

/** The network's own values that plans write to and read from. */
export interface OwnValues {
  readonly table: ParameterTable
  /** What the optimizer remembers, by name; empty for uses without one. */
  readonly states: Readonly<Record<string, Value>>
}

export function writeUpdates(
  emit: Emit,
  optimizer: Optimizer,
  { table, states }: OwnValues,
  scalars: Value,
  ranges: readonly UpdateRange[],
): void {
  const behaviour = optimizerOf(optimizer)
  const scaled = new Map<number, Value>([[1, scalars]])
  for (const { offset, size, rate, weightDecay } of ranges) {
    // The whole range is named as itself, so that the plan of a training without groups shows no parts.
    const all = size === sizeOf(table.values.shape)
    const part = (value: Value) => (all ? value : viewOf(value, `${value.name}[${offset}…${offset + size}]`, [size], offset))
    if (!scaled.has(rate)) {
      const own = newValue(`scalars × ${rate}`, scalars.shape, { role: 'workspace' })
      emit('scaleRate', { factor: rate }, [scalars], [own])
      scaled.set(rate, own)
    }
    behaviour.emit(weightDecay ? optimizer : withoutDecay(optimizer), {
      parameters: part(table.values),
      gradients: part(table.gradients),
      states: Object.fromEntries(Object.entries(states).map(([name, state]) => [name, part(state)])),
      scalars: scaled.get(rate)!,
      emit,
    })
  }
}

/** Weight decay goes by one name in all optimizers; one that has none leaves nothing out. */
function withoutDecay(optimizer: Optimizer): Optimizer {
  return 'weightDecay' in optimizer ? ({ ...optimizer, weightDecay: 0 } as Optimizer) : optimizer
}
