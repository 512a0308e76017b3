/** A call that is meant to fail: the lecture shows what Striate says of a size that is not whole. */
import { StriateError } from '../errors/errors.ts'
import { inKorean } from '../errors/inKorean.ts'
import type { Cell } from './section.ts'

/**
 * What the error that `call` throws prints, and what it says in Korean.
 * @throws Error where it throws none: then the lecture would tell a lie
 */
export function refusal(call: () => unknown): Pick<Cell, 'printed' | 'refused'> {
  try {
    call()
  } catch (error) {
    if (error instanceof StriateError) return { printed: `${error.name}: ${error.message}`, refused: inKorean(error) }
    throw error
  }
  throw new Error('a call that the lecture shows as refused was not refused.')
}

/** The code of such a cell, which goes on after the error. */
export function refusedCall(code: string): string {
  return `try {\n  ${code}\n} catch (error) {\n  console.log(String(error))\n}`
}
