/**
 * The fields of a JSON file that lay on a disk, read with distrust: each question says what must stand there, and where it does
 * not, the error names the field by its whole path and shows what was found. It knows no file: who reads one says how the error
 * begins and how it is fixed.
 */
import type { FormatError } from '../errors/errors.ts'
import { show } from '../errors/options.ts'
import { asIs, type Sentence, say } from '../errors/say.ts'

interface Range {
  readonly min?: number
  readonly max?: number
}

/** One object of the file. */
export interface Fields {
  /** Its names, in their order. */
  readonly names: readonly string[]
  /** What stands there, unchecked; undefined where nothing does. */
  any(name: string): unknown
  has(name: string): boolean
  object(name: string): Fields
  /** A list of objects. */
  objects(name: string): Fields[]
  text(name: string): string
  truth(name: string): boolean
  /** Of at least `min` (default 0) and at most `max`. */
  whole(name: string, range?: Range): number
  real(name: string, range?: Range): number
  texts(name: string): string[]
  wholes(name: string, range?: Range): number[]
  reals(name: string): number[]
  /** One of these words. */
  word<const T extends string>(name: string, words: readonly T[]): T
  /** That a field is not what it must be. */
  wrong(name: string, must: Sentence): FormatError
  /** That something else is wrong with it; `why` is given its path. */
  refused(name: string, why: (field: string) => Sentence): FormatError
}

/** `fail` makes the error of a sentence without its full stop; `place` is where the object lies in the file ('' at its top). */
export function fieldsOf(value: unknown, fail: (why: Sentence) => FormatError, place = ''): Fields {
  if (!isObject(value))
    throw fail(
      place === ''
        ? say('it must be an object. Found: {found}', { found: found(value) })
        : say('its "{field}" must be {must}. Found: {found}', { field: place, must: say('an object'), found: found(value) }),
    )
  const any = (name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)
  const path = (name: string) => (place === '' ? name : `${place}.${name}`)
  const refused = (name: string, why: (field: string) => Sentence) => fail(why(path(name)))
  const wrong = (name: string, must: Sentence) =>
    refused(name, (field) =>
      any(name) === undefined
        ? say('its "{field}" is missing', { field })
        : say('its "{field}" must be {must}. Found: {found}', { field, must, found: found(any(name)) }),
    )
  const checked = <T>(name: string, is: (value: unknown) => boolean, must: Sentence): T => {
    if (is(any(name))) return any(name) as T
    throw wrong(name, must)
  }
  const all = (is: (value: unknown) => boolean) => (list: unknown) => Array.isArray(list) && list.every(is)
  return {
    names: Object.keys(value),
    any,
    has: (name) => any(name) !== undefined,
    object(name) {
      if (any(name) === undefined) throw wrong(name, say('an object'))
      return fieldsOf(any(name), fail, path(name))
    },
    objects(name) {
      const list: unknown = any(name)
      if (!Array.isArray(list)) throw wrong(name, say('a list of objects'))
      return list.map((one, i) => fieldsOf(one, fail, `${path(name)}[${i}]`))
    },
    text: (name) => checked(name, isText, say('text')),
    truth: (name) => checked(name, (value) => typeof value === 'boolean', say('true or false')),
    whole: (name, range) => checked(name, isWhole(range), wholeWords(range)),
    real: (name, range) => checked(name, isReal(range), realWords(range)),
    texts: (name) => checked(name, all(isText), say('a list of texts')),
    wholes: (name, range) => checked(name, all(isWhole(range)), listWords(range)),
    reals: (name) => checked(name, all(isReal({ min: -Infinity })), say('a list of numbers')),
    word: (name, list) =>
      checked(
        name,
        (value) => list.includes(value as never),
        say('one of {choices}', { choices: list.map((word) => `"${word}"`).join(', ') }),
      ),
    wrong,
    refused,
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isWhole({ min = 0, max = Number.MAX_SAFE_INTEGER }: Range = {}) {
  return (value: unknown) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}

function isReal({ min = 0, max = Infinity }: Range = {}) {
  return (value: unknown) => Number.isFinite(value) && (value as number) >= min && (value as number) <= max
}

function wholeWords({ min = 0, max = Infinity }: Range = {}): Sentence {
  return max === Infinity
    ? say('a whole number of at least {min}', { min })
    : say('a whole number from {min} to {max}', { min, max })
}

function realWords({ min = 0, max = Infinity }: Range = {}): Sentence {
  if (min === -Infinity) return say('a number')
  return max === Infinity ? say('a number of at least {min}', { min }) : say('a number from {min} to {max}', { min, max })
}

function listWords({ min = 0, max = Infinity }: Range = {}): Sentence {
  return max === Infinity
    ? say('a list of whole numbers of at least {min}', { min })
    : say('a list of whole numbers from {min} to {max}', { min, max })
}

/** In a few words, however large or deep it is. */
function found(value: unknown): Sentence {
  if (Array.isArray(value)) return value.length === 0 ? say('an empty list') : say('a list of {count}', { count: value.length })
  if (!isObject(value)) return asIs(show(value))
  const count = Object.keys(value).length
  return count === 1 ? say('an object of one field') : say('an object of {count} fields', { count })
}
