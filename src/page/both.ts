/** A page in both languages: a text in each, two radio buttons that the style alone looks at, and their labels. */

import type { Language } from '../text/language.ts'
import { type Html, html } from './html.ts'

/** Only one of the two is seen: which, the reader chooses. */
export function both(en: string, ko: string): Html {
  return html`<span class="en" lang="en">${en}</span><span class="ko" lang="ko">${ko}</span>`
}

/**
 * Two radio buttons that the style alone looks at, before the `main` of a page in both languages; their labels are
 * `languageButtons`.
 */
export function languageChoice(chosen: Language): Html {
  const one = (value: Language) =>
    html`<input class="choice" type="radio" name="lang" id="${value}" aria-label="${value}"${value === chosen && html` checked`}>`
  return html`${one('en')}${one('ko')}`
}

/** What is clicked to change the language. */
export const languageButtons = html`<label for="en" lang="en">English</label><label for="ko" lang="ko">한국어</label>`
