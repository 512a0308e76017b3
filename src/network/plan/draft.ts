/** A plan that is being written: its calls by segment, and new values of its batch. What is written is the writers' own. */
import { type AnyOpCall, type Emit, opCall } from '../../ops/op.ts'
import type { Segment } from '../../ops/plan.ts'
import type { Shape } from '../../values/shape.ts'
import { type Dtype, newValue, type Value } from '../../values/value.ts'

export class Draft {
  readonly batch: number
  readonly calls: Readonly<Record<Segment, AnyOpCall[]>> = { zero: [], forward: [], backward: [], update: [] }

  constructor(batch: number) {
    this.batch = batch
  }

  /** Writes calls into a segment, for a layer (or the loss, the optimizer …). */
  emitter(segment: Segment, layer: string): Emit {
    return (op, attributes, inputs, outputs) => {
      this.calls[segment].push(opCall(op, attributes, inputs, outputs, layer))
    }
  }

  /** A new value of the batch, in the plan's layout. `shape` is one image's. */
  batched(name: string, shape: Shape, role: Value['role'] = 'activation', dtype: Dtype = 'real'): Value {
    return newValue(name, [this.batch, ...shape], { role, dtype, batched: true })
  }
}
