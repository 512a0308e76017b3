/** Bytes by purpose, and the refusal of a network that cannot fit, before anything is taken. */

import { type Backend, bytesOf } from '../backends/backend.ts'
import { UnsupportedError } from '../errors/errors.ts'
import { listed, type Sentence, say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { bytesText } from '../text/numbers.ts'
import { sizeOf } from '../values/shape.ts'
import type { Role, Value } from '../values/value.ts'
import type { ArenaPlan } from './memory.ts'

const partNames: Readonly<Record<keyof MemoryParts, Sentence>> = {
  parameters: say('parameters'),
  gradients: say('gradients'),
  optimizer: say('optimizer'),
  arena: say('arena'),
  programs: say('programs'),
  backend: say('backend'),
}

/** Of the values in the arena. */
const roleNames: Readonly<Record<Role, Sentence>> = {
  parameter: say('parameters'),
  gradient: say('gradients'),
  optimizer: say('optimizer'),
  state: say('state'),
  input: say('input'),
  scalars: say('scalars of a step'),
  output: say('output'),
  activation: say('activations'),
  workspace: say('workspace'),
}

const line = (what: Sentence, bytes: number) => say('{what} {bytes}', { what, bytes: bytesText(bytes) })

/** Bytes by purpose. */
export interface MemoryParts {
  /** With what layers carry from step to step. */
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
  const roles = Object.entries(arena?.byRole ?? {}).map(([role, bytes]) => line(roleNames[role as keyof typeof roleNames], bytes))
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
            ? say('{part} at batch {batch} (before sharing: {roles})', {
                part: line(partNames.arena, bytes),
                batch,
                roles: roles.length ? listed(roles) : '0',
              })
            : line(partNames[part as keyof MemoryParts], bytes),
        ),
    ],
    fix:
      batch && batch > 1 ? say('use a batch smaller than {batch}, or a smaller model.', { batch }) : say('use a smaller model.'),
    details: { ...parts, total, limit: backend.limit.bytes },
  })
}
