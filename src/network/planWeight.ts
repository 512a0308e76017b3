/** How much a cached plan weighs, so that a network forgets those that it does not use. */
import { segments } from '../ops/plan.ts'
import type { PreparedPlan } from './prepared.ts'

/** Cached plans weigh about so much for each call that they hold: the call, its lowered twin and their values, in bytes. */
const bytesACall = 1500
/** About how many bytes a cached plan takes: its calls on both sides, and its program. */
export function weightOf({ plan, lowered }: PreparedPlan): number {
  const calls = segments.reduce((sum, segment) => sum + plan.calls[segment].length + lowered.calls[segment].length, 0)
  return calls * bytesACall + lowered.programBytes
}
