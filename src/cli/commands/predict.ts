/**
 * `striate predict`: what a run says of images of your own. Each is shown as the network sees it, with the best classes
 * and how sure it is of them; of several digits each by itself. What is unlike all that the run was trained on gets no answer,
 * unless it is asked for. One image that cannot be read does not keep the others from being looked at.
 */

import { folderStorage } from '../../data.ts'
import { type Model, type Network, type RawImage, sequential, softmax } from '../../index.ts'
import { visibleText } from '../../plumbing.ts'
import { openRun, type Run } from '../../runs.ts'
import { wasm } from '../../wasm.ts'
import type { Answer } from '../answer.ts'
import { digitsIn } from '../digitsIn.ts'
import { type Answered, answerLines, eventsOf, type Guess } from '../predictions.ts'
import { threadsOf, wholeOf } from '../readOption.ts'
import { errorEvent, errorText } from '../report.ts'
import { comparedBy } from '../unlikeImage.ts'

export const predict: Answer = async (screen, [folder, paths], options) => {
  const { words } = screen
  const top = wholeOf(words, '--top', options.top) ?? 3
  const threads = threadsOf(words, options.threads)
  const run = await openRun(folderStorage(folder as string))
  const files = paths as readonly string[]
  const backend = await wasm({ threads })
  let failed = 0
  let refused = 0
  try {
    const net = await run.model.open(backend)
    await run.loadInto(net)
    const last = await probabilities(run.model).open(backend)
    const familiarity = await run.familiarity()
    const compare = comparedBy(net, familiarity)
    for (const [i, path] of files.entries()) {
      try {
        const found = await digitsIn(path, run, options.asIs === true)
        const answers: Answered[] = []
        for (const digit of found) {
          const measured = await compare(digit.raw)
          const answered = !measured?.unlike || options.anyway === true
          const guesses = answered ? (await guessesFor(net, last, run, digit.raw)).slice(0, top) : []
          if (!answered) refused++
          answers.push({ digit, measured, guesses })
        }
        for (const event of eventsOf(path, answers)) screen.event(event)
        if (i > 0) screen.print()
        for (const line of answerLines(path, answers, run.input.stored, screen)) screen.print(line)
      } catch (error) {
        failed++
        if (screen.json) screen.note(JSON.stringify({ ...errorEvent(error), image: path }))
        else screen.note(`${i > 0 ? '\n' : ''}${words.predict.failed(visibleText(path))}\n${errorText(error, screen)}`)
      }
    }
    if (!familiarity && failed < files.length && !screen.json) screen.note(screen.errorPaint.dim(words.predict.notMeasured))
  } finally {
    backend.dispose()
  }
  if (failed > 0 && files.length > 1 && !screen.json) screen.note(`\n${words.predict.someFailed(failed, files.length)}`)
  return failed + refused > 0 ? 1 : 0
}

/** A model of one layer that turns the scores of another into probabilities. */
function probabilities({ outputShape }: Model): Model {
  return sequential('probabilities', [outputShape.reduce((a, b) => a * b, 1)], [softmax()])
}

async function guessesFor(net: Network, last: Network, run: Run, raw: RawImage): Promise<Guess[]> {
  const scores = await net.predict(raw)
  const areThere = run.model.givesProbabilities
  const shares = areThere ? scores : await last.predict(scores)
  const names = run.input.classes
  return Array.from(shares, (probability, k) => ({ class: names?.[k] ?? String(k), probability })).sort(
    (a, b) => b.probability - a.probability,
  )
}
