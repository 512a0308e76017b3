/**
 * What errors say: English sentences with named holes, and what fills them. A sentence can be said in another language later,
 * wherever its error has come to, because it is still data then: `printError(error.data, korean)`.
 *
 * The English sentence is the key of the other languages' tables, and `say` takes no sentence that they lack: the compiler
 * finds what is not translated, and a hole that nobody fills.
 */
import type { KnownSentence } from './korean/index.ts'

/** What may fill a hole: a word, a number, a sentence, or several sentences after each other. */
export type Filling = string | number | Sentence | readonly Sentence[]

/** A sentence as data, of plain values: it may be cloned and sent. */
export interface Sentence {
  /** In English, with its holes: `there is no layer {name}.` */
  readonly text: string
  readonly holes: Readonly<Record<string, Filling>>
}

/** The names of a text's holes: 'a {b} c {d}' has 'b' | 'd'. Braces of code have spaces inside: wasm({ threads: {threads} }). */
export type HolesOf<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? (Hole extends `${string} ${string}` ? HolesOf<`${Hole}}`> : Hole) | HolesOf<Rest>
  : never

type Arguments<Text extends string> = [HolesOf<Text>] extends [never] ? [] : [holes: Readonly<Record<HolesOf<Text>, Filling>>]

/** Other languages' sentences by the English ones, and how what fills a hole is bound to its particle there. */
export interface Translation {
  readonly sentences: Readonly<Record<string, string>>
  /** What stands before the way to mend it. */
  readonly fix: string
  /** Where the error happened. */
  place(position: number, name: string, kind: string, model: string): string
  /** `particle` is what a hole has after a colon: the `을` of {name:을}. */
  bound(filling: string, particle: string): string
}

/** A sentence, and what fills its holes: `say('there is no layer {name}.', { name })`. */
export function say<const Text extends KnownSentence>(text: Text, ...[holes]: Arguments<Text>): Sentence {
  return { text, holes: holes ?? {} }
}

/** Words that are said as they stand in every language: a path, a formula, a message of the system's. */
export function asIs(words: string): Sentence {
  return { text: '{words}', holes: { words } }
}

/** The sentence as a text: in English, or in the language of a table. */
export function spoken(sentence: Sentence, translation?: Translation): string {
  const text = translation?.sentences[sentence.text] ?? sentence.text
  return text.replace(/\{(\w+)(?::([^}]+))?\}/g, (hole, name: string, particle?: string) => {
    const filling = sentence.holes[name]
    if (filling === undefined) return hole
    const words = filled(filling, translation)
    return particle && translation ? translation.bound(words, particle) : words
  })
}

function filled(filling: Filling, translation: Translation | undefined): string {
  if (typeof filling === 'string') return filling
  if (typeof filling === 'number') return String(filling)
  if (isSentence(filling)) return spoken(filling, translation)
  return filling.map((one) => spoken(one, translation)).join(' ')
}

function isSentence(filling: Sentence | readonly Sentence[]): filling is Sentence {
  return !Array.isArray(filling)
}
