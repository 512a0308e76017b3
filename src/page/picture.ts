/**
 * A picture in a page that is read in both languages and on light and dark paper: all of its forms are in the page, and the style
 * shows one. (A `picture` element would keep the dark one when a dark screen is printed.)
 */
import type { Language, Words } from '../text/language.ts'
import { both } from './both.ts'
import { type Html, html } from './html.ts'

/** Where it lies for light and for dark paper (the same, where one serves both), and its size in CSS pixels. */
export interface PaperPicture<Address extends string | Html = string> {
  readonly light: Address
  readonly dark: Address
  readonly width: number
  readonly height: number
}

/** The picture for both papers. `alt` says what it shows, in the language `lang` where that is not the page's. */
export function onBothPapers({ light, dark, width, height }: PaperPicture<string | Html>, alt: string, lang?: Language): Html {
  const one = (paper: '' | 'light' | 'dark', address: string | Html) =>
    html`<img${paper && html` class="${paper}"`} src="${address}" width="${width}" height="${height}" alt="${alt}"${lang && html` lang="${lang}"`}>`
  return light === dark ? one('', light) : html`${one('light', light)}${one('dark', dark)}`
}

/**
 * What `picture` makes of it in each language, of which the reader's choice is seen. Once where it is the `same` in both: then
 * its words stand beside it, in either language, for those who hear the page.
 */
export function inBothLanguages(same: boolean, { en, ko }: Words, picture: (lang: Language, alt: string) => Html): Html {
  if (same) return en === ko ? picture('en', en) : html`${picture('en', '')}<span class="heard">${both(en, ko)}</span>`
  return html`<div class="en">${picture('en', en)}</div><div class="ko">${picture('ko', ko)}</div>`
}
