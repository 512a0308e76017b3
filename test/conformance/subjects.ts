/**
 * The backends under test: the reference in float32, and the Wasm engine in both builds on one, two and three threads.
 * One that cannot be had here is printed with its reason; where CI is set, that is a failure.
 */
import type { Backend } from '../../src/backends/backend.ts'
import { reference } from '../../src/backends/reference/reference.ts'
import { wasm } from '../../src/backends/wasm/wasm.ts'

export interface Subject {
  readonly name: string
  readonly backend: Backend
  /** Subjects of one family must give the same bits. */
  readonly family: string
}

export interface Subjects {
  readonly list: readonly Subject[]
  /** Why some are missing. */
  readonly missing: readonly string[]
  dispose(): void
}

export async function openSubjects(threadCounts: readonly number[] = [1, 2, 3]): Promise<Subjects> {
  const list: Subject[] = [{ name: 'reference', backend: reference(), family: 'reference' }]
  const missing: string[] = []
  for (const [family, relaxed] of [
    ['wasm simd', false],
    ['wasm relaxed', true],
  ] as const)
    try {
      for (const threads of threadCounts)
        list.push({
          name: `${family}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
          family,
          backend: await wasm({ relaxed, threads }),
        })
    } catch (error) {
      if (process.env.CI) throw error
      missing.push(`${family} is missing: ${(error as Error).message.split('\n')[0]}`)
    }
  return {
    list,
    missing,
    dispose() {
      for (const { backend } of list) backend.dispose()
    },
  }
}
