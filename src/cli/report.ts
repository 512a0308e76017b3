/**
 * How an error is told: Striate's own as `name: message` with its fix, without a stack; anything else with the way to
 * its stack; with --json as one JSON value, the library's in English. In Korean a heading says of what sort it is.
 */
import { RunError, StriateError } from '../index.ts'
import { asIs, printError, spoken } from '../plumbing.ts'
import { translations } from './language.ts'
import type { Screen } from './screen.ts'
import { UsageError } from './usageError.ts'
import type { Words } from './words.ts'

/** Writes the error to standard error, and gives the exit code: 2 for wrong usage, else 1. */
export function report(error: unknown, screen: Screen, debug: boolean): number {
  screen.note(screen.json ? JSON.stringify(errorEvent(error, debug)) : errorText(error, screen, debug))
  return error instanceof UsageError ? 2 : 1
}

/** The error of an output that takes no more, but for a reader that went away. */
export function outputLost(error: Error, words: Words): RunError {
  return new RunError(
    { code: 'output-lost', message: asIs(words.outputLost(error.message)), fix: asIs(words.outputLostFix) },
    { cause: error },
  )
}

/** An error as people read it. */
export function errorText(error: unknown, { words, errorPaint, lang }: Screen, debug = false): string {
  const known = error instanceof StriateError
  // Of some errors the class says less than the code.
  const heading = known ? (words.errors[error.code] ?? words.errors[error.name]) : words.errors.other
  const { name, stack } = asError(error)
  const message = known ? printError(error.data, translations[lang]) : asError(error).message
  const [first = '', ...rest] = message.split('\n')
  const lines = [`${errorPaint.bad(errorPaint.bold(`${name}:`))} ${first}`, ...rest]
  if (heading) lines.unshift(errorPaint.bold(heading))
  if (debug && stack) lines.push(errorPaint.dim(stack.slice(stack.indexOf('\n    at ') + 1)))
  else if (!known) lines.push(errorPaint.dim(words.noStack))
  return lines.join('\n')
}

/** An error as programs read it: in English. */
export function errorEvent(error: unknown, debug = false): object {
  const { name, message, stack } = asError(error)
  const { code, data, details } = error instanceof StriateError ? error : { code: undefined, data: undefined, details: undefined }
  return { event: 'error', name, code, message, fix: data?.fix && spoken(data.fix), details, stack: debug ? stack : undefined }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
