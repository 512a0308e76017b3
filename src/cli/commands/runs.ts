/**
 * `striate runs`: the runs below a folder in a table, the newest last, and with --html a page that compares them: their
 * curves over each other, and the options in which they differ.
 */
import { realpath, stat } from 'node:fs/promises'
import { dirname, relative, sep } from 'node:path'
import { folderStorage } from '../../data.ts'
import { secondsText, shareText, wholeText } from '../../figures.ts'
import { OptionError } from '../../index.ts'
import { say, spoken, visibleText } from '../../plumbing.ts'
import { compareRuns, listRuns, type RunOrder, type RunOverview, runFiles } from '../../runs.ts'
import type { Answer } from '../answer.ts'
import { translations } from '../language.ts'
import { choiceOf } from '../readOption.ts'
import type { Screen } from '../screen.ts'
import { type Column, table } from '../table.ts'
import { wrap } from '../width.ts'

const orders: readonly RunOrder[] = ['time', 'error', 'name']

/** Where `striate train` puts runs, and where the page goes if no one says. */
const usualFolder = 'runs'
const usualPage = 'compare.html'

export const runs: Answer = async (screen, [folders], options) => {
  const named = (folders as readonly string[] | undefined) ?? []
  const given = named.length > 0 ? named : [usualFolder]
  const order = choiceOf(screen.words, '--sort', options.sort, orders) ?? 'time'
  const found: string[] = []
  const seen = new Set<string>()
  for (const folder of given) found.push(...(await runsIn(folder.replace(/(?<=.)[\\/]+$/, ''), seen)))
  if (found.length === 0) throw noRuns(given)
  const list = await listRuns(
    found.map((folder) => folderStorage(folder)),
    order,
  )
  screen.event({ event: 'runs', runs: list.map(fieldsOf) })
  for (const line of lines(list, screen)) screen.print(line)
  for (const { folder, problem } of list) {
    const why = problem && `${visibleText(folder)}: ${spoken(problem.data.message, translations[screen.lang])}`
    if (why) for (const line of wrap(why, screen.columns)) screen.print(screen.paint.warn(line))
  }
  if (options.html !== undefined) await writePage(list, options.html as string | true, given[0]!, screen)
  else screen.say(`\n${screen.paint.dim(screen.words.runs.note)}`)
  return 0
}

/** Folders deeper than this are not looked into. */
const deepest = 4

/** The folder itself, if it is a run, or those of runs below it. A folder that links lead to again is `seen`. */
async function runsIn(folder: string, seen: Set<string>, depth = 0): Promise<string[]> {
  const place = await realpath(folder).catch(() => undefined)
  if (place === undefined || seen.has(place) || !(await stat(place)).isDirectory()) return []
  seen.add(place)
  const names = await folderStorage(folder)
    .list()
    .catch(() => [] as string[])
  if (names.includes(runFiles.config) && (names.includes(runFiles.model) || names.includes(runFiles.metrics))) return [folder]
  if (depth === deepest) return []
  const lists: string[][] = []
  for (const name of names)
    if (!name.startsWith('.') && name !== 'node_modules')
      lists.push(await runsIn(folder === '.' ? name : `${folder}/${name}`, seen, depth + 1))
  return lists.flat()
}

function noRuns(folders: readonly string[]): OptionError {
  return new OptionError({
    code: 'no-runs',
    message: say('there is no run in {folder}.', { folder: folders.join(', ') }),
    fix: say('train one (striate train), or name the folder that holds them.'),
  })
}

function lines(list: readonly RunOverview[], { words, paint, columns: width, lang }: Screen): string[] {
  const { head, states, parts } = words.runs
  const columns: Column[] = [
    { head: head.run },
    { head: head.model, spare: 3 },
    { head: head.data, spare: 5 },
    { head: head.state, spare: 1 },
    { head: head.epochs, right: true, spare: 2 },
    { head: head.error, right: true },
    { head: head.of, spare: 4 },
    { head: head.time, right: true, spare: 6 },
    { head: head.parameters, right: true, spare: 7 },
  ]
  const rows = list.map(({ folder, run, state, epochs, error, part, seconds }) => [
    visibleText(folder),
    run ? visibleText(run.config.model) : '–',
    run ? run.config.source.kind : '–',
    states[state],
    run ? `${epochs}/${run.config.training.epochs}` : '–',
    error === undefined ? '–' : shareText(error),
    error === undefined ? '' : parts[part],
    seconds > 0 ? secondsText(seconds, lang) : '–',
    run ? wholeText(run.model.parameterCount) : '–',
  ])
  return table(columns, rows, { width, paint })
}

async function writePage(list: readonly RunOverview[], asked: string | true, first: string, screen: Screen): Promise<void> {
  const { words, paint } = screen
  const isFolder = (await stat(first).catch(() => undefined))?.isDirectory() === true
  // Beside runs that were named one by one, not into the first of them.
  const beside = !isFolder ? '.' : list.some(({ folder }) => folder === first) ? dirname(first) : first
  const path = asked === true ? `${beside}/${usualPage}` : asked
  const pathTo = (folder: string) => relative(dirname(path), folder).split(sep).map(encodeURIComponent).join('/') || '.'
  const { html, drawn, missing } = await compareRuns(list, { lang: screen.lang, pathTo })
  await folderStorage().write(path, new TextEncoder().encode(html))
  screen.event({ event: 'compared', page: path, drawn })
  if (missing) screen.note(screen.errorPaint.warn(spoken(missing.data.message, translations[screen.lang])))
  screen.print(`${words.inspect.open} ${paint.accent(visibleText(path))}`)
}

function fieldsOf({ folder, state, run, problem, epochs, error, loss, part, seconds, time }: RunOverview): object {
  return {
    folder,
    state,
    model: run?.config.model,
    data: run?.config.source.kind,
    epochs,
    of: run?.config.training.epochs,
    error,
    loss,
    part,
    seconds,
    time,
    parameters: run?.model.parameterCount,
    problem: problem?.message,
  }
}
