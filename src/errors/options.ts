/**
 * Checks of options, shared by layers, losses, optimizers, data and commands: unknown names are refused (the
 * nearest known one is offered), numbers must be numbers, and the error says which option of what.
 */
import { OptionError } from './errors.ts'
import { suggest } from './nearest.ts'

/** Refuses options that `owner` does not have. Returns the options (an empty object for none). */
export function knownOptions<T extends object>(owner: string, options: T | undefined, known: readonly string[]): T {
  if (options !== undefined && (typeof options !== 'object' || options === null || Array.isArray(options)))
    throw new OptionError({ code: 'not-options', message: `${owner} takes an object of options. Received: ${show(options)}.` })
  for (const name of Object.keys(options ?? {}))
    if (!known.includes(name))
      throw new OptionError({
        code: 'unknown-option',
        message: `${owner} has no option "${name}".`,
        fix: suggest(name, known),
        details: { owner, option: name, known },
      })
  return options ?? ({} as T)
}

/** A finite number in [min, max] (bounds are in, unless `open` says that min is out). */
export function realOption(
  owner: string,
  name: string,
  value: unknown,
  { min = -Infinity, max = Infinity, open = false }: { min?: number; max?: number; open?: boolean } = {},
): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max && !(open && value === min))
    return value
  throw wrongOption(owner, name, value, `a number${range(min, max, open)}`)
}

/** A whole number in [min, max]. */
export function wholeOption(owner: string, name: string, value: unknown, { min = 1, max = 2 ** 31 - 1 } = {}): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
  throw wrongOption(owner, name, value, `a whole number${range(min, max, false)}`)
}

export function booleanOption(owner: string, name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw wrongOption(owner, name, value, 'true or false')
}

/** One of the given words. */
export function choiceOption<const T extends string>(owner: string, name: string, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T
  const fix = typeof value === 'string' ? suggest(value, choices) : undefined
  throw wrongOption(owner, name, value, `one of ${choices.map((choice) => `'${choice}'`).join(', ')}`, fix)
}

/** A whole number, or two of them [height, width]: always given back as two. */
export function pairOption(owner: string, name: string, value: unknown, { min = 1 } = {}): [number, number] {
  const pair = Array.isArray(value) ? value : [value, value]
  if (pair.length === 2 && pair.every((size) => Number.isInteger(size) && size >= min && size < 2 ** 31))
    return [pair[0], pair[1]]
  throw wrongOption(owner, name, value, `a whole number of at least ${min}, or two of them [height, width]`)
}

export function wrongOption(owner: string, name: string, value: unknown, wanted: string, fix?: string): OptionError {
  return new OptionError({
    code: 'wrong-option',
    message: `${owner}: ${name} must be ${wanted}. Received: ${show(value)}.`,
    fix,
    details: { owner, option: name, received: value },
  })
}

function range(min: number, max: number, open: boolean): string {
  if (min === -Infinity && max === Infinity) return ''
  if (max === Infinity || max === 2 ** 31 - 1) return open ? ` above ${min}` : ` of at least ${min}`
  return open ? ` above ${min} and at most ${max}` : ` from ${min} to ${max}`
}

/** A short picture of any value for an error text. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
  if (Array.isArray(value)) return `[${value.slice(0, 8).map(show).join(', ')}${value.length > 8 ? ', …' : ''}]`
  if (typeof value === 'function') return 'a function'
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Uint8Array).length})`
  if (typeof value === 'object' && value !== null) return `{ ${Object.keys(value).slice(0, 6).join(', ')} }`
  return String(value)
}
