/**
 * Where golden values are compared: on the reference in float64, to 1e-9, and on Wasm, both builds, one thread and two,
 * to 2e-5. And the copies of a case that make a batch of eight: the layout of training.
 */
import { after, describe } from 'node:test'
import type { Backend } from '../../src/backends/backend.ts'
import { reference } from '../../src/backends/reference/reference.ts'
import { wasm } from '../../src/backends/wasm/wasm.ts'

const all: { name: string; open: () => Promise<Backend>; tolerance: number }[] = [
  { name: 'reference, float64', open: async () => reference({ precision: 'float64' }), tolerance: 1e-9 },
  { name: 'wasm, SIMD, one thread', open: () => wasm({ threads: 1, relaxed: false }), tolerance: 2e-5 },
  { name: 'wasm, relaxed SIMD, two threads', open: () => wasm({ threads: 2, relaxed: true }), tolerance: 2e-5 },
]

/** Defines the tests of `body` for each backend. */
export function onEveryBackend(body: (backend: Backend, tolerance: number) => void): void {
  for (const { name, open, tolerance } of all)
    describe(name, async () => {
      const backend = await open()
      after(() => backend.dispose())
      body(backend, tolerance)
    })
}

/** How often a case of so many images runs: once as it is, and once as copies that make a multiple of eight. */
export function copiesOf(batch: number): number[] {
  return [...new Set([1, [1, 2, 4, 8].find((copies) => (batch * copies) % 8 === 0)!])]
}

/** The same numbers `copies` times over. */
export function tiled(data: ArrayLike<number>, copies: number): Float64Array {
  return Float64Array.from({ length: data.length * copies }, (_, i) => data[i % data.length]!)
}

/** Of the numbers of `copies`, the last one's: a mistake in any place of a block would show. */
export function untiled(data: ArrayLike<number>, copies: number): number[] {
  return Array.from(data).slice(data.length - data.length / copies)
}
