/**
 * HTML that cannot be broken by what is put into it: values are escaped, and all of them can be seen, unless they are HTML made
 * here.
 */
import { visibleLines } from '../errors/visibleText.ts'

export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

type Value = string | number | Html | undefined | null | false | readonly Value[]

/** html`<b>${name}</b>`: `name` is escaped, HTML is not; lists are joined, undefined and false are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.map((part, i) => (i === 0 ? part : textOf(values[i - 1]) + part)).join(''))
}

function textOf(value: Value): string {
  if (value === undefined || value === null || value === false) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(textOf).join('')
  return escaped(String(value))
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return visibleLines(text).replace(/[&<>"']/g, (character) => entities[character]!)
}

/** HTML from a text that was made here, not by anyone else. */
export function trusted(text: string): Html {
  return new Html(text)
}
