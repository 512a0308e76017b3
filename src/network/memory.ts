/**
 * The one memory planner. Every value that is not the network's own gets a place in one arena, by its lifetime: from the
 * first call that writes it to the last that reads it, over all segments in order. Values whose lifetimes do not meet
 * share bytes; where a call may work in place, its result takes the place of what dies there.
 */
import { type Buffer, bytesOf, type MemoryMap } from '../backends/backend.ts'
import { type LoweredCall, type LoweredPlan, segments } from '../ops/plan.ts'
import { sizeOf } from '../values/shape.ts'
import { type Role, storageOf, type Value } from '../values/value.ts'

/** Roles whose values belong to the network, not to the arena. */
export const persistent: readonly Role[] = ['parameter', 'gradient', 'optimizer', 'state']

export interface ArenaPlan {
  /** The byte offset of every value in the arena. */
  readonly offsets: ReadonlyMap<Value, number>
  readonly bytes: number
  /** What the values of each role would take without sharing: for people. */
  readonly byRole: Readonly<Partial<Record<Role, number>>>
}

interface Block {
  readonly bytes: number
  first: number
  last: number
  readonly values: Value[]
}

export function planArena(lowered: LoweredPlan, { realBytes, alignment }: { realBytes: number; alignment: number }): ArenaPlan {
  const size = (value: Value) => Math.ceil((sizeOf(value.shape) * bytesOf(value.dtype, realBytes)) / alignment) * alignment
  const blocks = lifetimes(lowered, size)
  const byRole: Partial<Record<Role, number>> = {}
  for (const block of blocks) for (const value of block.values) byRole[value.role] = (byRole[value.role] ?? 0) + size(value)

  // Largest first, each at the lowest place that is free during its whole life.
  const offsets = new Map<Value, number>()
  // In the order of their places, so that one walk finds the lowest gap: sorting anew for each block would cost far more.
  const placed: (Block & { readonly offset: number })[] = []
  let end = 0
  for (const block of [...blocks].sort((a, b) => b.bytes - a.bytes || a.first - b.first)) {
    let offset = 0
    for (const rival of placed) {
      if (rival.first > block.last || block.first > rival.last) continue
      if (offset + block.bytes <= rival.offset) break
      offset = Math.max(offset, rival.offset + rival.bytes)
    }
    placed.splice(firstBehind(placed, offset), 0, { ...block, offset })
    end = Math.max(end, offset + block.bytes)
    for (const value of block.values) offsets.set(value, offset)
  }
  return { offsets, bytes: end, byRole }
}

/** Where in the list the first block lies that begins behind `offset`. */
function firstBehind(placed: readonly { readonly offset: number }[], offset: number): number {
  let [low, high] = [0, placed.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (placed[middle]!.offset <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Where everything lies: the network's own values each in a buffer of its own, the plan's in the arena. */
export function memoryMap(own: ReadonlyMap<Value, Buffer>, { offsets }: ArenaPlan, arena: Buffer): MemoryMap {
  const map = new Map<Value, { buffer: Buffer; offset: number }>()
  for (const [value, buffer] of own) map.set(value, { buffer, offset: 0 })
  for (const [value, offset] of offsets) map.set(value, { buffer: arena, offset })
  return map
}

function lifetimes({ plan, calls }: LoweredPlan, size: (value: Value) => number): Block[] {
  const order: LoweredCall[] = segments.flatMap((segment) => calls[segment])
  const blockOf = new Map<Value, Block>()
  const touch = (named: Value, time: number) => {
    const value = storageOf(named)
    if (persistent.includes(value.role)) return
    const block = blockOf.get(value)
    if (!block) blockOf.set(value, { bytes: size(value), first: time, last: time, values: [value] })
    else {
      block.first = Math.min(block.first, time)
      block.last = Math.max(block.last, time)
    }
  }
  for (const value of plan.inputs) {
    touch(value, -1)
    touch(value, order.length)
  }
  for (const [time, { reads, writes }] of order.entries()) for (const value of [...reads, ...writes]) touch(value, time)
  for (const value of plan.outputs) touch(value, order.length)

  const mayJoin = new Set<Value>([...plan.inputs, ...plan.outputs].map(storageOf))
  for (const [time, { inPlace }] of order.entries())
    for (const [written, read] of inPlace ?? []) {
      const [a, b] = [blockOf.get(storageOf(read)), blockOf.get(storageOf(written))]
      if (!a || !b || a === b || mayJoin.has(storageOf(read)) || mayJoin.has(storageOf(written))) continue
      if (a.last !== time || b.first !== time || b.bytes > a.bytes) continue
      a.last = b.last
      a.values.push(...b.values)
      for (const value of b.values) blockOf.set(value, a)
    }
  return [...new Set(blockOf.values())]
}
