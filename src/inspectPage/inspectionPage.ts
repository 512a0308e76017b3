/**
 * index.html of an inspection: a page beside its drawings, in both languages, without anything from a
 * network. Drawings lie on light paper whatever the reader's system; the page around them follows it.
 */

import { both, languageButtons, languageChoice } from '../page/both.ts'
import { type Html, html } from '../page/html.ts'
import { pageText } from '../page/page.ts'
import { inBothLanguages } from '../page/picture.ts'
import { reportStyle } from '../page/style.ts'
import type { Words } from '../text/language.ts'
import { cautiousShareText, numberText, pairText, percentText } from '../text/numbers.ts'
import { version } from '../text/version.ts'
import { showShape } from '../values/shape.ts'
import type { DrawnFigure, InspectedLayer, Inspection } from './inspection.ts'
import { inBoth, inspectWords } from './words.ts'

const style = `${reportStyle}
figure img { border-radius: 6px; }
.card { display: inline-block; max-width: 100%; padding: 14px; overflow-x: auto; border-radius: 14px; background: #ffffff; border: 1px solid var(--line); vertical-align: top; }
.warn { padding: 12px 16px; border-radius: 12px; background: var(--card); border-left: 4px solid var(--accent); max-width: 68ch; }
.bar { display: inline-block; height: 10px; border-radius: 3px; background: var(--accent); vertical-align: baseline; }
.contents { display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 0; margin: 18px 0; list-style: none; font-size: 15px; }
a { color: var(--accent); }
`

/** How many classes are listed. */
const top = 5

/** A text of the page, of which the reader's language is seen. */
function said(text: Parameters<typeof inBoth>[0]): Html {
  return shown(inBoth(text))
}

function shown({ en, ko }: Words): Html {
  return both(en, ko)
}

/** The whole page. */
export function pageOf(inspection: Inspection, { samples }: { readonly samples: number }): string {
  const { model, options, lang, layers, classes, reasons, image } = inspection
  const { weights, unlikeness } = options
  const body = html`${languageChoice(lang)}
<main>
<nav>${languageButtons}</nav>
<header>
<h1>${said((w) => w.title(model.name, options.image.name))}</h1>
${
  'run' in weights
    ? html`<p class="soft">${said((w) => w.trained(weights.run))}</p>`
    : html`<p class="warn">${said((w) => w.random(weights.seed))}</p>`
}
</header>
<section class="pair">
<div><h2>${said((w) => w.sees)}</h2>${drawn(image)}</div>
${classes && html`<div><h2>${said((w) => w.says)}</h2>${unlikeness?.unlike && html`<p class="warn">${said((w) => w.unlike(numberText(unlikeness.value)))}</p>`}${classTable(classes, inspectWords[lang].probability)}</div>`}
</section>
<ul class="contents">${layers.map(({ name }, i) => html`<li><a href="#layer-${i + 1}">${name}</a></li>`)}</ul>
${layers.map((layer, i) => layerSection(layer, i, samples))}
<section>
<h2>${said((w) => w.table)}</h2>
${fieldTable(layers)}
<p class="small soft">${said((w) => w.tableOf)}${layers.some(({ field }) => field.misaligned) && html` ${said((w) => w.misaligned)}`}</p>
</section>
<section>
${
  classes
    ? html`<h2>${said((w) => w.why(classes[0]!.name))}</h2><div class="pair">${reasons.map(drawn)}</div>`
    : html`<p class="soft">${said((w) => w.noClasses)}</p>`
}
</section>
<footer class="small soft">${said((w) => w.made(version))}</footer>
</main>`
  const title = inspectWords[lang].title(model.name, options.image.name)
  return pageText({ lang, title, style, pictures: 'beside', body })
}

function drawn({ file, width, height, alt, caption }: DrawnFigure): Html {
  const picture = inBothLanguages(
    file.en === file.ko,
    alt,
    (lang, words) => html`<img src="${encodeURI(file[lang])}" width="${width}" height="${height}" alt="${words}" lang="${lang}">`,
  )
  return html`<figure><div class="card${width > 520 && ' sideways'}"><div>${picture}</div></div>${caption && html`<figcaption>${shown(caption)}</figcaption>`}</figure>`
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

function layerSection(layer: InspectedLayer, i: number, samples: number): Html {
  const { name, kind, shape, effective, noEffective, fields, filters, maps } = layer
  const unit = effective?.unit ?? [(layer.field.units[0] - 1) >> 1, (layer.field.units[1] - 1) >> 1]
  return html`<section id="layer-${i + 1}">
<h2>${name} <span class="small soft">${kind} · ${showShape(shape)}</span></h2>
<h3>${said((w) => w.maps)}</h3>
${drawn(maps)}
${filters.length > 0 && html`<h3>${said((w) => w.filters)}</h3>${filters.map(drawn)}`}
<h3>${said((w) => w.fields)}</h3>
<p>${said((w) => (shape.length === 3 ? w.fieldsOf(`(${unit.join(', ')})`) : w.whole))} ${said((w) => (effective ? w.samples(samples) : w.noEffective[noEffective!]!))}</p>
<div class="pair">${fields.map(drawn)}</div>
</section>`
}

function fieldTable(layers: readonly InspectedLayer[]): Html {
  const row = ({ name, kind, shape, field, effective }: InspectedLayer) => html`<tr>
<td>${name}</td><td class="left">${kind}</td><td>${showShape(shape)}</td><td>${pairText(field.size)}${field.misaligned && '*'}</td><td>${field.jump[0] > 0 ? pairText(field.jump) : '–'}</td>
<td>${effective ? effective.size.count.toFixed(1) : '–'}</td><td>${effective ? effective.gaussian.sigma.map((one) => one.toFixed(1)).join('×') : '–'}</td><td>${effective ? percentText(effective.share.count, 0.01) : '–'}</td>
</tr>`
  const heads = ['layer', 'kind', 'output', 'size', 'jump', 'count', 'sigma', 'share'] as const
  return html`<div class="wide"><table>
<tr>${heads.map((head) => html`<th${head === 'kind' && html` class="left"`}>${said((w) => w.heads[head])}</th>`)}</tr>
${layers.map(row)}
</table></div>`
}
