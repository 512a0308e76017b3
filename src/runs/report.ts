/**
 * report.html: a run told in one file, with everything in it: no network, no script. Both languages are there, and the
 * drawings for light and dark paper; the reader's system and two buttons choose.
 */
import { type Html, html, trusted } from './html.ts'
import type { RunLook } from './look.ts'
import type { Drawn } from './reportParts.ts'
import {
  courseSection,
  endingSection,
  errorSection,
  exampleSection,
  filterSection,
  headingSection,
  modelSection,
} from './reportSections.ts'
import { reportStyle } from './reportStyle.ts'
import type { Language } from './words.ts'

/** The whole page. `lang` is the language that it opens in. */
export function reportHtml(look: RunLook, drawn: Drawn, lang: Language): string {
  const { run } = look
  const page = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Striate ${run.config.striate}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${run.model.name} · ${run.title}</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
${choice('en', lang)}${choice('ko', lang)}
<main>
<nav><label for="en" lang="en">English</label><label for="ko" lang="ko">한국어</label></nav>
${headingSection(look)}
${courseSection(look, drawn)}
${filterSection(look, drawn)}
${exampleSection(look, drawn)}
${errorSection(look, drawn)}
${modelSection(look)}
${endingSection(look)}
</main>
</body>
</html>
`
  return page.text
}

/** A radio button for the eye of the style alone: its label is in the navigation. */
function choice(value: Language, chosen: Language): Html {
  return html`<input class="choice" type="radio" name="lang" id="${value}" aria-label="${value}"${value === chosen && html` checked`}>`
}
