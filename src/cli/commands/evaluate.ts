/**
 * `striate evaluate`: a run's network on its test images, or on others of the same size, read as the run's own are. The
 * matrix says what was taken for what; where it has no room, the classes and the most frequent mistakes say the same.
 */

import { folderStorage } from '../../data.ts'
import { lossText, shareText, wholeText } from '../../figures.ts'
import { classMeasures, evaluate as evaluateOn } from '../../index.ts'
import { visibleText } from '../../plumbing.ts'
import { loadRunData, openRun, partsOf } from '../../runs.ts'
import { wasm } from '../../wasm.ts'
import type { Answer } from '../answer.ts'
import { dataSourceOf, withFlags } from '../dataOption.ts'
import { threadsOf, wholeOf } from '../readOption.ts'
import type { Screen } from '../screen.ts'
import { type Column, table } from '../table.ts'
import { dataName, skippedLines } from '../trainHead.ts'
import { flow } from '../trainView.ts'
import { padStart, textWidth } from '../width.ts'

export const evaluate: Answer = async (screen, [folder], options) => {
  const { words, paint, columns } = screen
  const says = words.evaluate
  const batch = wholeOf(words, '--batch', options.batch)
  const threads = threadsOf(words, options.threads)
  const run = await openRun(folderStorage(folder as string))
  const source = options.data === undefined ? run.config.source : await dataSourceOf(options.data, words)
  const asked = withFlags(source, options, words)
  const data = await loadRunData(asked, run.model, folderStorage(), { trained: true })
  for (const line of skippedLines(data.source, words)) screen.say(paint.warn(line))
  // The run's own data without a test part: what it has not learned from comes first.
  const parts = options.data === undefined ? partsOf(data, run.config.training) : data
  const images = (parts.test ?? parts.validation ?? parts.training).as(run.input)
  const notes = [
    ...((await run.finished()) ? [] : [says.ofCheckpoint]),
    ...(parts.test || options.data !== undefined ? [] : [parts.validation ? says.onValidation : says.noTest]),
  ]
  const backend = await wasm({ threads })
  try {
    const net = await run.model.open(backend)
    await run.loadInto(net)
    screen.show(() => [paint.dim(words.train.testing)], true)
    const found = await evaluateOn(net, images, { loss: run.config.training.loss, ...(batch ? { batch } : {}) })
    net.dispose()
    const classes = images.classes ?? found.confusion.map((_, k) => String(k))
    screen.event({
      event: 'evaluation',
      run: run.name,
      data: dataName(data),
      ...found,
      classes: found.classes.map((one, k) => ({ class: classes[k] ?? String(k), ...one })),
      notes,
    })
    screen.say(says.on(visibleText(run.name), visibleText(dataName(data)), wholeText(found.images)))
    for (const note of notes) screen.say(paint.warn(note))
    const wrong = found.confusion.flatMap((row, k) => row.filter((_, said) => said !== k)).reduce((sum, n) => sum + n, 0)
    const results = [
      `${paint.dim(says.error)} ${paint.bold(paint.good(shareText(found.error)))}`,
      `${paint.dim(says.loss)} ${lossText(found.loss!)}`,
      `${paint.dim(says.macroF1)} ${shareText(found.macroF1)}`,
      says.wrong(wholeText(wrong), wholeText(found.images)),
      says.speed(wholeText(found.images / Math.max(1e-9, found.seconds))),
    ]
    screen.print(`\n${flow(results, columns).join('\n')}\n`)
    for (const line of confusionLines(found.confusion, classes.map(visibleText), screen)) screen.print(line)
  } finally {
    backend.dispose()
  }
  return 0
}

/** The matrix, where it has room; each class with its precision, recall and F1; and the most frequent mistakes. */
export function confusionLines(confusion: readonly (readonly number[])[], names: readonly string[], screen: Screen): string[] {
  const { words, paint, columns: width } = screen
  const says = words.evaluate
  const measures = classMeasures(confusion)
  const nameOf = (k: number) => names[k] ?? String(k)
  const count = (n: number, here: boolean) =>
    here ? paint.good(wholeText(n)) : n === 0 ? paint.dim('·') : paint.warn(wholeText(n))
  const { class: head, images, right, precision, recall, f1 } = says.classHead
  // All columns are as wide as the largest count, so that the diagonal is one.
  const largest = confusion.reduce((most, row) => row.reduce((one, n) => Math.max(one, n), most), 0)
  const widest = textWidth(wholeText(largest))
  const matrix = {
    columns: [{ head }, ...measures.map((_, k): Column => ({ head: padStart(nameOf(k), widest), right: true }))],
    rows: confusion.map((row, k) => [nameOf(k), ...row.map((n, predicted) => count(n, predicted === k))]),
  }
  const list = {
    columns: [
      { head },
      { head: images, right: true, spare: 1 },
      { head: right, right: true, spare: 2 },
      { head: precision, right: true, spare: 4 },
      { head: recall, right: true },
      { head: f1, right: true, spare: 5 },
    ],
    rows: measures.map((one, k) => [
      nameOf(k),
      wholeText(one.images),
      wholeText(confusion[k]![k]!),
      ...[one.precision, one.recall, one.f1].map(shareText),
    ]),
  }
  const needed = matrix.columns.reduce(
    (sum, { head }, i) => sum + 2 + Math.max(textWidth(head), ...matrix.rows.map((row) => textWidth(row[i]!))),
    -2,
  )
  const fits = needed <= width && measures.length <= 40
  return [
    ...(fits ? [paint.bold(says.confusion), ...table(matrix.columns, matrix.rows, { width, paint }), ''] : []),
    ...table(list.columns, list.rows, { width, paint }),
    '',
    ...mistakeLines(confusion, names, screen),
  ]
}

/** `4 → 9 (12 ×)`, the most frequent first. */
function mistakeLines(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
  { words, paint, columns }: Screen,
): string[] {
  const says = words.evaluate
  const mistakes = confusion
    .flatMap((row, shown) => row.map((times, said) => ({ shown, said, times })))
    .filter(({ shown, said, times }) => shown !== said && times > 0)
    .sort((a, b) => b.times - a.times)
    .slice(0, 8)
  if (mistakes.length === 0) return [says.none]
  const pieces = mistakes.map(
    ({ shown, said, times }) => `${names[shown]} → ${names[said]} ${paint.dim(`(${says.times(times)})`)}`,
  )
  return [paint.bold(says.most), ...flow(pieces, columns)]
}
