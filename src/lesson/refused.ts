/** A call that is meant to fail: the lecture shows what Striate says of a size that is not whole. */
import { StriateError } from '../errors/errors.ts'

/** The text of the error that `call` throws. @throws Error where it throws none: then the lecture would tell a lie */
export function refusal(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    if (error instanceof StriateError) return `${error.name}: ${error.message}`
    throw error
  }
  throw new Error('a call that the lecture shows as refused was not refused.')
}

/** The code of such a cell, which goes on after the error. */
export function refusedCall(code: string): string {
  return `try {\n  ${code}\n} catch (error) {\n  console.log(String(error))\n}`
}
