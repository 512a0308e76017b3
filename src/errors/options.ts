/**
 * Checks of options, shared by layers, losses, optimizers, data and commands: unknown names are refused (the
 * nearest known one is offered), numbers must be numbers, and the error says which option of what.
 */

import { OptionError } from './errors.ts'
import { suggest } from './nearest.ts'
import { type Sentence, say, spoken } from './say.ts'
import { shortened } from './shortened.ts'

/** The most letters of the name of a model or a layer: errors, tables and files carry it. */
export const longestName = 256

/** What an option belongs to, and what it is called: a word of code, or a phrase that each language says its own way. */
export type Named = string | Sentence

/** Refuses options that `owner` does not have. Returns the options (an empty object for none). */
export function knownOptions<T extends object>(owner: Named, options: T | undefined, known: readonly string[]): T {
  if (options !== undefined && (typeof options !== 'object' || options === null || Array.isArray(options)))
    throw new OptionError({
      code: 'not-options',
      message: say('{owner} takes an object of options. Received: {options}.', { owner, options: received(options) }),
    })
  for (const name of Object.keys(options ?? {}))
    if (!known.includes(name))
      throw new OptionError({
        code: 'unknown-option',
        message: say('{owner} has no option {name}.', { owner, name: show(name) }),
        fix: suggest(name, known),
        details: { owner: wordOf(owner), option: shortened(name, 60), known },
      })
  return options ?? ({} as T)
}

/** A finite number in [min, max] (bounds are in, unless `open` says that min is out). */
export function realOption(
  owner: Named,
  name: Named,
  value: unknown,
  { min = -Infinity, max = Infinity, open = false }: { min?: number; max?: number; open?: boolean } = {},
): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max && !(open && value === min))
    return value
  throw wrongOption(owner, name, value, range('a number', min, max, open))
}

/** A whole number in [min, max]. */
export function wholeOption(owner: Named, name: Named, value: unknown, { min = 1, max = 2 ** 31 - 1 } = {}): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
  throw wrongOption(owner, name, value, range('a whole number', min, max, false))
}

export function booleanOption(owner: Named, name: Named, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw wrongOption(owner, name, value, say('true or false'))
}

/** One of the given words. */
export function choiceOption<const T extends string>(owner: Named, name: Named, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T
  const fix = typeof value === 'string' ? suggest(value, choices) : undefined
  throw wrongOption(
    owner,
    name,
    value,
    say('one of {choices}', { choices: choices.map((choice) => `'${choice}'`).join(', ') }),
    fix,
  )
}

/** A whole number, or two of them [height, width]: always given back as two. */
export function pairOption(owner: Named, name: Named, value: unknown, { min = 1 } = {}): [number, number] {
  const pair = Array.isArray(value) ? value : [value, value]
  if (pair.length === 2 && pair.every((size) => Number.isInteger(size) && size >= min && size < 2 ** 31))
    return [pair[0], pair[1]]
  throw wrongOption(owner, name, value, say('a whole number of at least {min}, or two of them [height, width]', { min }))
}

/** A whole number of at least 0 for all sides of an image, or the four sides: always given back as [top, left, bottom, right]. */
export function sidesOption(owner: Named, name: Named, value: unknown): [number, number, number, number] {
  const sides = Array.isArray(value) ? value : [value, value, value, value]
  if (sides.length === 4 && sides.every((side) => Number.isInteger(side) && side >= 0 && side < 2 ** 31))
    return [sides[0], sides[1], sides[2], sides[3]]
  const wanted = say('a whole number of at least 0, or four of them [top, left, bottom, right]')
  throw wrongOption(owner, name, value, wanted, sidesOfTwo(sides))
}

/** What two sides may have meant. */
export function sidesOfTwo(sides: readonly unknown[]): Sentence | undefined {
  if (sides.length !== 2) return undefined
  return say('padding {sides} = top, left, bottom, right.', { sides: show([sides[0], sides[1], sides[0], sides[1]]) })
}

export function wrongOption(owner: Named, name: Named, value: unknown, wanted: Sentence, fix?: Sentence): OptionError {
  return new OptionError({
    code: 'wrong-option',
    message: say('{owner}: {name} must be {wanted}. Received: {value}.', { owner, name, wanted, value: received(value) }),
    fix,
    details: { owner: wordOf(owner), option: wordOf(name), received: isSmall(value) ? value : show(value) },
  })
}

function range(what: 'a number' | 'a whole number', min: number, max: number, open: boolean): Sentence {
  const whole = what === 'a whole number'
  const endless = max === Infinity || max === 2 ** 31 - 1
  if (min === -Infinity && max === Infinity) return say('a number')
  if (open) return endless ? say('a number above {min}', { min }) : say('a number above {min} and at most {max}', { min, max })
  if (endless) return whole ? say('a whole number of at least {min}', { min }) : say('a number of at least {min}', { min })
  return whole ? say('a whole number from {min} to {max}', { min, max }) : say('a number from {min} to {max}', { min, max })
}

const wordOf = (named: Named) => (typeof named === 'string' ? named : spoken(named))

/** Whether a value may be a detail of an error as it is: a number, a short text, a few of them. */
function isSmall(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= 60
  if (Array.isArray(value)) return value.length <= 8 && value.every((item) => !Array.isArray(item) && isSmall(item))
  return typeof value !== 'object' || value === null
}

/** The value as an error says it: code as it stands, and what has no code in the reader's language. */
export function received(value: unknown): Named {
  return typeof value === 'function' ? say('a function') : show(value)
}

/** A short text for any value for an error text: a few hundred letters at most, whatever it is. */
export function show(value: unknown, depth = 0): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? shortened(value, 58) : value)
  if (Array.isArray(value)) {
    if (depth > 1 && value.length > 0) return '[…]'
    return `[${value
      .slice(0, 8)
      .map((item) => show(item, depth + 1))
      .join(', ')}${value.length > 8 ? ', …' : ''}]`
  }
  if (typeof value === 'function') return 'a function'
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Uint8Array).length})`
  if (typeof value === 'object' && value !== null) return Object.keys(value).length ? `{ ${namesOf(value).join(', ')} }` : '{}'
  return shortened(String(value), 60)
}

/** The first names of an object's properties. */
function namesOf(value: object): string[] {
  return Object.keys(value)
    .slice(0, 6)
    .map((name) => shortened(name, 40))
}
