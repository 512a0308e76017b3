/**
 * A list of images and their classes: a CSV file of rows `file,label`, each file as seen from the list. A first row that names
 * its columns is a heading; further columns are then passed over.
 */

import { FormatError } from '../../errors/errors.ts'
import { type Sentence, say } from '../../errors/say.ts'
import { nodeModules } from '../../storage/node.ts'
import { refusal } from '../../storage/storageErrors.ts'
import { type CsvRow, parseCsv } from './csv.ts'
import type { Labelled } from './walk.ts'

/** What a heading may call the two columns. */
const fileNames = ['file', 'filename', 'file_name', 'path', 'image', 'image_path', '파일', '파일명', '파일 이름']
const labelNames = ['label', 'class', 'category', 'labels', 'target', '레이블', '라벨', '클래스']

/**
 * The rows of a list in their order; a file that is not there has 0 bytes, and whoever reads it will say so.
 * @throws FormatError 'file-refused', 'not-utf8', 'open-quote', 'wrong-list', 'file-twice'
 */
export async function imageList(path: string): Promise<Labelled[]> {
  const { fs, path: paths } = nodeModules()
  const rows = parseCsv(await fs.readFile(path).catch(refusal('read', path)), path)
  const { rest, file, label, columns } = headed(rows)
  const lines = new Map<string, number>()
  const list: Labelled[] = []
  for (const { line, fields } of rest) {
    if (fields.length !== columns)
      throw wrongList(path, line, say('{count} fields; wanted: {columns}', { count: fields.length, columns }))
    const [name, meant] = [fields[file]!.trim(), fields[label]!.trim().normalize('NFC')]
    if (name === '' || meant === '') throw wrongList(path, line, say('an empty field'))
    const found = await onDisk(paths.resolve(paths.dirname(path), name))
    const before = lines.get(found.path)
    if (before !== undefined)
      throw new FormatError({
        code: 'file-twice',
        message: say('{path}: the file {name} is listed twice.', { path, name }),
        numbers: [say('lines {before} and {line}', { before, line })],
        fix: say('keep one of the two rows: every image is to be read once.'),
        details: { path, name, lines: [before, line] },
      })
    lines.set(found.path, line)
    list.push({ ...found, name: name.normalize('NFC'), label: meant })
  }
  if (list.length > 0) return list
  throw wrongList(path, 1, say('no row'))
}

function headed(rows: readonly CsvRow[]): { rest: readonly CsvRow[]; file: number; label: number; columns: number } {
  const names = rows[0]?.fields.map((field) => field.trim().toLowerCase().normalize('NFC')) ?? []
  const [file, label] = [fileNames, labelNames].map((known) => names.findIndex((name) => known.includes(name)))
  if (file! < 0 || label! < 0) return { rest: rows, file: 0, label: 1, columns: 2 }
  return { rest: rows.slice(1), file: file!, label: label!, columns: names.length }
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
