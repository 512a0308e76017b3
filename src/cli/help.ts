/**
 * The text of --help, in the language of the screen and in its width: wide, the names and what they mean stand side by
 * side; narrow, below each other. commander knows what there is; this only writes it down.
 */
import type { Command } from 'commander'
import type { Screen } from './screen.ts'
import { padEnd, textWidth, wrap } from './width.ts'
import type { Example } from './words.ts'

/** Below so many columns, meanings go below names. */
const narrow = 64
const widest = 100

export interface HelpParts {
  readonly examples: readonly Example[]
  /** Of the program as a whole. */
  readonly exits?: readonly (readonly [string, string])[]
}

export function helpText(command: Command, { examples, exits }: HelpParts, screen: Screen): string {
  const { words, paint } = screen
  const width = Math.min(widest, screen.columns)
  const rows = (pairs: readonly (readonly [string, string])[]) => listed(pairs, width, paint.accent)
  const section = (head: string, lines: readonly string[]) => (lines.length ? ['', paint.bold(head), ...lines] : [])
  const helper = command.createHelp()
  const usage = helper.commandUsage(command)
  return [
    ...wrap(helper.commandDescription(command), width),
    ...section(words.heads.usage, wrap(usage, width, '  ')),
    ...section(
      words.heads.commands,
      rows(helper.visibleCommands(command).map((one) => [one.name(), helper.subcommandDescription(one)])),
    ),
    ...section(words.heads.arguments, rows(helper.visibleArguments(command).map((one) => [one.name(), one.description]))),
    ...section(
      words.heads.options,
      rows([
        ...helper.visibleOptions(command).map((option): [string, string] => [option.flags, option.description]),
        ['--lang <en|ko>', words.options.lang],
      ]),
    ),
    ...section(
      words.heads.examples,
      examples.flatMap(([line, does]) => [
        ...wrap(line, width, '  ').map((text, i) => (i ? `    ${text}` : text)),
        ...wrap(does, width, '      ').map(paint.dim),
      ]),
    ),
    ...(exits ? section(words.heads.exit, rows(exits)) : []),
  ].join('\n')
}

function listed(pairs: readonly (readonly [string, string])[], width: number, paint: (text: string) => string): string[] {
  if (width < narrow)
    return pairs.flatMap(([name, means]) => [...wrap(name, width, '  ').map(paint), ...wrap(means, width, '      ')])
  const column = Math.min(30, Math.max(...pairs.map(([name]) => textWidth(name)))) + 4
  return pairs.flatMap(([name, means]) => {
    const meaning = wrap(means, width - column)
    const start = `  ${name}`
    // A name that is too long for its column has a line of its own.
    if (textWidth(start) > column - 2) return [paint(start), ...meaning.map((line) => ' '.repeat(column) + line)]
    return meaning.map((line, i) => (i ? ' '.repeat(column) : paint(padEnd(start, column))) + line)
  })
}
