/** Small parts of the report: two languages side by side, numbers, a drawing for light and dark paper. */
import { type Html, html, trusted } from '../page/html.ts'
import type { Language } from '../text/language.ts'

/** A drawing as PNG files, for light and dark paper, in each language; its size in CSS pixels. */
export interface DrawnPicture {
  readonly width: number
  readonly height: number
  readonly light: Readonly<Record<Language, Uint8Array>>
  readonly dark: Readonly<Record<Language, Uint8Array>>
}

/** By the drawing's name. */
export type Drawn = Readonly<Record<string, DrawnPicture>>

/** Where a drawing is there: the picture, once where it looks the same in both languages. */
export function drawing(drawn: Drawn, name: string, [en, ko]: readonly [string, string]): Html | undefined {
  const picture = drawn[name]
  if (!picture) return undefined
  const { light, width } = picture
  // On a telephone, what is wide stays legible and can be moved sideways.
  const wide = width > 520 && html` class="scroll"`
  if (same(light.en, light.ko)) return html`<figure${wide}>${image(picture, 'en', `${en} · ${ko}`)}</figure>`
  return html`<figure${wide}><div class="en">${image(picture, 'en', en)}</div><div class="ko">${image(picture, 'ko', ko)}</div></figure>`
}

/** Both are in the page, and the style shows one: a `picture` element would keep the dark one when a dark screen is printed. */
function image({ width, height, light, dark }: DrawnPicture, lang: Language, words: string): Html {
  const one = (paper: 'light' | 'dark', png: Uint8Array) =>
    html`<img class="${paper}" src="${dataUrl(png)}" width="${width}" height="${height}" alt="${words}" lang="${lang}">`
  return html`${one('light', light[lang])}${one('dark', dark[lang])}`
}

function dataUrl(png: Uint8Array): Html {
  let text = ''
  for (let i = 0; i < png.length; i += 8192) text += String.fromCharCode(...png.subarray(i, i + 8192))
  return trusted(`data:image/png;base64,${btoa(text)}`)
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a === b || (a.length === b.length && a.every((byte, i) => byte === b[i]))
}
