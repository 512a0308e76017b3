/**
 * What errors say: English sentences with named holes, and what fills them. A sentence can be said in another language later,
 * wherever its error has come to, because it is still data then: `printError(error.data, korean)`.
 *
 * The English sentence is the key of the other languages' tables, and `say` takes no sentence that they lack: the compiler
 * finds what is not translated, and a hole that no one fills.
 */
import type { KnownSentence } from './korean/index.ts'
import type { Filling, HolesOf, Sentence, Translation } from './sentence.ts'

export type { Sentence, Translation } from './sentence.ts'

type Arguments<Text extends string> = [HolesOf<Text>] extends [never] ? [] : [holes: Readonly<Record<HolesOf<Text>, Filling>>]

/** A sentence, and what fills its holes: `say('there is no layer {name}.', { name })`. */
export function say<const Text extends KnownSentence>(text: Text, ...[holes]: Arguments<Text>): Sentence {
  return { text, holes: holes ?? {} }
}

/** Words that are said as they stand in every language: a path, a formula, a message of the system's. */
export function asIs(words: string): Sentence {
  return { text: '{words}', holes: { words } }
}

/** `a, b, c`, of one at least. */
export function listed(sentences: readonly Sentence[]): Sentence {
  return sentences.reduce((list, next) => say('{list}, {next}', { list, next }))
}

/** The sentence as a text: in English, or in the language of a table. */
export function spoken(sentence: Sentence, translation?: Translation): string {
  const text = translation?.sentences[sentence.text] ?? sentence.text
  let words = ''
  let from = 0
  let one = false
  for (const { 0: hole, 1: name, 2: particle, index } of text.matchAll(/\{(\w*)(?::(\p{L}+))?\}/gu)) {
    words += counted(text.slice(from, index), one)
    from = index + hole.length
    const filling = name ? sentence.holes[name] : undefined
    one = !translation && (filling === 1 || filling === '1')
    if (filling !== undefined) words += filled(filling, translation)
    else if (name || !particle) words += hole
    if (particle && translation && (filling !== undefined || !name)) words = translation.bound(words, particle)
  }
  return words + counted(text.slice(from), one)
}

/** What follows a number: behind 1 what is counted is one. */
function counted(text: string, one: boolean): string {
  return one
    ? text.replace(
        /^ (number|value|image|label|pixel|byte|layer|class|channel|weight|row|step|group|filter|unit|thread|dimension|field|file)(es|s)\b/,
        ' $1',
      )
    : text
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
