/**
 * Where the command writes: lasting lines on standard output, words about them on standard error, a live region on a
 * terminal, and what it knows of all that: columns, colours, language. With --json standard output carries JSON alone.
 */
import { createLogUpdate } from 'log-update'
import type { Language } from '../figures.ts'
import { visibleJson } from '../plumbing.ts'
import { type Paint, paintWith } from './paint.ts'
import { screenText } from './screenText.ts'
import { wrap } from './width.ts'
import { type Words, wordsOf } from './words.ts'

export interface Screen {
  readonly lang: Language
  readonly words: Words
  readonly json: boolean
  /** Whether lines can be drawn over: a terminal, and not --json. */
  readonly live: boolean
  readonly colour: boolean
  /** The colours that an image may be drawn in, as halfBlocks calls them. */
  readonly pictures: 'truecolour' | '256' | 'none'
  readonly paint: Paint
  /** For standard error, which may be a terminal where standard output is none. */
  readonly errorPaint: Paint
  /** What a line may take; it changes with the window. */
  readonly columns: number
  /** Lasting lines (not with --json), as they are: only what a terminal would obey is made visible, but for our colours. */
  print(text?: string): void
  /** Help and version: whoever asks for them gets them, with --json, too. */
  help(text: string): void
  /** A lasting sentence, broken at spaces where it is wider than the screen. */
  say(text: string): void
  /** A JSON value on a line of its own (only with --json). */
  event(value: object): void
  /** To standard error; broken at spaces on a terminal. */
  note(text: string): void
  /** Shows lines that the next call replaces (live only), drawn at most some twelve times a second unless `now`. */
  show(lines: () => readonly string[], now?: boolean): void
  /** Takes the live region away. */
  clear(): void
}

export interface ScreenOptions {
  readonly lang: Language
  readonly json: boolean
  readonly out: NodeJS.WriteStream
  readonly error: NodeJS.WriteStream
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Columns where no one says how many there are: a file takes any, but a person will read it. */
const plainColumns = 100
/** Milliseconds between two drawings. */
const pause = 80

export function screenOn({ lang, json, out, error, env }: ScreenOptions): Screen {
  const dumb = env.TERM === 'dumb'
  const live = out.isTTY === true && !json && !dumb
  const mayColour = !env.NO_COLOR && !dumb
  const colour = mayColour && out.isTTY === true && !json
  const region = live ? createLogUpdate(out) : undefined
  let drawn = Number.NEGATIVE_INFINITY
  let shown = false

  const clear = () => {
    if (shown) {
      region?.clear()
      region?.done()
    }
    shown = false
    drawn = Number.NEGATIVE_INFINITY
  }
  // STRIATE_COLUMNS is for tests: what a terminal of that width would be given.
  const given = Number(env.STRIATE_COLUMNS)
  const columnsOf = (stream: NodeJS.WriteStream) =>
    Math.max(20, given > 0 ? given : (stream.isTTY && stream.columns) || plainColumns)
  // What is piped is for programs too: their lines stay whole.
  const broken = (text: string, stream: NodeJS.WriteStream) =>
    given > 0 || stream.isTTY ? wrap(text, columnsOf(stream)).join('\n') : text
  const errorColour = mayColour && error.isTTY === true
  const print = (text = '') => {
    if (json) return
    clear()
    out.write(`${screenText(text, colour)}\n`)
  }
  return {
    lang,
    words: wordsOf(lang),
    json,
    live,
    colour,
    pictures: !colour ? 'none' : out.getColorDepth(env) >= 24 ? 'truecolour' : out.getColorDepth(env) >= 8 ? '256' : 'none',
    paint: paintWith(colour),
    errorPaint: paintWith(errorColour),
    get columns() {
      return columnsOf(out)
    },
    print,
    help(text) {
      out.write(`${screenText(text, colour)}\n`)
    },
    say: (text) => print(broken(screenText(text, colour), out)),
    event(value) {
      if (json) out.write(`${visibleJson(JSON.stringify(value))}\n`)
    },
    note(text) {
      clear()
      error.write(`${json ? visibleJson(text) : broken(screenText(text, errorColour), error)}\n`)
    },
    show(lines, atOnce = false) {
      const now = performance.now()
      if (!region || (!atOnce && now - drawn < pause)) return
      drawn = now
      shown = true
      region(screenText(lines().join('\n'), colour))
    },
    clear,
  }
}
