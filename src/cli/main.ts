#!/usr/bin/env node
/**
 * The command `striate`. It throws V8's switch for relaxed SIMD where Node has it behind one, finds language and screen,
 * reads the command line, and ends with a code that the help explains. Everything else is in the files beside it.
 */
import { setFlagsFromString } from 'node:v8'
import { CommanderError } from 'commander'
import { languages } from '../figures.ts'
import { languageOf, takeLang } from './language.ts'
import { programOn, usageErrorOf } from './program.ts'
import { outputLost, report } from './report.ts'
import { screenOn } from './screen.ts'
import { onOutputLost } from './stopper.ts'
import { UsageError } from './usageError.ts'

// Before the engine is loaded. Node 22 and newer have it on, and in time forget the switch.
if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd')

const { env } = process
const { given, rest, twice } = takeLang(process.argv.slice(2))
const lang = languages.find((one) => one === given) ?? languageOf(env)
const ends = rest.indexOf('--')
const json = rest.slice(0, ends < 0 ? undefined : ends).includes('--json')
const screen = screenOn({ lang, json, out: process.stdout, error: process.stderr, env })

for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error) =>
    onOutputLost(error, () => report(outputLost(error, screen.words), screen, Boolean(env.STRIATE_DEBUG))),
  )

try {
  if (given === '') throw new UsageError({ code: 'missing-value', message: screen.words.usage.missingValue('--lang') })
  if (twice) throw new UsageError({ code: 'option-twice', message: screen.words.usage.twice('--lang') })
  if (given !== undefined && given !== lang)
    throw new UsageError({ code: 'wrong-language', message: screen.words.usage.lang(given) })
  const { empty, emptyFix } = screen.words.usage
  if (rest.includes('')) throw new UsageError({ code: 'empty-argument', message: empty, fix: emptyFix })
  const helpOfHelp = rest.length > 1 && rest.every((word) => word === 'help')
  if (rest.length === 0 || helpOfHelp) programOn(screen, () => {}).outputHelp()
  else await programOn(screen, (code) => (process.exitCode = code)).parseAsync(rest, { from: 'user' })
} catch (thrown) {
  const error = thrown instanceof CommanderError ? usageErrorOf(thrown, screen, rest) : thrown
  if (error) process.exitCode = report(error, screen, Boolean(env.STRIATE_DEBUG))
} finally {
  screen.clear()
}
