/** The frame of every page that Striate writes (report, inspection, lecture): one file, no script, no network; its own policy says so. */

import { type Html, html, trusted } from './html.ts'
import type { Language } from './language.ts'
import { version } from './version.ts'

export interface PageParts {
  readonly lang: Language
  readonly title: string
  /** CSS, made here. */
  readonly style: string
  /** Where pictures may come from: out of the page itself, or from files beside it. */
  readonly pictures: 'inside' | 'beside'
  readonly body: Html
}

/** The text of the page. */
export function pageText({ lang, title, style, pictures, body }: PageParts): string {
  const from = pictures === 'inside' ? 'data:' : "'self' file:"
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Striate ${version}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${trusted(from)}; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text
}

/** Two radio buttons that the style alone looks at, before the `main` of a page in both languages; their labels are `languageButtons`. */
export function languageChoice(chosen: Language): Html {
  const one = (value: Language) =>
    html`<input class="choice" type="radio" name="lang" id="${value}" aria-label="${value}"${value === chosen && html` checked`}>`
  return html`${one('en')}${one('ko')}`
}

/** What is clicked to change the language. */
export const languageButtons = html`<label for="en" lang="en">English</label><label for="ko" lang="ko">한국어</label>`
