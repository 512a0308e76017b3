/**
 * A list of images and their classes: a CSV file of rows `file,label`, each file as seen from the list. A first row that names
 * its columns is a heading: then a column `part` may tell training from test images, and further columns are passed over.
 */

import { FormatError } from '../../errors/errors.ts'
import { longestName, show } from '../../errors/options.ts'
import { type Sentence, say } from '../../errors/say.ts'
import { shortened } from '../../errors/shortened.ts'
import { nodeModules } from '../../storage/node.ts'
import { refusal } from '../../storage/storageErrors.ts'
import { type CsvRow, parseCsv } from './csv.ts'
import { type Part, partOf } from './parts.ts'
import type { Labelled } from './walk.ts'

/** What a heading may call the columns. */
const fileNames = ['file', 'filename', 'file_name', 'path', 'image', 'image_path', '파일', '파일명', '파일 이름']
const labelNames = ['label', 'class', 'category', 'labels', 'target', '레이블', '라벨', '클래스']

/** These always tell the parts; further names may be of anything, and do where all that they say are parts. */
const partHeads = ['part', 'split', '분할']
const mayBeParts = ['subset', 'set', '구분']

/** A file, its class, and its part where the list tells it. */
export interface Listed extends Labelled {
  readonly part?: Part | undefined
}

/** What no system goes beyond. */
const longestPath = 4096

/** Files looked for at a time. */
const atOnce = 64

/**
 * The rows of a list in their order; a file that is not there has 0 bytes, and whoever reads it will say so.
 * @throws FormatError 'file-refused', 'not-utf8', 'open-quote', 'wrong-list', 'file-twice'
 */
export async function imageList(path: string): Promise<Listed[]> {
  const { fs, path: paths } = nodeModules()
  const rows = parseCsv(await fs.readFile(path).catch(refusal('read', path)), path)
  const { rest, ...columns } = headed(rows)
  const named = rest.map((row) => ({ line: row.line, ...readRow(path, row, columns) }))
  if (named.length === 0) throw wrongList(path, 1, say('no row'))
  const lines = new Map<string, number>()
  const list: Listed[] = []
  for (let from = 0; from < named.length; from += atOnce) {
    const some = named.slice(from, from + atOnce)
    const found = await Promise.all(some.map(({ name }) => onDisk(paths.resolve(paths.dirname(path), name))))
    for (const [i, { line, name, label, part }] of some.entries()) {
      const file = found[i]!
      const before = lines.get(file.path)
      if (before !== undefined) throw fileTwice(path, name, before, line)
      lines.set(file.path, line)
      list.push({ ...file, name: name.normalize('NFC'), label, ...(part ? { part } : {}) })
    }
  }
  return list
}

interface Columns {
  readonly file: number
  readonly label: number
  /** -1 where there is none. */
  readonly part: number
  readonly count: number
}

function readRow(
  path: string,
  { line, fields }: CsvRow,
  columns: Columns,
): { name: string; label: string; part: Part | undefined } {
  if (fields.length !== columns.count)
    throw wrongList(path, line, say('{count} fields; wanted: {columns}', { count: fields.length, columns: columns.count }))
  const [name, label] = [fields[columns.file]!.trim(), fields[columns.label]!.trim().normalize('NFC')]
  if (name === '' || label === '') throw wrongList(path, line, say('an empty field'))
  if (label.length > longestName)
    throw wrongList(
      path,
      line,
      say('a class name of {count} characters; at most {most}', { count: label.length, most: longestName }),
    )
  if (name.length > longestPath)
    throw wrongList(
      path,
      line,
      say('a file name of {count} characters; at most {most}', { count: name.length, most: longestPath }),
    )
  // No system has a file of such a name, and Node refuses to look for it.
  if (name.includes('\0')) throw wrongList(path, line, say('a name with a zero character'))
  const meant = fields[columns.part]?.trim()
  const part = meant === undefined ? undefined : partOf(meant)
  if (meant !== undefined && part === undefined)
    throw wrongList(path, line, say('the part {part}; wanted: train, validation or test', { part: show(meant) }))
  return { name, label, part }
}

function headed(rows: readonly CsvRow[]): Columns & { readonly rest: readonly CsvRow[] } {
  const names = rows[0]?.fields.map((field) => field.trim().toLowerCase().normalize('NFC')) ?? []
  const at = (known: readonly string[]) => names.findIndex((name) => known.includes(name))
  const [file, label, own, other] = [at(fileNames), at(labelNames), at(partHeads), at(mayBeParts)]
  const tells = (column: number) => rows.slice(1).every(({ fields }) => partOf(fields[column]?.trim() ?? '') !== undefined)
  const part = own >= 0 || other < 0 || !tells(other) ? own : other
  if (file < 0 || label < 0) return { rest: rows, file: 0, label: 1, part: -1, count: 2 }
  return { rest: rows.slice(1), file, label, part, count: names.length }
}

function fileTwice(path: string, name: string, before: number, line: number): FormatError {
  return new FormatError({
    code: 'file-twice',
    message: say('{path}: the file {name} is listed twice.', { path, name: shortened(name, 200) }),
    numbers: [say('lines {before} and {line}', { before, line })],
    fix: say('keep one of the two rows: every image is to be read once.'),
    details: { path, name: shortened(name, 200), lines: [before, line] },
  })
}

/** The file under the spelling that the disk has for it: a Mac may have taken letters apart that the list writes as one. */
async function onDisk(path: string): Promise<{ path: string; bytes: number }> {
  for (const spelled of [path, path.normalize('NFC'), path.normalize('NFD')]) {
    const state = await nodeModules()
      .fs.stat(spelled)
      .catch(() => undefined)
    if (state) return { path: spelled, bytes: state.size }
  }
  return { path, bytes: 0 }
}

function wrongList(path: string, line: number, found: Sentence): FormatError {
  return new FormatError({
    code: 'wrong-list',
    message: say('{path}: line {line} is not of the form file,label.', { path, line }),
    numbers: [say('found: {found}', { found })],
    fix: say('write one image per line, such as sea/1.jpg,sea; put fields that hold commas in quotes.'),
    details: { path, line },
  })
}
