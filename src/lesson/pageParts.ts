/** Two parts of the lecture's page by themselves: a listing with its notes, and the window that slides over an image. */
import { both } from '../page/both.ts'
import { type Html, html } from '../page/html.ts'
import type { Words } from '../text/language.ts'
import { highlightedLines } from './highlight.ts'
import { type Listing, notedLines, textOf } from './listing.ts'
import type { Slide } from './section.ts'

const say = ({ en, ko }: Words) => both(en, ko)

/** A whole file: highlighted, with a button that copies it, a link to it, and the notes that stand beside its lines. */
export function listingHtml(listing: Listing): Html {
  const { file, title, notes = [], remark } = listing
  const text = textOf(file)
  const marks = notedLines(listing)
  const lines = highlightedLines(text.trimEnd())
  return html`
<div class="listing">
<h3>${say(title)} <a class="file" href="code/${file}">code/${file}</a></h3>
<div class="code"><button class="copy" type="button"></button><pre><code>${lines.map((line, i) => html`${i > 0 && '\n'}${marked(line, marks[i]?.note)}`)}</code></pre></div>
${notes.length > 0 && html`<ol class="notes">${notes.map(({ says }) => html`<li>${say(says)}</li>`)}</ol>`}
${remark && html`<p class="remark">${say(remark)}</p>`}
</div>`
}

/** The number of the note is drawn by the style: what is copied is the code alone. */
function marked(line: Html, note: number | undefined): Html {
  return note === undefined ? line : html`<span class="noted" data-note="${note}">${line}</span>`
}

/** The image with a window that goes over it step by step, and the map that grows; at rest where motion is not wanted. */
export function slideHtml({ image, kernel, map }: Slide): Html {
  const [rows, columns] = [map.length, map[0]!.length]
  const cells = (lines: readonly (readonly number[])[], style: (index: number) => Html | undefined) =>
    lines.flat().map((value, i) => html`<span${style(i)}>${value}</span>`)
  return html`<div class="slide" style="--steps: ${rows * columns}; --across: ${columns}; --down: ${rows}; --kernel: ${kernel}" role="img" aria-label="${kernel}×${kernel} → ${rows}×${columns}">
<div class="numbers" style="--columns: ${image[0]!.length}">${cells(image, () => undefined)}<i class="window"></i></div>
<b>→</b>
<div class="numbers result" style="--columns: ${columns}">${cells(map, (i) => html` style="--at: ${i}"`)}</div>
</div>`
}
