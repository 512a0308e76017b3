/**
 * report.html: a run told in one file, with everything in it: nothing comes from a network. Both languages are there, and the
 * drawings for light and dark paper; the reader's system and two buttons choose.
 */

import { languageButtons, languageChoice } from '../page/both.ts'
import { html } from '../page/html.ts'
import { pageText } from '../page/page.ts'
import { reportStyle } from '../page/style.ts'
import type { Language } from '../text/language.ts'
import { augmentedSection } from './augmentedSection.ts'
import type { RunLook } from './look.ts'
import type { Drawn } from './reportDrawing.ts'
import { courseSection, errorSection } from './reportResults.ts'
import { endingSection, exampleSection, filterSection, headingSection, modelSection } from './reportSections.ts'

/** The whole page. `lang` is the language that it opens in where no script runs. */
export function reportHtml(look: RunLook, drawn: Drawn, lang: Language): string {
  const { run } = look
  const body = html`${languageChoice(lang)}
<main>
<nav>${languageButtons}</nav>
${headingSection(look)}
${courseSection(look, drawn)}
${augmentedSection(look, drawn)}
${filterSection(look, drawn)}
${exampleSection(look, drawn)}
${errorSection(look, drawn)}
${modelSection(look)}
${endingSection(look)}
</main>`
  return pageText({ lang, title: `${run.model.name} · ${run.title}`, style: reportStyle, pictures: 'inside', body })
}
