/**
 * What the command line may hold: the commands, their arguments and options, as commander knows them, and who answers
 * them. commander's own complaints become UsageErrors with the words of the screen; the nearest name is its offer.
 */
import { Command, type CommanderError, type OptionValues } from 'commander'
import { version } from '../runs.ts'
import type { Answer } from './answer.ts'
import { commandName } from './commandName.ts'
import { convert } from './commands/convert.ts'
import { doctor } from './commands/doctor.ts'
import { evaluate } from './commands/evaluate.ts'
import { inspect } from './commands/inspect.ts'
import { lecture } from './commands/lecture.ts'
import { plan } from './commands/plan.ts'
import { predict } from './commands/predict.ts'
import { runs } from './commands/runs.ts'
import { summary } from './commands/summary.ts'
import { train } from './commands/train.ts'
import { zoo } from './commands/zoo.ts'
import { helpText } from './help.ts'
import type { Screen } from './screen.ts'
import { UsageError } from './usageError.ts'
import type { Words } from './words.ts'

type Name = Exclude<keyof Words['examples'], 'program'>

/** The commands and options of the command line; `done` is given the exit code of the one that ran. */
export function programOn(screen: Screen, done: (code: number) => void): Command {
  const { words } = screen
  const { options: says } = words
  const program = new Command('striate')
  const quiet = { writeOut: (text: string) => screen.help(text.trimEnd()), writeErr: () => {}, outputError: () => {} }
  const prepare = (command: Command) =>
    command.exitOverride().configureOutput(quiet).helpOption('-h, --help', says.help).allowExcessArguments(false)

  const add = (name: Name, answer: Answer, shape: (command: Command) => Command) => {
    const command = shape(prepare(new Command(name)).description(words.commands[name])).option('--json', says.json)
    command.configureHelp({ formatHelp: (one) => helpText(one, { examples: words.examples[name] }, screen) })
    command.action(async (...given) => {
      const args = given.slice(0, -2) as (string | undefined)[]
      done(await answer(screen, args, given.at(-2) as OptionValues))
    })
    refuseTwice(command, screen)
    program.addCommand(command)
  }

  prepare(program)
    .description(words.about)
    .usage('<command> [arguments] [options]')
    .version(version, '--version', says.version)
    .helpCommand('help [command]', words.commands.help)
    .configureHelp({ formatHelp: (one) => helpText(one, { examples: words.examples.program, exits: words.exits }, screen) })

  add('train', train, (command) =>
    command
      .argument('[model]', words.arguments.model)
      .option('--data <source>', says.data)
      .option('--skip-broken', says.skipBroken)
      .option('--stream', says.stream)
      .option('--handwriting', says.handwriting)
      .option('--validation <share>', says.validation)
      .option('--patience <n>', says.patience)
      .option('--epochs <n>', says.epochs)
      .option('--batch <n>', says.batch)
      .option('--lr <x>', says.rate)
      .option('--optimizer <name>', says.optimizer)
      .option('--schedule <name>', says.schedule)
      .option('--warm-up <steps>', says.warmUp)
      .option('--weight-decay <x>', says.weightDecay)
      .option('--class-weights <weights>', says.classWeights)
      .option('--from <weights>', says.from)
      .option('--freeze <names>', says.freeze)
      .option('--auxiliary <weights>', says.auxiliary)
      .option('--clip-norm <x>', says.clipNorm)
      .option('--seed <n>', says.seed)
      .option('--augment [amounts]', says.augment)
      .option('--threads <n>', says.threads)
      .option('--out <folder>', says.out)
      .option('--resume [folder]', says.resume)
      .option('--tensorboard', says.tensorboard)
      .option('--no-pictures', says.noPictures),
  )
  add('evaluate', evaluate, (command) =>
    command
      .argument('<run>', words.arguments.run)
      .option('--data <source>', says.data)
      .option('--skip-broken', says.skipBroken)
      .option('--stream', says.stream)
      .option('--batch <n>', says.batchEvaluate)
      .option('--threads <n>', says.threads),
  )
  add('predict', predict, (command) =>
    command
      .argument('<run|model>', words.arguments.runOrPublished)
      .argument('<image...>', words.arguments.images)
      .option('--top <k>', says.top)
      .option('--as-is', says.asIs)
      .option('--anyway', says.anyway)
      .option('--imagenet', says.imagenet)
      .option('--threads <n>', says.threads),
  )
  add('inspect', inspect, (command) =>
    command
      .argument('<run|model>', words.arguments.modelOrRun)
      .argument('<image>', words.arguments.image)
      .option('--layers <names>', says.layers)
      .option('--out <folder>', says.outInspect)
      .option('--as-is', says.asIs)
      .option('--imagenet', says.imagenet)
      .option('--seed <n>', says.seedInspect)
      .option('--threads <n>', says.threads),
  )
  add('summary', summary, (command) =>
    command.argument('<model|run>', words.arguments.modelOrRun).option('--graph <file.svg>', says.graph),
  )
  add('convert', convert, (command) =>
    command
      .argument('<from>', words.arguments.from)
      .argument('<to>', words.arguments.to)
      .option('--raw-input', says.rawInput)
      .option('--force', says.force)
      .option('--threads <n>', says.threads),
  )
  add('plan', plan, (command) =>
    command
      .argument('<model|run>', words.arguments.modelOrRun)
      .option('--batch <n>', says.batchPlan)
      .option('--train', says.planTrain)
      .option('--threads <n>', says.threads),
  )
  add('zoo', zoo, (command) => command)
  add('runs', runs, (command) =>
    command
      .argument('[folder...]', words.arguments.runFolders)
      .option('--sort <order>', says.sort)
      .option('--html [file]', says.html),
  )
  add('lecture', lecture, (command) =>
    command
      .option('--image <path|URL>', says.image)
      .option('--out <folder>', says.outLecture)
      .option('--threads <n>', says.threads),
  )
  add('doctor', doctor, (command) => command)
  return program
}

/** Of two values for one option, commander would take the second in silence. */
function refuseTwice(command: Command, { words }: Screen): void {
  for (const option of command.options.filter(({ required, optional }) => required || optional)) {
    let given = false
    command.on(`option:${option.name()}`, () => {
      if (given) throw new UsageError({ code: 'option-twice', message: words.usage.twice(`--${option.name()}`) })
      given = true
    })
  }
}

/** What commander found wrong, in the words of the screen; undefined where it only showed help or the version. */
export function usageErrorOf(error: CommanderError, { words }: Screen, args: readonly string[]): UsageError | undefined {
  if (error.exitCode === 0) return undefined
  const { usage } = words
  const [, name = ''] = /'([^']+)'/.exec(error.message) ?? []
  const [, meant] = /Did you mean (?:one of )?(.+?)\?/.exec(error.message) ?? []
  const sayings: Readonly<Record<string, string>> = {
    'commander.unknownCommand': usage.unknownCommand(name),
    // `help nosuch`
    'commander.help': usage.unknownCommand(args[1] ?? ''),
    'commander.unknownOption': usage.unknownOption(name),
    'commander.missingArgument': usage.missingArgument(name),
    'commander.optionMissingArgument': usage.missingValue(name.split(/[ ,]/)[0]!),
    'commander.excessArguments': usage.excess,
  }
  const [first] = args
  const general = error.code === 'commander.unknownCommand' || first === 'help' || !first || first.startsWith('-')
  const command = general ? '' : ` ${first}`
  return new UsageError({
    code: error.code.replace('commander.', ''),
    message: sayings[error.code] ?? error.message.replace(/^error: /, ''),
    fix: `${meant ? usage.meant(meant) : ''}${usage.seeHelp(`${commandName()}${command}`)}`,
  })
}
