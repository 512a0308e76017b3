/** JSON objects of which nothing is known yet, and a layer's configuration, whose fields are read and checked one by one. */
import { show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Makes the error of a layer: what is wrong, and what could be done. */
export type Fail = (what: Sentence, fix?: Sentence) => Error

const largest = 2 ** 31 - 1

/** The configuration of a layer. A field that is null is not there. */
export class Config {
  readonly fail: Fail
  readonly #fields: Fields

  constructor(fields: Fields, fail: Fail) {
    this.#fields = fields
    this.fail = fail
  }

  /** As it stands; undefined where it is not there. */
  get(key: string): unknown {
    return Object.hasOwn(this.#fields, key) ? (this.#fields[key] ?? undefined) : undefined
  }

  /** A finite number. */
  number(key: string, otherwise: number): number {
    const value = this.get(key) ?? otherwise
    if (typeof value === 'number' && Number.isFinite(value)) return value
    throw this.wrong(key, value, say('a number'))
  }

  /** A whole number of at least 1. */
  count(key: string, otherwise?: number): number {
    const value = this.get(key) ?? otherwise
    if (isCount(value, 1)) return value
    throw this.wrong(key, value, say('a whole number of at least {min}', { min: 1 }))
  }

  /** A whole number of at least `min`, or two of them: [height, width]. */
  pair(key: string, otherwise?: number | readonly number[], min = 1): [number, number] {
    const value = this.get(key) ?? otherwise
    const [height, width] = Array.isArray(value) && value.length === 2 ? value : [value, value]
    if (isCount(height, min) && isCount(width, min)) return [height, width]
    throw this.wrong(key, value, say('a whole number of at least {min}, or two of them [height, width]', { min }))
  }

  /** Whole numbers of either sign: a list of them, or one. */
  wholes(key: string, otherwise?: number): number[] {
    const value = this.get(key) ?? otherwise
    const list: unknown[] = Array.isArray(value) ? value : [value]
    if (list.length >= 1 && list.length <= 8 && list.every((one) => Number.isSafeInteger(one))) return list as number[]
    throw this.wrong(key, value, say('whole numbers'))
  }

  flag(key: string, otherwise: boolean): boolean {
    const value = this.get(key) ?? otherwise
    if (typeof value === 'boolean') return value
    throw this.wrong(key, value, say('true or false'))
  }

  choice<const T extends string>(key: string, choices: readonly T[], otherwise: T): T {
    const value = this.get(key) ?? otherwise
    if (choices.includes(value as T)) return value as T
    throw this.wrong(key, value, say('one of {choices}', { choices: choices.join(', ') }))
  }

  /** Refuses a field that says anything but what is read here. */
  only(key: string, allowed: number | boolean | undefined): void {
    const value = this.get(key)
    if (value === undefined || value === allowed) return
    throw this.fail(say('its {key} is {value}, which is not read here.', { key, value: show(value) }))
  }

  wrong(key: string, value: unknown, wanted: Sentence): Error {
    return this.fail(say('its {key} must be {wanted}; it is {value}.', { key, wanted, value: show(value) }))
  }
}

function isCount(value: unknown, min: number): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= largest
}
