/** Bytes by purpose, and the refusal of a network that cannot fit, before anything is taken. */

import { type Backend, bytesOf } from '../backends/backend.ts'
import { UnsupportedError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { bytesText } from '../text/numbers.ts'
import { sizeOf } from '../values/shape.ts'
import type { Value } from '../values/value.ts'
import type { ArenaPlan } from './memory.ts'

/** Bytes by purpose. */
export interface MemoryParts {
  readonly parameters: number
  readonly gradients: number
  readonly optimizer: number
  /** Shared by all plans: pictures, activations, their gradients, workspace. */
  readonly arena: number
  readonly programs: number
  /** What the backend itself takes. */
  readonly backend: number
}

/** The bytes that a network takes, by purpose and in all. */
export interface MemoryReport extends MemoryParts {
  readonly total: number
}

/** The bytes that a value of the network's own takes; even nothing takes a place. */
export function bytesOfOwn(value: Value, { alignment, realBytes }: Backend): number {
  return Math.max(1, Math.ceil((sizeOf(value.shape) * bytesOf(value.dtype, realBytes)) / alignment)) * alignment
}

/** What the values of one role take together. */
export function bytesOfRole(role: Value['role'], values: Iterable<Value>, backend: Backend): number {
  return [...values].reduce((sum, value) => sum + (value.role === role ? bytesOfOwn(value, backend) : 0), 0)
}

/** @throws UnsupportedError that says how much each part would need, and how to need less. */
export function refuseTooLarge(model: ModelGraph, backend: Backend, parts: MemoryParts, arena?: ArenaPlan, batch?: number): void {
  const total = Object.values(parts).reduce((sum: number, bytes: number) => sum + bytes, 0)
  if (total <= backend.limit.bytes) return
  const of = Object.entries(arena?.byRole ?? {}).map(([role, bytes]) => `${role} ${bytesText(bytes)}`)
  throw new UnsupportedError({
    code: 'too-large',
    message: say('"{name}" needs {total}, and the backend "{name2}" can hold {bytes}.', {
      name: model.name,
      total: bytesText(total),
      name2: backend.name,
      bytes: bytesText(backend.limit.bytes),
    }),
    numbers: [
      ...Object.entries(parts)
        .filter(([, bytes]) => bytes > 0)
        .map(
          ([part, bytes]) =>
            `${part.padEnd(10)} ${bytesText(bytes)}${part === 'arena' && batch ? ` at batch ${batch} (before sharing: ${of.join(', ')})` : ''}`,
        ),
    ],
    fix: batch && batch > 1 ? say('a smaller batch than {batch}, or a smaller model.', { batch }) : say('a smaller model.'),
    details: { ...parts, total, limit: backend.limit.bytes },
  })
}
