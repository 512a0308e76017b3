/** A plan as people read it: one line per call, segment by segment, before or after lowering. */
import type { LoweredPlan, Plan } from '../ops/plan.ts'
import { segments } from '../ops/plan.ts'
import { showShape } from '../values/shape.ts'
import type { Value } from '../values/value.ts'

/** `C1  conv2d  input 64×1×32×32, C1.weight 6×1×5×5 → C1.output 64×6×28×28  { stride: [1,1] … }` */
export function showPlan(plan: Plan | LoweredPlan): string {
  const lowered = 'plan' in plan
  const rows = segments.flatMap((segment) =>
    lowered
      ? plan.calls[segment].map(({ layer, name, reads, writes }) => row(segment, layer, name, reads, writes))
      : plan.calls[segment].map(({ layer, op, inputs, outputs, attributes }) => [
          ...row(segment, layer, op, inputs, outputs),
          JSON.stringify(attributes),
        ]),
  )
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((cells) => cells[i]!.length), 0))
  return rows
    .map((cells) =>
      cells
        .map((text, i) => (i < 3 ? text.padEnd(widths[i]!) : text))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function row(segment: string, layer: string, name: string, reads: readonly Value[], writes: readonly Value[]): string[] {
  const list = (values: readonly Value[]) => values.map((value) => `${value.name} ${showShape(value.shape)}`).join(', ')
  return [segment, layer, name, `${list(reads) || '·'} → ${list(writes)}`]
}
