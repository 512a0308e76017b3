/**
 * The errors of Striate. An error is data first (a code, the layer it happened in, the numbers) and has one
 * printer. Every message says what is wrong, where, shows the numbers, and offers a fix.
 */
import { type Sentence, spoken, type Translation } from './say.ts'
import { shortened } from './shortened.ts'
import { visibleLines, visibleText } from './visibleText.ts'

/** Where an error happened: the layer's position (from 1), name and kind, and the model's name. */
export interface LayerPlace {
  readonly position: number
  readonly name: string
  readonly kind: string
  readonly model: string
}

/** What an error says, as data; `printError` makes the message of it. */
export interface ErrorData {
  /** A stable word for programs: 'not-whole', 'unknown-option', 'truncated' … */
  readonly code: string
  /** What is wrong: one sentence, without the place. */
  readonly message: Sentence
  readonly layer?: LayerPlace | undefined
  /** The numbers, one line each. */
  readonly numbers?: readonly Sentence[] | undefined
  /** How to fix it. */
  readonly fix?: Sentence | undefined
  /** The same facts for programs. */
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

/** Base of all errors that Striate throws on purpose. */
export class StriateError extends Error {
  readonly code: string
  readonly data: ErrorData

  constructor(data: ErrorData, options?: ErrorOptions) {
    super(printError(data), options)
    this.name = new.target.name
    this.code = data.code
    this.data = data
  }

  /** The layer in which it happened, where it happened in one. */
  get layer(): LayerPlace | undefined {
    return this.data.layer
  }

  /** The facts for programs; empty where there are none. */
  get details(): Readonly<Record<string, unknown>> {
    return this.data.details ?? {}
  }

  /** The same error, said of a layer: how a model adds the place to what a layer's check found. */
  at(layer: LayerPlace): StriateError {
    return this.data.layer ? this : new (this.constructor as new (data: ErrorData) => StriateError)({ ...this.data, layer })
  }
}

/** Shapes that do not fit each other, a rank that is wrong, a size that is not whole. */
export class ShapeError extends StriateError {}
/** An option that is missing, unknown, NaN or out of range; a name that does not exist. */
export class OptionError extends StriateError {}
/** Something that this backend, machine or version cannot do. */
export class UnsupportedError extends StriateError {}
/** Bytes that are not what they should be: empty, truncated, foreign, inconsistent. */
export class FormatError extends StriateError {}
/** Something that failed while running: used after dispose, a trap in a thread, a loss that is not a number. */
export class RunError extends StriateError {}

/** The same error with more lines of numbers: what someone further out knows of it, a file's name say. */
export function withNumbers(error: unknown, numbers: readonly Sentence[]): unknown {
  if (!(error instanceof StriateError)) return error
  const data = { ...error.data, numbers: [...(error.data.numbers ?? []), ...numbers] }
  return new (error.constructor as new (data: ErrorData, options: ErrorOptions) => StriateError)(data, { cause: error })
}

/**
 * ```
 * layer 3 "C3" (conv2d) in "my model": the output height and width are not whole.
 *   (32 + 2·0 − 5) / 2 + 1 = 14.5
 *   Fix: stride 1 …
 * ```
 */
export function printError({ message, layer, numbers, fix }: ErrorData, translation?: Translation): string {
  const place = layer ? placeOf(layer, translation) : ''
  // A line feed in a path or a server's answer must not look like another line of ours.
  const said = (sentence: Sentence, most: number) => line(spoken(sentence, translation), most)
  const lines = [place + said(message, 2000), ...(numbers ?? []).map((one) => `  ${said(one, 500)}`)]
  if (fix) lines.push(`  ${translation?.fix ?? 'Fix'}: ${spoken(fix, translation).replaceAll('\n', '\n       ')}`)
  return visibleLines(lines.join('\n'))
}

function placeOf({ position, name, kind, model }: LayerPlace, translation: Translation | undefined): string {
  const [layer, of, whose] = [shortName(name), shortName(kind), shortName(model)]
  const known = of ? { name: layer, kind: of } : undefined
  if (translation) return translation.place(position, known, whose)
  return `layer ${position}${known ? ` "${layer}" (${of})` : ''} in "${whose}": `
}

/** A name from anywhere, in a line of its own error. */
function shortName(text: string): string {
  return line(text, 60)
}

/** A text that holds what comes from anywhere: in one line, and no longer. */
function line(text: string, most: number): string {
  return visibleText(shortened(text, most))
}
