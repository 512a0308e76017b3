/**
 * A table of kinds: layers, losses and optimizers are plain values `{ kind, …options }`, and what a kind does is looked up
 * here. Such a table is open: users add kinds of their own with `defineLayer`, `defineLoss`, `defineOptimizer`.
 */

import { OptionError } from './errors.ts'
import { nearest, suggest } from './nearest.ts'
import { received, show } from './options.ts'
import { type Sentence, say } from './say.ts'
import { shortened } from './shortened.ts'

/** How errors speak of the values of a table. */
export interface KindWords {
  /** In codes: 'unknown-layer', 'not-a-layer'. */
  readonly code: 'layer' | 'loss' | 'optimizer'
  /** say('layer') */
  readonly noun: Sentence
  /** say('a layer') */
  readonly one: Sentence
  /** The function that adds one: 'defineLayer'. */
  readonly define: string
  /** A factory, and a call of it: 'relu', 'relu()'. */
  readonly factory: string
  readonly call: string
}

export class Kinds<Behaviour> {
  readonly #words: KindWords
  readonly #known: Map<string, Behaviour>
  readonly #builtIn: ReadonlySet<string>

  constructor(words: KindWords, builtIn: Readonly<Record<string, Behaviour>>) {
    this.#words = words
    this.#known = new Map(Object.entries(builtIn))
    this.#builtIn = new Set(this.#known.keys())
  }

  /** The behaviour of a value's kind. @throws OptionError for what is no such value, or for a kind that no one has defined */
  of(value: { readonly kind: string }): Behaviour {
    const kind: unknown = (value as { kind?: unknown } | null | undefined)?.kind
    if (typeof kind !== 'string') throw this.#notAValue(value)
    const behaviour = this.#known.get(kind)
    if (behaviour) return behaviour
    const { code, noun, define } = this.#words
    throw new OptionError({
      code: `unknown-${code}`,
      message: say('there is no {noun} {kind}.', { noun, kind: show(kind) }),
      fix: say("{known} One of your own: {define}('{kind}', behaviour).", {
        known: suggest(kind, this.names()),
        define,
        kind: shortened(kind, 60),
      }),
      details: { kind: shortened(kind, 60), known: this.names() },
    })
  }

  /** All kinds, those of users too. */
  names(): string[] {
    return [...this.#known.keys()]
  }

  /** Whether the kind came with Striate: then every thread knows it. */
  isBuiltIn(kind: string): boolean {
    return this.#builtIn.has(kind)
  }

  /** Adds a kind. @throws OptionError where it is not a name, or there is one of that name */
  define(kind: string, behaviour: Behaviour): void {
    const { code, one, define } = this.#words
    if (typeof kind !== 'string' || !/^[A-Za-z][A-Za-z0-9]*$/.test(kind))
      throw new OptionError({
        code: 'wrong-option',
        message: say('{define}: the kind must be a word of letters and digits. Received: {kind}.', { define, kind: show(kind) }),
      })
    if (this.#known.has(kind))
      throw new OptionError({
        code: `${code}-exists`,
        message: say('{define}: there already is {one} "{kind}".', { define, one, kind }),
        fix: say('choose another kind.'),
        details: { kind },
      })
    this.#known.set(kind, behaviour)
  }

  #notAValue(value: unknown): OptionError {
    const { code, one, factory, call } = this.#words
    const meant = typeof value === 'string' ? nearest(value, this.names()) : undefined
    return new OptionError({
      code: `not-${code === 'optimizer' ? 'an' : 'a'}-${code}`,
      message: say('{one} is a value { kind, … }. Received: {received}.', { one, received: received(value) }),
      fix:
        typeof value === 'function'
          ? say('call the function: {call} makes {one}, {factory} alone does not.', { call, one, factory })
          : meant
            ? say('call its function, {meant}(…), without quotes.', { meant })
            : say('use one of: {names}.', { names: this.names().join(', ') }),
      details: { known: this.names() },
    })
  }
}
