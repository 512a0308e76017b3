/**
 * What every layer's factory begins with: refuse unknown options, check the name, and make the head `{ kind, name? }`
 * of the layer's value. `name` is there only when it was given; the model names the others.
 */

import { knownOptions, longestName, show, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'

/** What every layer can be told. */
export interface NameOption {
  /** How summaries, errors and parameter names call the layer. By default the model makes one of its kind. */
  readonly name?: string | undefined
}

export interface Head<K extends string> {
  readonly kind: K
  readonly name?: string
}

/** Checks the options' names and `name`. `owner` is how errors call the layer: `conv2d "C1"`. */
export function named<K extends string, T extends NameOption>(
  kind: K,
  given: T | undefined,
  known: readonly Exclude<keyof T & string, 'name'>[],
): { readonly owner: string; readonly options: T; readonly head: Head<K> } {
  const options = knownOptions<T>(kind, given, ['name', ...known])
  const { name } = options
  if (name === undefined) return { owner: kind, options, head: { kind } }
  if (typeof name !== 'string' || name.trim() === '') throw wrongOption(kind, 'name', name, say('a non-empty string'))
  if (name.length > longestName)
    throw wrongOption(kind, 'name', name, say('a string of at most {most} characters', { most: longestName }))
  return { owner: `${kind} ${show(name)}`, options, head: { kind, name } }
}
