/** What stands above a training: the model's layers, the data, the engine, the settings, the folder. */

import { relative } from 'node:path'
import { bytesText, wholeText } from '../figures.ts'
import { visibleText } from '../plumbing.ts'
import { type DataSource, dataNames, partsOf, type Run, type RunData } from '../runs.ts'
import type { WasmBackend } from '../wasm.ts'
import { summaryLines } from './commands/summary.ts'
import type { Screen } from './screen.ts'
import { settingsWords } from './trainRequest.ts'
import { flow } from './trainView.ts'
import { padEnd, textWidth } from './width.ts'
import type { Words } from './words.ts'

/** Where its images come from, in a word: `CIFAR-10`, the folder or the file of the training images as seen from here. */
export function dataName({ source }: Pick<RunData, 'source'>): string {
  if (source.kind !== 'idx' && source.kind !== 'folder') return dataNames[source.kind]
  const path = source.kind === 'folder' ? source.path : source.training.images
  const short = relative(process.cwd(), path)
  return short.startsWith('..') || short === '' ? path : short
}

/** What was left out of a folder of images: how many files, and the first few. */
export function skippedLines(source: DataSource, { train }: Words): string[] {
  const skipped = source.kind === 'folder' ? (source.found?.skipped ?? []) : []
  if (skipped.length === 0) return []
  const names = skipped.slice(0, 5).map(visibleText).join(', ')
  return [train.skipped(wholeText(skipped.length), skipped.length > 5 ? `${names} …` : names)]
}

/** Of a folder: whether its images lie in memory or are streamed, and how large they are decoded. */
export function wherePieces({ source, training, validation, test }: RunData, { train }: Words): string[] {
  if (source.kind !== 'folder') return []
  const images = [training, validation, test].reduce((sum, part) => sum + (part?.length ?? 0), 0)
  const size = bytesText(images * training.stored.reduce((product, side) => product * side, 1))
  return [training.streamed ? train.streamed(size) : train.inMemory(size)]
}

export function trainHead(run: Run, data: RunData, { threads, build, note }: WasmBackend, screen: Screen): string[] {
  const { words, paint, columns } = screen
  const says = words.train
  const { training, validation, test } = partsOf(data, run.config.training)
  const counted = (part: { readonly length: number } | undefined) => part && wholeText(part.length)
  const images = says.images(wholeText(training.length), counted(validation), counted(test))
  const rows: [string, string[]][] = [
    [says.data, [`${visibleText(dataName(data))}:`, ...images.split(/(?<=,) /), ...wherePieces(data, words)]],
    [
      says.engine,
      [`wasm, ${says.threads(threads)}, ${build === 'relaxed' ? 'relaxed SIMD' : 'SIMD'}`, ...(note ? [`(${note})`] : [])],
    ],
    [says.recipe, settingsWords(run.config.training, words).map((text, i, all) => (i < all.length - 1 ? `${text},` : text))],
    [says.into, [visibleText(run.name)]],
  ]
  const width = Math.max(...rows.map(([name]) => textWidth(name))) + 2
  const lines = rows.flatMap(([name, pieces]) =>
    flow(pieces, columns - width, ' ').map((text, i) => (i ? ' '.repeat(width) : paint.dim(padEnd(name, width))) + text),
  )
  return [...summaryLines(run.model.summary(), screen), '', ...lines, ...idleLines(run, words), '']
}

/** Which further outputs learn nothing, and how they would. */
function idleLines({ model, config }: Run, { train }: Words): string[] {
  const learning = new Set(Object.keys(config.training.auxiliary ?? {}))
  const idle = model
    .summary()
    .outputs.slice(1)
    .filter((name) => !learning.has(name))
  if (idle.length === 0) return []
  return [train.idle(visibleText(idle.join(', ')), visibleText(idle.map((name) => `${name}=0.3`).join(',')))]
}
