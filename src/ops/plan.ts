/**
 * The plan: the flat, printable list of op calls on values that a model becomes for one use, and what a backend's
 * `lower` makes of it. Types alone; model/ writes plans, backends read them.
 */
import type { Value } from '../values/value.ts'
import type { AnyOpCall } from './op.ts'

/** The parts of a step, in their order. Gradient accumulation and an all-reduce fit between them. */
export const segments = ['zero', 'forward', 'backward', 'update'] as const
export type Segment = (typeof segments)[number]

export interface Plan {
  readonly name: string
  readonly batch: number
  readonly calls: Readonly<Record<Segment, readonly AnyOpCall[]>>
  /** Values that are written before a run (inputs, labels, scalars) and live through it. */
  readonly inputs: readonly Value[]
  /** Values that are read after a run; they are neither aliased nor fused away. */
  readonly outputs: readonly Value[]
  /** 'plain': values stay in plain order; without it, a backend may lay batched ones out as suits it. */
  readonly layout?: 'plain'
}

/** One call as a backend will make it. The planner reads `reads` and `writes`; `payload` is the backend's own. */
export interface LoweredCall<Payload = unknown> {
  /** The routine, for people. */
  readonly name: string
  readonly layer: string
  readonly reads: readonly Value[]
  readonly writes: readonly Value[]
  /** Pairs [written, read]: where the read value dies here, the written one may take its place. */
  readonly inPlace?: readonly (readonly [Value, Value])[] | undefined
  readonly payload: Payload
}

export interface LoweredPlan<Payload = unknown> {
  readonly plan: Plan
  readonly calls: Readonly<Record<Segment, readonly LoweredCall<Payload>[]>>
  /** Bytes that the prepared program itself takes in the backend's memory. */
  readonly programBytes: number
}
