/** The error of a command line that cannot be meant: the program ends with 2, and says what would have been right. */
import { type ErrorData, StriateError } from '../index.ts'
import { asIs, type Sentence, say } from '../plumbing.ts'

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

/** What an option holds is wrong usage where the library refuses it: with its own words, said of the option. */
export function asUsage<T>(option: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof StriateError ? usageOf(error, option) : error
  }
}

/** How an option is typed: `classWeights` is `--class-weights`. */
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** The options of the library that the command has under the same names. */
const shared = new Set(['batch', 'epochs', 'classWeights', 'clipNorm', 'freeze', 'auxiliary', 'validation', 'patience'])

/** The error of an option of the library's as one of the command's, where that has it. */
export function asFlag(error: unknown): unknown {
  const option = error instanceof StriateError ? String(error.details.option).replace(/\..*/, '') : ''
  return shared.has(option) ? usageOf(error as StriateError, flagOf(option)) : error
}

function usageOf({ code, data, details }: StriateError, option: string): UsageError {
  if (code === 'batch-too-large') {
    const most = Number(details.length)
    return new UsageError({
      ...data,
      message: say('--batch must be at most {most}: there are {most} training images.', { most }),
      fix: undefined,
    })
  }
  const { holes } = data.message
  const { wanted, value, name } = holes
  const message =
    wanted !== undefined && value !== undefined && flagOf(String(name)) === option
      ? say('{option} must be {wanted}. Received: {value}.', { option, wanted, value })
      : { ...data.message, holes: { ...holes, owner: option } }
  return new UsageError({ ...data, message })
}
