/** What a network says where it is used too early or too late: its errors' texts, and nothing else. */
import { RunError } from '../errors/errors.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import type { Value } from '../values/value.ts'

/** One of the network's own values was asked for before any plan needed it. */
export function noBuffer({ name }: Value): RunError {
  return new RunError({
    code: 'no-buffer',
    message: `"${name}" has no memory yet.`,
    fix: 'prepare a training plan first.',
  })
}

/** The network gave its memory back. */
export function disposed({ name }: ModelGraph): RunError {
  return new RunError({
    code: 'disposed',
    message: `the network of "${name}" was disposed.`,
    fix: 'open the model again.',
  })
}

/** A plan was kept over a change of optimizers. */
export function stalePlan(): RunError {
  return new RunError({
    code: 'stale-plan',
    message: 'this plan belongs to an optimizer that was replaced.',
    fix: 'prepare it again.',
  })
}

/** A view of the output was asked for after the network had been used again. */
export function staleView({ name }: ModelGraph): RunError {
  return new RunError({
    code: 'stale-view',
    message: `the network of "${name}" was used again, and this output of \`forward\` is no longer in its memory.`,
    fix: 'read it before the next use, or keep a copy: data.slice().',
  })
}
