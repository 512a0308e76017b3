/**
 * `striate predict`: what a run says of pictures of one's own. Each is shown as the network sees it, with the best classes
 * and how sure it is of them. One picture that cannot be read does not keep the others from being looked at.
 */

import { basename } from 'node:path'
import { folderStorage } from '../../data.ts'
import { shareText } from '../../figures.ts'
import { halfBlocks } from '../../image.ts'
import { type Model, type Network, type RawImage, sequential, softmax } from '../../index.ts'
import { visibleText } from '../../plumbing.ts'
import { openRun, type Run } from '../../runs.ts'
import { wasm } from '../../wasm.ts'
import type { Answer } from '../answer.ts'
import { block } from '../bar.ts'
import { rawPicture } from '../rawPicture.ts'
import { threadsOf, wholeOf } from '../readOption.ts'
import { errorEvent, errorText } from '../report.ts'
import type { Screen } from '../screen.ts'
import { cut, padEnd, padStart, textWidth, wrap } from '../width.ts'

/** What the network says of a class: a fraction. */
interface Guess {
  readonly class: string
  readonly probability: number
}

export const predict: Answer = async (screen, [folder, paths], options) => {
  const { words } = screen
  const top = wholeOf(words, '--top', options.top) ?? 3
  const threads = threadsOf(words, options.threads)
  const run = await openRun(folderStorage(folder as string))
  const files = paths as readonly string[]
  const backend = await wasm({ threads })
  let failed = 0
  try {
    const net = await run.model.open(backend)
    await run.loadInto(net)
    const last = await probabilities(run.model).open(backend)
    for (const [i, path] of files.entries()) {
      try {
        const raw = await rawPicture(path, run, options.asIs === true)
        const guesses = await guessesFor(net, last, run, raw)
        screen.event({ event: 'prediction', picture: path, best: guesses.slice(0, top) })
        if (i > 0) screen.print()
        for (const line of pictureLines(path, raw.data, run.input.stored, guesses.slice(0, top), screen)) screen.print(line)
      } catch (error) {
        failed++
        if (screen.json) screen.note(JSON.stringify({ ...errorEvent(error), picture: path }))
        else screen.note(`${i > 0 ? '\n' : ''}${words.predict.failed(visibleText(path))}\n${errorText(error, screen)}`)
      }
    }
  } finally {
    backend.dispose()
  }
  if (failed > 0 && files.length > 1 && !screen.json) screen.note(`\n${words.predict.someFailed(failed, files.length)}`)
  return failed > 0 ? 1 : 0
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

/** The picture, and beside it (narrow: below it) the classes. */
function pictureLines(
  path: string,
  raw: Uint8Array,
  stored: readonly number[],
  guesses: readonly Guess[],
  screen: Screen,
): string[] {
  const { words, paint, columns, pictures: colour } = screen
  const picture = halfBlocks({ shape: stored, data: raw }, { columns: Math.min(stored[2]!, columns), colour })
  const shown = Math.max(...picture.map(textWidth))
  const beside = columns - shown - 3 >= 26
  const room = beside ? columns - shown - 3 : columns
  const name = cut(visibleText(basename(path)), columns)
  const head = [paint.bold(name), paint.dim(`${words.predict.sees} (${stored.slice(1).join('×')})`)]
  const classes = guessLines(guesses, Math.min(48, room), screen)
  if (!beside) return [head[0]!, ...wrap(head[1]!, columns), ...picture, '', ...classes]
  const rows = Array.from({ length: Math.max(picture.length, classes.length + 1) }, (_, i) =>
    `${padEnd(picture[i] ?? '', shown)}   ${classes[i - 1] ?? ''}`.trimEnd(),
  )
  return [head.join('   '), ...rows]
}

function guessLines(guesses: readonly Guess[], width: number, { paint }: Screen): string[] {
  const named = guesses.map(({ class: name, probability }) => ({ name: visibleText(name), probability }))
  const names = Math.min(14, Math.max(...named.map(({ name }) => textWidth(name))))
  const bar = Math.max(4, width - names - 13)
  return named.map(({ name, probability }, i) => {
    const strong = i === 0 ? paint.bold : (text: string) => text
    const label = strong(padEnd(cut(name, names), names))
    return `${label}  ${paint.accent(block(probability, bar))}  ${strong(padStart(shareText(probability), 8))}`
  })
}
