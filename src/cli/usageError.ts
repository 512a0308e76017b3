/** The error of a command line that cannot be meant: the program ends with 2, and says what would have been right. */
import { StriateError } from '../index.ts'

/** A command, an option or an argument is unknown, missing or wrong. */
export class UsageError extends StriateError {}

/** What is read from the command line is wrong usage where the library refuses it, with the library's own words. */
export function asUsage<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof StriateError ? new UsageError(error.data, { cause: error }) : error
  }
}
