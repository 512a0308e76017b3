/**
 * TypeScript with its parts marked, for the page: comments, strings, numbers, keywords, types and the names that are called. It
 * knows only how the lecture's code is written; the text itself is never changed.
 */
import { type Html, html } from '../page/html.ts'

const keywords =
  'as async await break catch class const constructor continue else export extends for from function if import in interface let new of private return this throw try type typeof while yield'.split(
    ' ',
  )
const words = 'false null number object string true undefined unknown'.split(' ')

/** In order: the first that fits a place marks it. */
const parts: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['comment', /\/\*[\s\S]*?\*\/|\/\/[^\n]*/y],
  ['string', /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/y],
  ['number', /\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b/y],
  ['keyword', new RegExp(`\\b(?:${keywords.join('|')})\\b(?!\\s*:)`, 'y')],
  ['word', new RegExp(`\\b(?:${words.join('|')})\\b`, 'y')],
  ['type', /\b[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*\b/y],
  ['called', /\b[A-Za-z_$][\w$]*(?=\()/y],
]
const plain = /[\w$]+|\s+|[^\w\s]/y

/** A code's text as HTML whose text is the same. */
export function highlighted(code: string): Html {
  return html`${highlightedLines(code).map((line, i) => html`${i > 0 && '\n'}${line}`)}`
}

/** The same line by line: a comment of several lines is marked in each. */
export function highlightedLines(code: string): Html[] {
  const lines: Html[][] = [[]]
  for (let at = 0; at < code.length; ) {
    const part = parts.find(([, pattern]) => startsAt(pattern, code, at))
    const [kind, pattern] = part ?? ['', plain]
    const text = textAt(pattern, code, at)
    at += text.length
    for (const [i, piece] of text.split('\n').entries()) {
      if (i > 0) lines.push([])
      if (piece) lines.at(-1)!.push(kind ? html`<span class="${kind}">${piece}</span>` : html`${piece}`)
    }
  }
  return lines.map((line) => html`${line}`)
}

function startsAt(pattern: RegExp, code: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(code)
}

function textAt(pattern: RegExp, code: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(code)?.[0] ?? code[at]!
}
