/** Compares runs: the page with their curves over each other and the options in which they differ, as text. */
import { UnsupportedError } from '../../errors/errors.ts'
import { choiceOption, knownOptions } from '../../errors/options.ts'
import { type Language, languages } from '../../text/language.ts'
import { drawnPicture } from '../drawRun.ts'
import type { DrawnPicture } from '../reportDrawing.ts'
import { runFiles } from '../run.ts'
import { comparedDrawings } from './compareDrawings.ts'
import { comparisonHtml } from './comparePage.ts'
import { type RunOverview, sortRuns } from './overview.ts'

/** How the page is written. */
export interface CompareOptions {
  /** In which it opens where no script runs. Default 'en'. */
  readonly lang?: Language | undefined
  /** Where a run's folder lies, as seen from the page, for links to its report. Default: no links. */
  readonly pathTo?: ((folder: string) => string) | undefined
}

/** What was written. */
export interface ComparedRuns {
  readonly html: string
  /** How many runs the curves show: the best of them, where there are more than can be told apart. */
  readonly drawn: number
  /** Why there are no drawings: a package that is not installed. */
  readonly missing: UnsupportedError | undefined
}

/** Six colours, plain and dashed. */
const mostDrawn = 12

/**
 * The page that compares runs, one file with everything in it.
 * ```ts
 * const runs = await listRuns([folderStorage('runs/a'), folderStorage('runs/b')])
 * const { html } = await compareRuns(runs)
 * ```
 * @throws OptionError for what is unknown
 */
export async function compareRuns(runs: readonly RunOverview[], options?: CompareOptions): Promise<ComparedRuns> {
  const { lang = 'en', pathTo } = knownOptions('compareRuns', options, ['lang', 'pathTo'])
  choiceOption('compareRuns', 'lang', lang, languages)
  const names = namesOf(runs.map(({ folder }) => folder))
  const reports = runs.map(({ folder, hasReport }) => (hasReport && pathTo ? `${pathTo(folder)}/${runFiles.report}` : undefined))
  const measured = runs.filter(({ epochs }) => epochs > 0)
  const shown = measured.length > mostDrawn ? sortRuns(measured, 'error').slice(0, mostDrawn) : measured
  const shownNames = shown.map((run) => names[runs.indexOf(run)]!)
  const drawn: Record<string, DrawnPicture> = {}
  let missing: UnsupportedError | undefined
  try {
    const other: Language = lang === 'en' ? 'ko' : 'en'
    const translated = comparedDrawings(shown, shownNames, other)
    for (const [i, { name, figure }] of comparedDrawings(shown, shownNames, lang).entries()) {
      const drawing = { name, figure, words: true }
      drawn[name] = (await drawnPicture(drawing, { ...drawing, figure: translated[i]!.figure }, lang, other))[1]
    }
  } catch (error) {
    // No one should lose the numbers for want of a package that draws.
    if (!(error instanceof UnsupportedError)) throw error
    missing = error
  }
  const page = { runs, names, reports, drawnRuns: shown.length, drawn }
  return { html: comparisonHtml(page, lang), drawn: missing ? 0 : shown.length, missing }
}

/** The last parts of their folders, as many as it takes to tell them apart. */
export function namesOf(folders: readonly string[]): string[] {
  const parts = folders.map((folder) => folder.split(/[\\/]/).filter((part) => part !== '' && part !== '.'))
  const name = (list: readonly string[], count: number) => list.slice(-count).join('/') || '.'
  return parts.map((own) => {
    let count = 1
    const alike = () => parts.filter((other) => name(other, count) === name(own, count)).length
    while (count < own.length && alike() > 1) count++
    return name(own, count)
  })
}
