/**
 * The page that compares runs: their results with the best marked, their curves over each other, and the options in which they
 * differ. One file with everything in it, in both languages, for light and dark paper.
 */
import { korean } from '../../errors/korean/index.ts'
import { spoken } from '../../errors/say.ts'
import { both, languageButtons, languageChoice } from '../../page/both.ts'
import { type Html, html } from '../../page/html.ts'
import { pageText } from '../../page/page.ts'
import { reportStyle } from '../../page/style.ts'
import type { Language } from '../../text/language.ts'
import { cautiousShareText, lossText, wholeText } from '../../text/numbers.ts'
import { type Drawn, drawing } from '../reportDrawing.ts'
import { spanText } from '../reportSections.ts'
import type { Run } from '../run.ts'
import { compareOptions, type OptionRow } from './compareOptions.ts'
import type { Part, RunOverview, RunState } from './overview.ts'

export interface ComparedPage {
  /** All that are listed, in their order. */
  readonly runs: readonly RunOverview[]
  /** What each is called on the page. */
  readonly names: readonly string[]
  /** Where its report lies, as seen from the page; undefined where there is none. */
  readonly reports: readonly (string | undefined)[]
  /** How many of them the curves show. */
  readonly drawnRuns: number
  readonly drawn: Drawn
}

const states: Readonly<Record<RunState, Html>> = {
  finished: both('finished', '완료'),
  training: both('training now', '학습 중'),
  stopped: both('interrupted', '중단됨'),
  begun: both('not begun', '시작 전'),
  damaged: both('damaged', '손상됨'),
}

const partWords: Readonly<Record<Part, Html>> = {
  test: both('test', '테스트'),
  validation: both('validation', '검증'),
  training: both('training', '학습'),
}

/** The whole page. `lang` is the language that it opens in where no script runs. */
export function comparisonHtml(page: ComparedPage, lang: Language): string {
  const { runs, drawn, drawnRuns } = page
  const readable = runs.filter(({ run }) => run)
  const measured = runs.filter(({ epochs }) => epochs > 0)
  const curves = Object.keys(drawn).length > 0
  const body = html`${languageChoice(lang)}
<main>
<nav>${languageButtons}</nav>
<header><h1>${both('Runs compared', '실행 비교')}</h1>
<p class="soft">${both(`${runs.length} runs`, `실행 ${runs.length}개`)}</p></header>
${resultSection(page)}
${curves && curveSection(drawn, drawnRuns, measured.length)}
${optionSection(
  readable.flatMap(({ run }) => run ?? []),
  namesOf(page, readable),
)}
${damagedSection(page)}
</main>`
  return pageText({ lang, title: 'Striate · runs', style: reportStyle + ownStyle, pictures: 'inside', body })
}

const ownStyle = `
.differs td { font-weight: 500; }
td.other { font-weight: 650; }
td.none { color: var(--soft); }
table .name { text-align: left; min-width: 9ch; max-width: 26ch; white-space: normal; overflow-wrap: anywhere; }
main a { color: var(--accent); }
`

const namesOf = ({ runs, names }: ComparedPage, some: readonly RunOverview[]) => some.map((run) => names[runs.indexOf(run)]!)

/** Every run in a row; the lowest error of those that were measured on the same part is set off. */
function resultSection({ runs, names, reports }: ComparedPage): Html {
  const best = bestOf(runs)
  const row = (
    { state, run, epochs, error, loss, part, seconds }: RunOverview,
    i: number,
  ) => html`<tr${i === best && html` class="best"`}>
<td class="name">${reports[i] ? html`<a href="${reports[i]}">${names[i]}</a>` : names[i]}</td>
<td class="left">${run?.config.model}</td>
<td class="left">${states[state]}</td>
<td>${run && `${epochs} / ${run.config.training.epochs}`}</td>
<td>${error !== undefined && html`${cautiousShareText(error)} <span class="soft">${partWords[part]}</span>`}</td>
<td>${loss !== undefined && lossText(loss)}</td>
<td>${seconds > 0 && spanText(seconds)}</td>
<td>${run && wholeText(run.model.parameterCount)}</td>
</tr>`
  return html`<section>
<h2>${both('Results', '결과')}</h2>
${
  best >= 0 &&
  html`<p>${both(
    'The lowest error is set in bold. Errors of different parts (test, validation, training) do not compare: it is the lowest of those that most runs have.',
    '가장 낮은 오차율을 굵게 표시했습니다. 서로 다른 데이터(테스트, 검증, 학습)로 잰 오차율은 견줄 수 없으므로, 가장 많은 실행이 잰 것 가운데서 고릅니다.',
  )}</p>`
}
<div class="wide"><table>
<tr><th class="left">${both('run', '실행')}</th><th class="left">${both('model', '모델')}</th><th class="left">${both('state', '상태')}</th><th>${both('epochs', '에포크')}</th><th>${both('error', '오차율')}</th><th>${both('loss', '손실')}</th><th>${both('time', '시간')}</th><th>${both('parameters', '매개변수')}</th></tr>
${runs.map(row)}
</table></div>
</section>`
}

/** The lowest error among the runs that were judged on the part that most were; −1 where fewer than two were. */
export function bestOf(runs: readonly RunOverview[]): number {
  const measured = runs.filter(({ error }) => error !== undefined && Number.isFinite(error))
  const count = (part: Part) => measured.filter((run) => run.part === part).length
  const [part] = (['test', 'validation', 'training'] as Part[]).sort((a, b) => count(b) - count(a))
  const comparable = measured.filter((run) => run.part === part)
  if (comparable.length < 2) return -1
  return runs.indexOf(comparable.reduce((best, run) => (run.error! < best.error! ? run : best)))
}

function curveSection(drawn: Drawn, drawnRuns: number, measured: number): Html {
  const left = drawnRuns < measured
  return html`<section>
<h2>${both('Curves', '곡선')}</h2>
<p>${both(
    'Each run has one colour in all drawings, and its name at its end. Errors are those of each epoch: of the test images where a run looks at them every epoch, else of the validation, else of the training.',
    '한 실행은 모든 그림에서 같은 색이고, 곡선 끝에 이름이 있습니다. 오차율은 에포크마다 잰 것입니다. 테스트 이미지를 매 에포크 보는 실행은 테스트, 아니면 검증, 그것도 없으면 학습의 오차율입니다.',
  )}${left && both(` The ${drawnRuns} best of ${measured} are drawn: more cannot be told apart.`, ` ${measured}개 가운데 가장 좋은 ${drawnRuns}개만 그렸습니다. 더 많으면 구별할 수 없습니다.`)}</p>
<div class="pair">${drawing(drawn, 'error', { en: 'Error by epoch', ko: '에포크별 오차율' })}${drawing(drawn, 'loss', { en: 'Training loss by epoch', ko: '에포크별 학습 손실' })}${drawing(drawn, 'time', { en: 'Error by training time', ko: '학습 시간별 오차율' })}${drawing(drawn, 'rate', { en: 'Learning rate by epoch', ko: '에포크별 학습률' })}</div>
</section>`
}

/** The options in which they differ, and behind a fold those that they share. */
function optionSection(runs: readonly Run[], names: readonly string[]): Html {
  if (runs.length < 2) return html``
  const { different, shared } = compareOptions(runs)
  return html`<section>
<h2>${both('Options that differ', '서로 다른 옵션')}</h2>
${
  different.length === 0
    ? html`<p>${both('None: all of them were begun alike.', '없습니다. 모두 같은 옵션으로 시작했습니다.')}</p>`
    : html`<p>${both('A value that differs from that of most runs is bold.', '대부분의 실행과 다른 값은 굵은 글씨입니다.')}</p>
<div class="wide"><table class="differs">
<tr><th class="left">${both('option', '옵션')}</th>${names.map((name) => html`<th>${name}</th>`)}</tr>
${different.map(optionRow)}
</table></div>`
}
${
  shared.length > 0 &&
  html`<details><summary>${both(`${shared.length} options that all of them share`, `모두 같은 옵션 ${shared.length}개`)}</summary>
<div class="wide"><table>
${shared.map(({ name, values }) => html`<tr><td>${name}</td><td class="left">${values[0]}</td></tr>`)}
</table></div></details>`
}
</section>`
}

function optionRow({ name, values }: OptionRow): Html {
  const counts = new Map<string | undefined, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const most = Math.max(...counts.values())
  const usual = most > 1 ? [...counts].find(([, count]) => count === most)![0] : Symbol('none')
  const cell = (value: string | undefined) =>
    html`<td${value === undefined ? html` class="none"` : value !== usual && most > 1 && html` class="other"`}>${value ?? '–'}</td>`
  return html`<tr><td>${name}</td>${values.map(cell)}</tr>`
}

function damagedSection(page: ComparedPage): Html {
  const damaged = page.runs.filter(({ problem }) => problem)
  if (damaged.length === 0) return html``
  const names = namesOf(page, damaged)
  const line = ({ problem }: RunOverview, i: number) => {
    const { message } = problem!.data
    return html`<li><b>${names[i]}</b>: ${both(spoken(message), spoken(message, korean))}</li>`
  }
  return html`<section><h2>${both('Damaged runs', '손상된 실행')}</h2><ul>${damaged.map(line)}</ul></section>`
}
