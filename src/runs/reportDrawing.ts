/**
 * The drawings of the report: PNG files in both languages for light and dark paper, and how they stand in its page, which holds
 * them itself.
 */
import { samePng } from '../figures/png.ts'
import { type Html, html, trusted } from '../page/html.ts'
import { inBothLanguages, onBothPapers } from '../page/picture.ts'
import type { Language, Words } from '../text/language.ts'

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
export function drawing(drawn: Drawn, name: string, words: Words): Html | undefined {
  const picture = drawn[name]
  if (!picture) return undefined
  const { light, dark, width, height } = picture
  const shown = inBothLanguages(samePng(light.en, light.ko), words, (lang, alt) =>
    onBothPapers({ light: dataUrl(light[lang]), dark: dataUrl(dark[lang]), width, height }, alt, lang),
  )
  // On a telephone, what is wide stays legible and can be moved sideways.
  return html`<figure>${width > 520 ? html`<div class="sideways"><div>${shown}</div></div>` : shown}</figure>`
}

function dataUrl(png: Uint8Array): Html {
  let text = ''
  for (let i = 0; i < png.length; i += 8192) text += String.fromCharCode(...png.subarray(i, i + 8192))
  return trusted(`data:image/png;base64,${btoa(text)}`)
}
