/** The two languages that pages, drawings, the lecture and the command speak, and a text in both of them side by side. */
import { type Html, html } from './html.ts'

export type Language = 'en' | 'ko'

/** A text in both languages. */
export type Words = Readonly<Record<Language, string>>

/** Only one of the two is seen: which, the reader chooses. */
export function both(en: string, ko: string): Html {
  return html`<span class="en" lang="en">${en}</span><span class="ko" lang="ko">${ko}</span>`
}
