/**
 * The small part of Python's notation that the header of an .npy file is written in: a dictionary of texts, numbers, truths,
 * tuples and lists. It is read letter by letter, and nothing of it is ever run.
 */
import { show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'

/** A value of the dictionary. Whole numbers beyond 2⁵³ are Infinity: no size is as large. */
export type Literal = string | number | boolean | null | Sequence

/** A tuple (…) or a list […]. */
export interface Sequence {
  readonly tuple: boolean
  readonly items: readonly Literal[]
}

/** Deeper than any header: the dtype of a table of tables is a list of tuples. */
const mostDepth = 8

/**
 * The dictionary that a text is, all of it; `fail` makes the error of a sentence that says why it is none.
 * @throws FormatError
 */
export function readDictionary(text: string, fail: (why: Sentence) => Error): ReadonlyMap<string, Literal> {
  const entries = new Map<string, Literal>()
  let at = 0
  const skip = () => {
    while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t') at++
  }
  const here = (wanted: string | Sentence): Error =>
    fail(
      say('at character {at} {wanted} is missing; there is {found}', {
        at: at + 1,
        wanted,
        found: show(text.slice(at, at + 12)),
      }),
    )
  const take = (letter: string): void => {
    skip()
    if (text[at] !== letter) throw here(show(letter))
    at++
  }
  const word = (form: RegExp): string | undefined => {
    form.lastIndex = at
    const found = form.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }

  const value = (depth: number): Literal => {
    skip()
    const letter = text[at]
    if (letter === '(' || letter === '[') return sequence(letter, depth)
    const quoted = word(/'[^'\\\n]*'|"[^"\\\n]*"/y)
    if (quoted !== undefined) return quoted.slice(1, -1)
    // Python 2 wrote long numbers with an L.
    const digits = word(/-?\d{1,40}(?=L?[^\w.])/y)
    if (digits !== undefined) {
      word(/L/y)
      return Number.isSafeInteger(Number(digits)) ? Number(digits) : Number.POSITIVE_INFINITY
    }
    const name = word(/(?:True|False|None)(?!\w)/y)
    if (name === undefined) throw here(say('a value'))
    return name === 'None' ? null : name === 'True'
  }

  const sequence = (open: '(' | '[', depth: number): Literal => {
    const tuple = open === '('
    const close = tuple ? ')' : ']'
    if (depth >= mostDepth) throw fail(say('tuples and lists are nested more than {most} deep', { most: mostDepth }))
    at++
    const items: Literal[] = []
    let comma = false
    for (skip(); text[at] !== close; skip()) {
      if (items.length > 0 && !comma) throw here(show(','))
      items.push(value(depth + 1))
      skip()
      comma = text[at] === ','
      if (comma) at++
    }
    at++
    // (3) is the number 3; (3,) is a tuple.
    return tuple && items.length === 1 && !comma ? items[0]! : { tuple, items }
  }

  take('{')
  let comma = true
  for (skip(); text[at] !== '}'; skip()) {
    if (!comma) throw here(show(','))
    const key = value(0)
    if (typeof key !== 'string') throw fail(say('a key is not a text'))
    if (entries.has(key)) throw fail(say('the key {key} stands twice', { key: show(key) }))
    take(':')
    entries.set(key, value(0))
    skip()
    comma = text[at] === ','
    if (comma) at++
  }
  at++
  skip()
  if (at < text.length) throw fail(say('{found} follows the dictionary', { found: show(text.slice(at, at + 12)) }))
  return entries
}
