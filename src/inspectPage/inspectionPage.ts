/**
 * index.html of an inspection: a page beside its pictures, in one language, without a script and without anything from a
 * network. Drawings lie on light paper whatever the reader's system; the page around them follows it.
 */

import { type Html, html } from '../page/html.ts'
import { pageText } from '../page/page.ts'
import { reportStyle } from '../page/style.ts'
import { version } from '../page/version.ts'
import { cautiousShareText, percentText } from '../text/numbers.ts'
import { showShape } from '../values/shape.ts'
import type { DrawnFigure, InspectedLayer, Inspection } from './inspection.ts'
import { inspectWords } from './words.ts'

const style = `${reportStyle}
figure img { border-radius: 6px; }
.card { display: inline-block; max-width: 100%; padding: 14px; overflow-x: auto; border-radius: 14px; background: #ffffff; border: 1px solid var(--line); vertical-align: top; }
.warn { padding: 12px 16px; border-radius: 12px; background: var(--card); border-left: 4px solid var(--accent); max-width: 68ch; }
.bar { display: inline-block; height: 10px; border-radius: 3px; background: var(--accent); vertical-align: baseline; }
.contents { display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 0; margin: 18px 0; list-style: none; font-size: 15px; }
a { color: var(--accent); }
@media screen and (max-width: 600px) { .card img.broad { max-width: none; width: 520px; } }
`

/** How many classes are listed. */
const top = 5

/** The whole page. */
export function pageOf(inspection: Inspection, { samples }: { readonly samples: number }): string {
  const { model, options, lang, layers, classes, reasons, picture } = inspection
  const words = inspectWords[lang]
  const title = words.title(model.name, options.picture.name)
  const { weights } = options
  const body = html`<main>
<header>
<h1>${title}</h1>
${'run' in weights ? html`<p class="soft">${words.trained(weights.run)}</p>` : html`<p class="warn">${words.random(weights.seed)}</p>`}
</header>
<section class="pair">
<div><h2>${words.sees}</h2>${drawn(picture)}</div>
${classes && html`<div><h2>${words.says}</h2>${classTable(classes, words.probability)}</div>`}
</section>
<ul class="contents">${layers.map(({ name }, i) => html`<li><a href="#layer-${i + 1}">${name}</a></li>`)}</ul>
${layers.map((layer, i) => layerSection(layer, i, inspection, samples))}
<section>
<h2>${words.table}</h2>
${fieldTable(layers, words.heads)}
<p class="small soft">${words.tableOf}</p>
</section>
<section>
${
  classes
    ? html`<h2>${words.why(classes[0]!.name)}</h2><div class="pair">${reasons.map(drawn)}</div>`
    : html`<p class="soft">${words.noClasses}</p>`
}
</section>
<footer class="small soft">${words.made(version)}</footer>
</main>`
  return pageText({ lang, title, style, pictures: 'beside', body })
}

function drawn({ file, width, height, alt, caption }: DrawnFigure): Html {
  return html`<figure><div class="card"><img src="${encodeURI(file)}" width="${width}" height="${height}" alt="${alt}"${width > 520 && html` class="broad"`}></div>${caption && html`<figcaption>${caption}</figcaption>`}</figure>`
}

function classTable(classes: NonNullable<Inspection['classes']>, head: string): Html {
  return html`<table>
${classes
  .slice(0, top)
  .map(
    ({ name, probability }) =>
      html`<tr><td>${name}</td><td class="left"><span class="bar" style="width: ${Math.max(2, Math.round(160 * probability))}px"></span></td><td title="${head}">${cautiousShareText(probability)}</td></tr>`,
  )}
</table>`
}

function layerSection(layer: InspectedLayer, i: number, { lang }: Inspection, samples: number): Html {
  const words = inspectWords[lang]
  const { name, kind, shape, effective, noEffective, fields, filters, maps } = layer
  const unit = effective?.unit ?? [(layer.field.units[0] - 1) >> 1, (layer.field.units[1] - 1) >> 1]
  return html`<section id="layer-${i + 1}">
<h2>${name} <span class="small soft">${kind} · ${showShape(shape)}</span></h2>
<h3>${words.maps}</h3>
${drawn(maps)}
${filters.length > 0 && html`<h3>${words.filters}</h3>${filters.map(drawn)}`}
<h3>${words.fields}</h3>
<p>${shape.length === 3 ? words.fieldsOf(`(${unit.join(', ')})`) : words.whole} ${effective ? words.samples(samples) : words.noEffective[noEffective!]}</p>
<div class="pair">${fields.map(drawn)}</div>
</section>`
}

function fieldTable(layers: readonly InspectedLayer[], heads: (typeof inspectWords)['en']['heads']): Html {
  const pair = ([v, h]: readonly [number, number]) => (v === h ? `${v}` : `${v}×${h}`)
  const row = ({ name, kind, shape, field, effective }: InspectedLayer) => html`<tr>
<td>${name}</td><td class="left">${kind}</td><td>${showShape(shape)}</td><td>${pair(field.size)}${field.misaligned && '*'}</td><td>${field.jump[0] > 0 ? pair(field.jump) : '–'}</td>
<td>${effective ? effective.size.count.toFixed(1) : '–'}</td><td>${effective ? effective.gaussian.sigma.map((one) => one.toFixed(1)).join('×') : '–'}</td><td>${effective ? percentText(effective.share.count, 0.01) : '–'}</td>
</tr>`
  return html`<div class="wide"><table>
<tr><th>${heads.layer}</th><th class="left">${heads.kind}</th><th>${heads.output}</th><th>${heads.size}</th><th>${heads.jump}</th><th>${heads.count}</th><th>${heads.sigma}</th><th>${heads.share}</th></tr>
${layers.map(row)}
</table></div>`
}
