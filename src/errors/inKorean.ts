/** Errors in Korean, for those who show them: apart from errors.ts, so that the tables are loaded only where they are shown. */
import { printError, StriateError } from './errors.ts'
import { korean } from './korean/index.ts'

/**
 * The message of an error in Korean, with its numbers and its fix; of an error that is not Striate's, its own message.
 * @example
 * ```ts
 * import { sequential } from 'striate'
 *
 * try {
 *   sequential('m', [1, 8, 8], [])
 * } catch (error) {
 *   console.log(inKorean(error).split('\n')[0]) // "m"에 층이 없습니다.
 * }
 * ```
 */
export function inKorean(error: unknown): string {
  if (error instanceof StriateError) return printError(error.data, korean)
  return error instanceof Error ? error.message : String(error)
}
