/**
 * What `striate predict` shows of one image: what the network sees, and beside it the classes; of several digits a block each
 * and a last line with all of them. And the same as events, one a digit.
 */
import { basename } from 'node:path'
import { shareText } from '../figures.ts'
import { halfBlocks } from '../image.ts'
import { visibleText } from '../plumbing.ts'
import { block } from './bar.ts'
import type { FoundDigit } from './digitsIn.ts'
import type { Screen } from './screen.ts'
import { type Measured, unlikeFields, unlikeLines } from './unlikeImage.ts'
import { cut, padEnd, padStart, textWidth, wrap } from './width.ts'

/** What the network says of a class: a fraction. */
export interface Guess {
  readonly class: string
  readonly probability: number
}

/** One digit and what is said of it: no guesses where it is unlike all that was learned and no answer was asked for. */
export interface Answered {
  readonly digit: FoundDigit
  readonly measured: Measured
  readonly guesses: readonly Guess[]
}

/** An event for each digit. */
export function eventsOf(image: string, answers: readonly Answered[]): object[] {
  return answers.map(({ digit, measured, guesses }, i) => ({
    event: 'prediction',
    image,
    digit: i + 1,
    digits: answers.length,
    box: digit.box ?? null,
    best: guesses,
    ...unlikeFields(measured),
  }))
}

/** The image's name, its digits, and, of several, what they are one after the other. */
export function answerLines(path: string, answers: readonly Answered[], stored: readonly number[], screen: Screen): string[] {
  const { words, paint, columns } = screen
  const name = paint.bold(cut(visibleText(basename(path)), columns))
  const sees = `${words.predict.sees} (${stored.slice(1).join('×')})`
  if (answers.length === 1) return digitLines(name, sees, answers[0]!, stored, screen)
  const blocks = answers.flatMap((answer, i) => {
    const place = words.predict.place(i + 1, answers.length, answer.digit.box ?? [])
    return [...digitLines(paint.bold(place), '', answer, stored, screen), '']
  })
  const reads = answers.map(({ guesses }) => visibleText(guesses[0]?.class ?? '?')).join(' ')
  return [
    `${name}   ${paint.dim(words.predict.several(answers.length))}`,
    '',
    ...blocks,
    `${words.predict.reads} ${paint.bold(reads)}`,
  ]
}

/** A digit as the network sees it, and beside it (narrow: below it) the classes. */
function digitLines(
  title: string,
  sees: string,
  { digit, measured, guesses }: Answered,
  stored: readonly number[],
  screen: Screen,
): string[] {
  const { words, paint, columns, pictures: colour } = screen
  const image = halfBlocks({ shape: stored, data: digit.raw.data }, { columns: Math.min(columns, columnsOf(stored[2]!)), colour })
  const shown = Math.max(...image.map(textWidth))
  const beside = columns - shown - 3 >= 26
  const room = beside ? columns - shown - 3 : columns
  const refusal = unlikeLines(measured, screen, room)
  const anyway = refusal.length > 0 && guesses.length === 0 ? wrap(words.predict.anyway, room).map((line) => paint.dim(line)) : []
  const classes = [...refusal, ...anyway, ...(guesses.length > 0 ? guessLines(guesses, Math.min(48, room), screen) : [])]
  if (!beside) return [title, ...(sees ? wrap(paint.dim(sees), columns) : []), ...image, '', ...classes]
  const rows = Array.from({ length: Math.max(image.length, classes.length + 1) }, (_, i) =>
    `${padEnd(image[i] ?? '', shown)}   ${classes[i - 1] ?? ''}`.trimEnd(),
  )
  return [sees ? `${title}   ${paint.dim(sees)}` : title, ...rows]
}

/** Of an image of so many pixels: a photograph would push the answer off the screen. */
const columnsOf = (width: number) => (width > 96 ? 32 : width)

function guessLines(guesses: readonly Guess[], width: number, { paint }: Screen): string[] {
  const named = guesses.map(({ class: name, probability }) => ({ name: visibleText(name), probability }))
  // Room for long names (American Staffordshire terrier), as long as a bar is left.
  const names = Math.min(Math.max(14, width - 19), Math.max(...named.map(({ name }) => textWidth(name))))
  const bar = Math.max(4, width - names - 13)
  return named.map(({ name, probability }, i) => {
    const strong = i === 0 ? paint.bold : (text: string) => text
    const label = strong(padEnd(cut(name, names), names))
    return `${label}  ${paint.accent(block(probability, bar))}  ${strong(padStart(shareText(probability), 8))}`
  })
}
