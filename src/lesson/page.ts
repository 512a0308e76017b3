/**
 * The lecture as one page to be read from top to bottom: both languages by two radio buttons, a table of contents, every cell
 * with what it prints and its figures, which lie beside it as files. No script, no network; the page's own policy forbids both.
 */

import { both, languageButtons, languageChoice } from '../page/both.ts'
import { type Html, html } from '../page/html.ts'
import { pageText } from '../page/page.ts'
import { inBothLanguages, onBothPapers } from '../page/picture.ts'
import { version } from '../page/version.ts'
import type { Language, Words } from '../text/language.ts'
import type { FigureFiles } from './drawFigure.ts'
import { lectureStyle } from './pageStyle.ts'
import type { Cell, LessonFigure, LessonTable, Section } from './section.ts'

/** A section and where its figures are, by their names. */
export interface ToldSection {
  readonly section: Section
  readonly drawn: ReadonlyMap<string, FigureFiles>
}

/** The whole page, opening in `lang`. */
export function lecturePage(told: readonly ToldSection[], lang: Language): string {
  const title = { en: 'Convolutional neural networks, from the beginning', ko: '처음부터 만드는 합성곱 신경망' }
  const body = html`${languageChoice(lang)}
<main>
<nav class="languages">${languageButtons}</nav>
<header>
<h1>${say(title)}</h1>
<p class="lead">${both(
    'Twelve sections, from one filter on one photograph to LeNet-5, AlexNet and VGG-16. Every shape and every picture on this page was computed when the page was made.',
    '사진 한 장에 필터 하나를 적용하는 것에서 LeNet-5, AlexNet, VGG-16까지 열두 절입니다. 이 페이지의 모든 모양과 그림은 페이지를 만들 때 실제로 계산한 것입니다.',
  )}</p>
<ol class="contents">${told.map(({ section }) => html`<li><a href="#${section.id}">${say(section.title)}</a></li>`)}</ol>
</header>
${told.map(sectionHtml)}
<footer class="small soft">${both(
    `Made by Striate ${version}. The photograph that comes with it: Eileen Collins, NASA, public domain.`,
    `Striate ${version}로 만들었습니다. 함께 제공되는 사진: 아일린 콜린스(Eileen Collins), NASA, 퍼블릭 도메인.`,
  )}</footer>
</main>`
  return pageText({ lang, title: title[lang], style: lectureStyle, pictures: 'beside', body })
}

function say({ en, ko }: Words): Html | string {
  return en === ko ? en : both(en, ko)
}

function sectionHtml({ section, drawn }: ToldSection): Html {
  const { number, id, title, text, cells } = section
  return html`
<section id="${id}">
<h2><span class="number">${number}</span>${say(title)}</h2>
<p class="text">${both(text.en.join(' '), text.ko.join(' '))}</p>
${cells.map((cell) => cellHtml(cell, drawn))}
</section>`
}

function cellHtml({ label, call, printed, refused, table, figures = [], remark }: Cell, drawn: ToldSection['drawn']): Html {
  return html`
<div class="cell">
<h3>${say(label)}</h3>
${call && html`<pre class="call"><code>${call}</code></pre>`}
${printed && html`<pre class="printed${refused && ' refused'}">${printed}</pre>`}
${table && tableHtml(table)}
${figures.length > 0 && html`<div class="figures">${figures.map((figure) => figureHtml(figure, drawn.get(figure.name)!))}</div>`}
${remark && html`<p class="remark">${say(remark)}</p>`}
</div>`
}

function tableHtml({ head, rows }: LessonTable): Html {
  const cell = (value: string | Words) => (typeof value === 'string' ? value : say(value))
  return html`<div class="wide"><table>
<thead><tr>${head.map((one) => html`<th>${say(one)}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((value) => html`<td>${cell(value)}</td>`)}</tr>`)}</tbody>
</table></div>`
}

function figureHtml({ caption, pixels }: LessonFigure, { files }: FigureFiles): Html {
  const width = Math.max(files.en.width, files.ko.width)
  const kind = pixels ? 'pixels' : width > 480 ? 'drawing scroll' : 'drawing'
  const shown = inBothLanguages(files.en.light === files.ko.light, caption, (lang, alt) => onBothPapers(files[lang], alt))
  return html`<figure class="${kind}" style="--width: ${width}px"><div class="frame">${shown}</div><figcaption>${say(caption)}</figcaption></figure>`
}
