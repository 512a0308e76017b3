/**
 * One WebAssembly memory and its allocator: first fit in address order, neighbours joined, growth when nothing fits.
 * Free space at the end is given back to the end, so that a larger piece asked for later starts at the same address
 * and the high-water mark is exact. Addresses are plain numbers up to 2³².
 */

import type { MemoryState } from './engine.ts'
import { outOfMemory } from './errors.ts'

const pageBytes = 65536
/** All pieces start at a cache line. */
export const alignment = 64

export interface Piece {
  readonly address: number
  readonly bytes: number
}

export interface EngineMemory {
  readonly memory: WebAssembly.Memory
  alloc(bytes: number): Piece
  free(piece: Piece): void
  state(): MemoryState
}

/** A memory with the largest limit that the machine reserves: up to 4 GiB. */
export function newMemory(shared: boolean): { memory: WebAssembly.Memory; limit: number } {
  for (let maximum = 65536; ; maximum /= 2) {
    try {
      return { memory: new WebAssembly.Memory({ initial: 1, maximum, shared }), limit: maximum * pageBytes }
    } catch (error) {
      if (maximum <= 4096) throw error
    }
  }
}

/** `first`: the first free byte. `limit`: the memory's maximum. */
export function engineMemory(memory: WebAssembly.Memory, first: number, limit: number): EngineMemory {
  /** Free ranges below `top`, by address, none touching another or the top. */
  const holes: { start: number; end: number }[] = []
  let top = first
  let highWater = first
  let taken = 0

  function place(bytes: number): number {
    const hole = holes.findIndex(({ start, end }) => end - start >= bytes)
    if (hole >= 0) {
      const found = holes[hole]!
      const address = found.start
      found.start += bytes
      if (found.start === found.end) holes.splice(hole, 1)
      return address
    }
    const missing = top + bytes - memory.buffer.byteLength
    if (top + bytes > limit) throw full(bytes)
    if (missing > 0) {
      try {
        memory.grow(Math.ceil(missing / pageBytes))
      } catch {
        throw full(bytes)
      }
    }
    top += bytes
    return top - bytes
  }

  function full(bytes: number) {
    const largest = holes.reduce((most, { start, end }) => Math.max(most, end - start), limit - top)
    return outOfMemory(bytes, first + taken, largest, limit)
  }

  return {
    memory,
    alloc(wanted) {
      const bytes = Math.max(1, Math.ceil(wanted / alignment)) * alignment
      const address = place(bytes)
      // Above the high-water mark no one has written yet: the memory is still zero.
      const used = Math.min(address + bytes, highWater) - address
      if (used > 0) new Uint8Array(memory.buffer, address, used).fill(0)
      highWater = Math.max(highWater, address + bytes)
      taken += bytes
      return { address, bytes }
    },
    free({ address, bytes }) {
      taken -= bytes
      const end = address + bytes
      const after = holes.findIndex(({ start }) => start > address)
      const at = after < 0 ? holes.length : after
      holes.splice(at, 0, { start: address, end })
      const next = holes[at + 1]
      if (next?.start === end) holes.splice(at, 2, { start: address, end: next.end })
      const before = holes[at - 1]
      if (before?.end === address) holes.splice(at - 1, 2, { start: before.start, end: holes[at]!.end })
      const last = holes.at(-1)
      if (last?.end === top) {
        top = last.start
        holes.pop()
      }
    },
    state: () => ({ taken, highWater, size: memory.buffer.byteLength, limit }),
  }
}
