/**
 * `striate lecture`: the lecture, computed here. On the screen each section with its shapes and the calls that gave them, on a
 * terminal a bar with the time that is left; in the folder one page with all figures.
 */
import { join } from 'node:path'
import { folderStorage } from '../../data.ts'
import { type LectureEvent, lecture as lessons } from '../../lesson.ts'
import { visibleLines, visibleText } from '../../plumbing.ts'
import { wasm } from '../../wasm.ts'
import type { Answer } from '../answer.ts'
import { bar } from '../bar.ts'
import { calmCountdown, spanLeft } from '../numbers.ts'
import { threadsOf } from '../readOption.ts'
import type { Screen } from '../screen.ts'
import { stopper } from '../stopper.ts'
import { cut, padEnd, textWidth } from '../width.ts'

/** Columns of what a cell prints; its call stands behind. */
const printedColumns = 24

export const lecture: Answer = async (screen, _args, options) => {
  const { words } = screen
  const threads = threadsOf(words, options.threads)
  const image = options.image as string | undefined
  const folder = (options.out as string | undefined) ?? 'lecture'
  const stop = stopper(
    () => {},
    () => {},
  )
  const backend = await wasm({ threads })
  try {
    const pulled = lessons({ storage: folderStorage(folder), backend, image, lang: screen.lang, signal: stop.signal })
    const view = viewOn(screen, image)
    for await (const event of pulled) {
      view(event)
      if (event.kind !== 'end') continue
      const page = join(folder, event.page)
      screen.event({ event: 'end', page, figures: event.figures, bytes: event.bytes })
      screen.print()
      screen.print(`${words.lecture.open(screen.paint.accent(visibleText(page)))}   ${figuresText(event, screen)}`)
    }
    return 0
  } catch (error) {
    if (stop.code === undefined || !stop.signal.aborted) throw error
    screen.note(screen.errorPaint.warn(words.lecture.stopped))
    return stop.code
  } finally {
    stop.release()
    backend.dispose()
  }
}

function figuresText({ figures, bytes }: Extract<LectureEvent, { kind: 'end' }>, { words, paint }: Screen): string {
  return paint.dim(words.lecture.figures(figures + 1, (bytes / 1e6).toFixed(1)))
}

/** What is shown of each event: lasting lines of titles and cells, and the bar below them. */
function viewOn(screen: Screen, image: string | undefined): (event: LectureEvent) => void {
  const { words, paint } = screen
  const started = performance.now() / 1000
  const countdown = calmCountdown()
  let first = true
  return (event) => {
    if (first) screen.print(paint.dim(words.lecture.photograph(image && visibleText(image))))
    first = false
    if (event.kind === 'end') return
    const { kind, done: _, ...rest } = event
    screen.event({ event: kind, ...rest })
    if (kind === 'section') {
      screen.print()
      screen.print(`${paint.accent(String(event.number).padStart(2))}  ${paint.bold(event.title)}`)
    } else if (kind === 'cell') for (const line of cellLines(event, screen)) screen.print(line)
    const now = performance.now() / 1000
    const wait = countdown(((now - started) * (1 - event.done)) / Math.max(0.01, event.done), now)
    screen.show(() => {
      const end = `${String(Math.floor(100 * event.done)).padStart(3)} %   ${words.lecture.left(spanLeft(wait, words))}`
      return ['', `${bar(event.done, Math.max(4, Math.min(48, screen.columns - textWidth(end) - 2)), paint)} ${end}`]
    })
  }
}

/** What a cell prints (of a long text the first line), and the call behind it, or below it where there is no room. */
function cellLines({ printed, call: code, label, refused }: Extract<LectureEvent, { kind: 'cell' }>, screen: Screen): string[] {
  // Code of several lines is for the page; here its label says what it does.
  const call = code?.includes('\n') ? label : code?.replace(/^console\.log\((.*)\)$/, '$1')
  const { paint, columns } = screen
  const shapes = visibleLines(printed).split('\n')
  // A trace and an error are long; their first line says what they are. Two shapes are both shown.
  const shown = (shapes.length > 2 ? shapes.slice(0, 1) : shapes).map((line) => cut(line, columns - 4))
  const last = shown.at(-1)!
  const colour = refused ? paint.warn : (text: string) => text
  const behind = cut(call ?? label, Math.max(8, columns - 4 - Math.max(printedColumns, textWidth(last)) - 2))
  const before = shown.slice(0, -1).map((line) => `    ${colour(line)}`)
  if (textWidth(last) > printedColumns && columns - 4 - textWidth(last) - 2 < 24)
    return [...before, `    ${colour(last)}`, `    ${' '.repeat(2)}${paint.dim(cut(call ?? label, columns - 6))}`]
  return [...before, `    ${colour(padEnd(last, printedColumns))}  ${paint.dim(behind)}`]
}
