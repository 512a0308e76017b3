/** Errors as they go over to another thread: as their data, and whole again on the other side. */
import { type ErrorData, FormatError, OptionError, RunError, ShapeError, StriateError, UnsupportedError } from './errors.ts'

/** An error that can be sent. */
export interface ErrorParts {
  readonly name: string
  readonly message: string
  readonly data?: ErrorData
}

const classes: Record<string, new (data: ErrorData) => StriateError> = {
  FormatError,
  OptionError,
  RunError,
  ShapeError,
  UnsupportedError,
}

export function errorParts(error: unknown): ErrorParts {
  if (error instanceof StriateError) return { name: error.name, message: error.message, data: plain(error.data) }
  return { name: 'Error', message: error instanceof Error ? error.message : String(error) }
}

export function errorFrom({ name, message, data }: ErrorParts): Error {
  const Known = classes[name]
  return Known && data ? new Known(data) : new Error(message)
}

/** Without what cannot be sent: functions among the details. JSON would lose more, a loss of NaN. */
function plain({ details, ...said }: ErrorData): ErrorData {
  if (!details) return said
  return { ...said, details: Object.fromEntries(Object.entries(details).filter(([, fact]) => canBeSent(fact))) }
}

function canBeSent(fact: unknown): boolean {
  try {
    structuredClone(fact)
    return true
  } catch {
    return false
  }
}
