/**
 * A prepared program: the calls of each segment as numbers in the engine's memory, addresses filled in. Running it is
 * one dispatch of addresses; nothing is encoded again.
 */
import type { RoutineCall } from '../../ops/lowering.ts'
import type { LoweredCall, LoweredPlan, Segment } from '../../ops/plan.ts'
import { segments } from '../../ops/plan.ts'
import { type RoutineName, routineFields } from '../../ops/routines.generated.ts'
import { storageOf, type Value } from '../../values/value.ts'
import { bytesOf } from '../backend.ts'
import type { FailedCall } from './errors.ts'

/** The routines in the order of their numbers. */
export const routineNames = Object.keys(routineFields) as RoutineName[]
const numbers = new Map(routineNames.map((name, i) => [name, i]))
/** Words of a call before its arguments: the routine's number, the items, how many argument words follow. */
const headWords = 3

/** Where a segment's calls lie, [start, end) addresses, and how many they are. */
export type CallRange = readonly [start: number, end: number, calls: number]
export type SegmentRanges = Readonly<Record<Segment, CallRange>>

export function wordsOf(call: RoutineCall): number {
  return headWords + argumentWords(call)
}

/** Every argument is a word; a list has one for each of its numbers. */
function argumentWords({ routine, arguments: given }: RoutineCall): number {
  const fields = routineFields[routine]
  const last = fields.at(-1)
  if (last?.[1] !== 'list') return fields.length
  return fields.length - 1 + (given as unknown as Readonly<Record<string, readonly number[]>>)[last[0]]!.length
}

export function programBytes(calls: LoweredPlan<RoutineCall>['calls']): number {
  return (
    4 * segments.reduce((sum, segment) => sum + calls[segment].reduce((words, { payload }) => words + wordsOf(payload), 0), 0)
  )
}

/** Writes the program to `at`, in `words` over the whole memory. `addressOf` tells where a storage-owning value lies. */
export function encode(
  plan: LoweredPlan<RoutineCall>,
  at: number,
  buffer: ArrayBufferLike,
  addressOf: (value: Value) => number,
): { ranges: SegmentRanges; callAt: ReadonlyMap<number, FailedCall> } {
  const view = new DataView(buffer)
  const callAt = new Map<number, FailedCall>()
  const ranges = {} as Record<Segment, CallRange>
  for (const segment of segments) {
    const start = at
    // A call without items would never be over: a call is over with its last item.
    const calls = plan.calls[segment].filter(({ payload }) => payload.items !== 0)
    for (const call of calls) {
      callAt.set(at, { routine: call.payload.routine, layer: call.layer })
      at = encodeCall(call, at, view, addressOf)
    }
    ranges[segment] = [start, at, calls.length]
  }
  return { ranges, callAt }
}

function encodeCall(
  { payload, layer }: LoweredCall<RoutineCall>,
  at: number,
  view: DataView,
  addressOf: (value: Value) => number,
): number {
  const fields = routineFields[payload.routine]
  const given = payload.arguments as unknown as Record<string, Value | number | null | readonly number[]>
  const head = [
    numbers.get(payload.routine)!,
    checked(payload.items, 'u32', `${payload.routine} items of ${layer}`),
    argumentWords(payload),
  ]
  for (const word of head) {
    view.setUint32(at, word, true)
    at += 4
  }
  for (const [name, kind] of fields) {
    const value = given[name]
    const what = `${payload.routine}.${name} of ${layer}`
    if (kind === 'list') {
      for (const word of value as readonly number[]) {
        view.setInt32(at, checked(word, 'i32', what), true)
        at += 4
      }
      continue
    }
    if (kind === 'f32') view.setFloat32(at, checked(value, kind, what), true)
    else if (kind === 'u32' || kind === 'i32') view.setUint32(at, checked(value, kind, what) >>> 0, true)
    else view.setUint32(at, resolve(value as Value | number | null, addressOf, what), true)
    at += 4
  }
  return at
}

/** The address of a value: where its storage lies, and how far into it a view starts. */
function resolve(value: Value | number | null | undefined, addressOf: (value: Value) => number, what: string): number {
  if (value === null) return 0
  if (typeof value !== 'object') throw new TypeError(`${what} must be a value, not ${value}`)
  return addressOf(storageOf(value)) + (value.of?.offset ?? 0) * bytesOf(value.dtype, 4)
}

function checked(value: unknown, kind: 'u32' | 'i32' | 'f32', what: string): number {
  const fits =
    typeof value === 'number' &&
    (kind === 'f32' ||
      (Number.isInteger(value) && (kind === 'u32' ? value >= 0 && value < 2 ** 32 : value >= -(2 ** 31) && value < 2 ** 31)))
  if (!fits) throw new TypeError(`${what} must be ${kind}, not ${value}`)
  return value
}
