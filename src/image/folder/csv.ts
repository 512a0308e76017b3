/**
 * CSV as spreadsheets write it (RFC 4180): fields in quotes may hold commas, quotes (doubled) and line ends; a byte order mark,
 * CRLF and empty lines do no harm. Each row keeps the line it begins on, for errors.
 */

import { FormatError } from '../../errors/errors.ts'
import { say } from '../../errors/say.ts'

export interface CsvRow {
  /** From 1. */
  readonly line: number
  readonly fields: readonly string[]
}

/** @throws FormatError 'not-utf8', 'open-quote' */
export function parseCsv(bytes: Uint8Array, path: string): CsvRow[] {
  const text = decoded(bytes, path)
  const rows: CsvRow[] = []
  let [line, at] = [1, 0]
  while (at < text.length) {
    const row = { line, fields: [] as string[] }
    for (let ended = false; !ended; ) {
      let field = ''
      if (text[at] === '"') {
        const opened = line
        for (at++; ; at++) {
          if (at >= text.length) throw openQuote(path, opened)
          if (text[at] === '"' && text[++at] !== '"') break
          if (text[at] === '\n') line++
          field += text[at]
        }
      }
      // What stands behind a closing quote belongs to the field, as spreadsheets read it.
      const end = at + text.slice(at).search(/[,\r\n]|$/)
      field += text.slice(at, end)
      row.fields.push(field)
      ended = text[end] !== ','
      at = end + (text.startsWith('\r\n', end) ? 2 : 1)
    }
    line++
    if (row.fields.some((field) => field.trim() !== '')) rows.push(row)
  }
  return rows
}

function decoded(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new FormatError(
      {
        code: 'not-utf8',
        message: say('{path}: the text is not UTF-8.', { path }),
        fix: say('save it again as “CSV UTF-8”.'),
        details: { path },
      },
      { cause },
    )
  }
}

function openQuote(path: string, line: number): FormatError {
  return new FormatError({
    code: 'open-quote',
    message: say('{path}: line {line} opens a quote that nothing closes.', { path, line }),
    fix: say('close it; within quotes write "" for a quote.'),
    details: { path, line },
  })
}
