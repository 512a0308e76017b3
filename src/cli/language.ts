/** In which language the command speaks: `--lang`, or what the system's locale says. English where it is neither. */

import type { Language } from '../figures.ts'
import { korean, type Translation } from '../korean.ts'

/** What the library's errors are said by, in each language: theirs is English. */
export const translations: Readonly<Record<Language, Translation | undefined>> = { en: undefined, ko: korean }

/** By LC_ALL, LC_MESSAGES, LANG: the first that says something decides, as in all programs. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return /^ko(?![a-z])/i.test(locale) ? 'ko' : 'en'
}

/**
 * Takes `--lang ko` and `--lang=ko` out of the arguments, wherever they stand before `--`: help and errors need the
 * language before anything else is read. `given` is the last one's value ('' where it has none); `twice` says that it is not
 * alone.
 */
export function takeLang(args: readonly string[]): { given: string | undefined; twice: boolean; rest: string[] } {
  const ends = args.indexOf('--')
  const before = ends < 0 ? args : args.slice(0, ends)
  const rest: string[] = []
  const given: string[] = []
  for (let i = 0; i < before.length; i++) {
    const arg = before[i]!
    if (arg === '--lang') given.push(before[++i] ?? '')
    else if (arg.startsWith('--lang=')) given.push(arg.slice('--lang='.length))
    else rest.push(arg)
  }
  return { given: given.at(-1), twice: given.length > 1, rest: [...rest, ...args.slice(before.length)] }
}
