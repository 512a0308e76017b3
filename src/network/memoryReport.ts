/** Bytes by purpose, and the refusal of a network that cannot fit, before anything is taken. */

import { type Backend, bytesOf } from '../backends/backend.ts'
import { UnsupportedError } from '../errors/errors.ts'
import { asIs, say } from '../errors/say.ts'
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
  /** Shared by all plans: images, activations, their gradients, workspace. */
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
    message: say('"{model}" needs {total}, but the backend "{backend}" can hold only {limit}.', {
      model: model.name,
      total: bytesText(total),
      backend: backend.name,
      limit: bytesText(backend.limit.bytes),
    }),
    numbers: [
      ...Object.entries(parts)
        .filter(([, bytes]) => bytes > 0)
        .map(([part, bytes]) =>
          part === 'arena' && batch
            ? say('{part} {bytes} at batch {batch} (before sharing: {roles})', {
                part: part.padEnd(10),
                bytes: bytesText(bytes),
                batch,
                roles: of.join(', '),
              })
            : asIs(`${part.padEnd(10)} ${bytesText(bytes)}`),
        ),
    ],
    fix:
      batch && batch > 1 ? say('use a batch smaller than {batch}, or a smaller model.', { batch }) : say('use a smaller model.'),
    details: { ...parts, total, limit: backend.limit.bytes },
  })
}
