/** The error of a command line that cannot be meant: the program ends with 2, and says what would have been right. */
import { type ErrorData, StriateError } from '../index.ts'
import { asIs, type Sentence } from '../plumbing.ts'

/** What is wrong, as the library says it, or in texts that are in the reader's language already. */
export interface UsageData {
  readonly code: string
  readonly message: string | Sentence
  readonly numbers?: readonly (string | Sentence)[] | undefined
  readonly fix?: string | Sentence | undefined
  readonly details?: ErrorData['details']
}

/** A command, an option or an argument is unknown, missing or wrong. */
export class UsageError extends StriateError {
  constructor({ message, numbers, fix, ...rest }: UsageData, options?: ErrorOptions) {
    super(
      {
        ...rest,
        message: sentence(message),
        numbers: numbers?.map(sentence),
        fix: fix === undefined ? undefined : sentence(fix),
      },
      options,
    )
  }
}

function sentence(said: string | Sentence): Sentence {
  return typeof said === 'string' ? asIs(said) : said
}

/** What is read from the command line is wrong usage where the library refuses it, with the library's own words. */
export function asUsage<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof StriateError ? new UsageError(error.data, { cause: error }) : error
  }
}
