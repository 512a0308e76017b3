/** What a command is to the program: one function from its arguments and options to an exit code. */
import type { OptionValues } from 'commander'
import type { Screen } from './screen.ts'

/** A command's work: gives the exit code. */
export type Answer = (
  screen: Screen,
  args: readonly (string | undefined | readonly string[])[],
  options: OptionValues,
) => Promise<number>
