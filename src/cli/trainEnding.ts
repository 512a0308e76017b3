/** The end of a training: its pictures are drawn; then how good it is, where everything lies, and what to do next. */
import { shareText } from '../figures.ts'
import type { Network } from '../index.ts'
import { printError, visibleText } from '../plumbing.ts'
import { drawRun, type EpochMetrics, keptEpoch, lastEpoch, lastTest, type Run, type RunData, runFiles } from '../runs.ts'
import { commandName } from './commandName.ts'
import { translations } from './language.ts'
import { span } from './numbers.ts'
import { errorEvent, errorText } from './report.ts'
import type { Screen } from './screen.ts'
import type { Stopper } from './stopper.ts'
import { flow } from './trainView.ts'
import { padEnd, textWidth, wrap } from './width.ts'

export interface Ending {
  readonly run: Run
  readonly net: Network
  readonly data: RunData
  /** Whether the paper's test error stands beside it: LeNet-5 on MNIST. */
  readonly paper: boolean
  /** Whether pictures and the report are to be drawn. */
  readonly pictures: boolean
  /** What the network says of the test images, where it was just asked. */
  readonly scores?: Float32Array | Float64Array | undefined
  readonly stop: Stopper
}

/** Test error of LeNet-5 in LeCun, Bottou, Bengio, Haffner 1998: a fraction. */
const paperError = 0.0095

/** Gives the exit code: the training is complete, also where a picture could not be drawn. */
export async function conclude(screen: Screen, ending: Ending): Promise<number> {
  const { run, stop } = ending
  const lines = await run.metrics()
  const last = lastEpoch(lines)
  const { testLoss, testError } = lastTest(lines)
  const tested = testLoss === undefined ? {} : { testLoss, testError }
  screen.event({ event: 'finished', folder: run.name, ...last, ...tested, kind: undefined })
  const best = lines.filter((line) => line.kind === 'epoch' && line.best).at(-1)
  if (last?.stopped && best) screen.say(`\n${screen.words.train.stoppedEarly(last.epoch, best.epoch)}`)
  // Of the epoch whose weights it has; the time is that of all.
  const { validationError } = keptEpoch(lines, run.config.training) ?? {}
  const ended = last && { ...last, validationError, ...tested }
  screen.print(`\n${flow(results(ended, ending.paper, screen), screen.columns).join('\n')}\n`)
  if (ending.pictures && !stop.signal.aborted) await draw(screen, ending)
  const names = await run.storage.list()
  const image = run.input.handwriting ? 'digit.png' : 'image.png'
  const written = { folder: visibleText(run.name), names, pictures: await picturesOf(run), image }
  for (const line of whereLines(written, screen)) screen.print(line)
  return stop.code ?? 0
}

function results(last: EpochMetrics | undefined, paper: boolean, { words, paint }: Screen): string[] {
  if (!last) return []
  const says = words.train
  const [name, error] =
    last.testError !== undefined
      ? [says.testError, last.testError]
      : last.validationError !== undefined
        ? [says.validationError, last.validationError]
        : [says.trainError, last.trainError]
  const beside = paper && last.testError !== undefined ? [paint.dim(`(${says.paper(shareText(paperError))})`)] : []
  return [`${name} ${paint.bold(paint.good(shareText(error)))}`, ...beside, says.trainedIn(span(last.seconds, words))]
}

/** No one should lose a training for a picture: what fails here is told, and no more. Ctrl-C leaves without the pictures. */
async function draw(screen: Screen, { run, net, data, scores, stop }: Ending): Promise<void> {
  const { words, paint } = screen
  const leave = () => {
    screen.note(words.train.drawingLeft)
    process.exit(stop.code ?? 1)
  }
  stop.signal.addEventListener('abort', leave)
  screen.show(() => [paint.dim(words.train.drawing)], true)
  try {
    const { pictures, report, missing } = await drawRun(run, net, data, { lang: screen.lang, scores })
    screen.event({ event: 'drawn', pictures, report, missing: missing?.message })
    if (missing) screen.note(`${words.train.missing}\n${printError(missing.data, translations[screen.lang])}\n`)
  } catch (error) {
    screen.note(screen.json ? JSON.stringify(errorEvent(error)) : `${words.train.notDrawn}\n${errorText(error, screen)}\n`)
  } finally {
    screen.clear()
    stop.signal.removeEventListener('abort', leave)
  }
}

async function picturesOf(run: Run): Promise<number> {
  return (await run.storage.list('pictures')).filter((name) => name.endsWith('.png')).length
}

interface Written {
  readonly folder: string
  readonly names: readonly string[]
  readonly pictures: number
  /** What an image of the kind that it was trained on could be called. */
  readonly image: string
}

function whereLines({ folder, names, pictures, image }: Written, { words, paint, columns }: Screen): string[] {
  const says = words.train
  const about: [string, string | false][] = [
    [runFiles.weights, says.weights],
    [runFiles.report, says.report],
    ['pictures/', pictures > 0 && says.picturesAre(pictures)],
    [runFiles.metrics, says.metrics],
    [names.find((name) => name.includes('tfevents')) ?? '', says.events],
  ]
  const there = about.filter((row): row is [string, string] => row[1] !== false && names.includes(row[0].replace(/\/$/, '')))
  const width = Math.max(...there.map(([name]) => textWidth(name)))
  const rows = there.flatMap(([name, what]) => {
    const line = `  ${padEnd(name, width)}  ${paint.dim(what)}`
    // A name is a thing to copy: it is never broken, what it means goes below.
    return textWidth(line) <= columns ? [line] : [`  ${name}`, ...wrap(what, columns, '      ').map(paint.dim)]
  })
  const command = commandName()
  const next = [`${command} ${says.tryIt(folder, image)}`, `${command} ${says.evaluateIt(folder)}`]
  if (names.includes(runFiles.report)) next.push(says.openReport(`${folder}/${runFiles.report}`))
  return [
    paint.bold(`${folder}/`),
    ...rows,
    '',
    paint.bold(says.next),
    // Commands are there to be copied: they are never broken.
    ...next.map((line) => `  ${paint.accent(line)}`),
  ]
}
