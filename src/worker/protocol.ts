/**
 * What a page and its network worker say to each other: plain messages, one answer to each question. Data sets go over
 * once and are known by a number after that; errors go over as their data, and are whole again on the other side.
 */
import type { DatasetParts } from '../data/dataset.ts'
import {
  type ErrorData,
  FormatError,
  OptionError,
  RunError,
  ShapeError,
  StriateError,
  UnsupportedError,
} from '../errors/errors.ts'

export interface Question {
  readonly id: number
  readonly ask: string
  // biome-ignore lint/suspicious/noExplicitAny: each ask has its own arguments; openInWorker.ts and networkWorker.ts agree on them
  readonly args: readonly any[]
}

export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: ErrorParts }

export interface ErrorParts {
  readonly name: string
  readonly message: string
  readonly data?: ErrorData
}

/** A data set as it is sent: its number, and its parts the first time. */
export interface SentData {
  readonly number: number
  readonly parts?: DatasetParts
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

/** Without what cannot be sent (functions among the details). */
function plain(data: ErrorData): ErrorData {
  return JSON.parse(JSON.stringify(data)) as ErrorData
}
