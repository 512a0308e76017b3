/** In which language the command speaks: `--lang`, or what the system's locale says. English where it is neither. */

import type { Language } from '../figures.ts'

/** By LC_ALL, LC_MESSAGES, LANG: the first that says something decides, as in all programs. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return /^ko(?![a-z])/i.test(locale) ? 'ko' : 'en'
}

/**
 * Takes `--lang ko` and `--lang=ko` out of the arguments, wherever they stand before `--`: help and errors need the
 * language before anything else is read. `given` is the last one's value ('' where it has none).
 */
export function takeLang(args: readonly string[]): { given: string | undefined; rest: string[] } {
  const rest: string[] = []
  let given: string | undefined
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--') return { given, rest: [...rest, ...args.slice(i)] }
    if (args[i] === '--lang') given = args[++i] ?? ''
    else if (args[i]!.startsWith('--lang=')) given = args[i]!.slice('--lang='.length)
    else rest.push(args[i]!)
  }
  return { given, rest }
}
