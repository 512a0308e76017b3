/**
 * `striate predict`: what a run says of images of your own, a file of a network, or a model of the zoo with published weights.
 * Each is shown as the network sees it, with the best classes and how sure it is of them; of several digits each by itself. What
 * is unlike all that the run was trained on gets no answer, unless it is asked for. One image that cannot be read does not keep
 * the others from being looked at.
 */

import { type Model, type Network, type RawImage, sequential, softmax } from '../../index.ts'
import { visibleText } from '../../plumbing.ts'
import { wasm } from '../../wasm.ts'
import type { Answer } from '../answer.ts'
import { type Classifier, classifierOf } from '../classifier.ts'
import { digitsIn } from '../digitsIn.ts'
import { type Answered, answerLines, eventsOf, type Guess } from '../predictions.ts'
import { threadsOf, wholeOf } from '../readOption.ts'
import { errorEvent, errorText } from '../report.ts'
import { stopper } from '../stopper.ts'
import { comparedBy } from '../unlikeImage.ts'

export const predict: Answer = async (screen, [word, paths], options) => {
  const { words } = screen
  const top = wholeOf(words, '--top', options.top) ?? 3
  const threads = threadsOf(words, options.threads)
  const stop = stopper(
    () => screen.note(screen.errorPaint.warn(words.hub.stopping)),
    () => screen.clear(),
  )
  const reader = await classifierOf(word as string, screen, {
    signal: stop.signal,
    imagenet: options.imagenet === true,
  }).finally(() => stop.release())
  if (!reader) return stop.code ?? 1
  const files = paths as readonly string[]
  const backend = await wasm({ threads })
  let failed = 0
  let refused = 0
  try {
    const net = await reader.model.open(backend)
    await reader.loadInto(net)
    const last = await probabilities(reader.model).open(backend)
    const familiarity = await reader.familiarity()
    const compare = comparedBy(net, familiarity)
    for (const [i, path] of files.entries()) {
      try {
        const found = await digitsIn(path, reader, options.asIs === true)
        const answers: Answered[] = []
        for (const digit of found) {
          const measured = await compare(digit.raw)
          const answered = !measured?.unlike || options.anyway === true
          const guesses = answered ? (await guessesFor(net, last, reader, digit.raw)).slice(0, top) : []
          if (!answered) refused++
          answers.push({ digit, measured, guesses })
        }
        for (const event of eventsOf(path, answers)) screen.event(event)
        if (i > 0) screen.print()
        for (const line of answerLines(path, answers, reader.input.stored, screen)) screen.print(line)
      } catch (error) {
        failed++
        if (screen.json) screen.note(JSON.stringify({ ...errorEvent(error), image: path }))
        else screen.note(`${i > 0 ? '\n' : ''}${words.predict.failed(visibleText(path))}\n${errorText(error, screen)}`)
      }
    }
    if (reader.isRun && !familiarity && failed < files.length && !screen.json)
      screen.note(screen.errorPaint.dim(words.predict.notMeasured))
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

async function guessesFor(net: Network, last: Network, { model, classes }: Classifier, raw: RawImage): Promise<Guess[]> {
  const scores = await net.predict(raw)
  const areThere = model.givesProbabilities
  const shares = areThere ? scores : await last.predict(scores)
  return Array.from(shares, (probability, k) => ({ class: classes?.[k] ?? String(k), probability })).sort(
    (a, b) => b.probability - a.probability,
  )
}
