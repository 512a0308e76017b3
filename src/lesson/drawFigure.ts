/**
 * One figure of the lecture as PNG files: a picture of pixels once, for all readers; a drawing with words for both languages,
 * for light and dark paper. Files are as large as they need be: photographs at one pixel a CSS pixel, drawings at two.
 */
import { renderPng } from '../figures/render.ts'
import type { Language } from '../text/language.ts'
import type { LessonFigure } from './section.ts'

/** Where a figure's files lie, below the page. */
export interface DrawnFigure {
  /** In the language asked for, on light paper. */
  readonly path: string
  readonly files: Readonly<Record<Language, PaperFiles>>
}

/** A drawing in one language: its files for light and dark paper, and its size in CSS pixels (words differ in width). */
export interface PaperFiles {
  readonly light: string
  readonly dark: string
  readonly width: number
  readonly height: number
}

/** Draws a figure. `lang` has the plain name; the other language and dark paper have names that say so. */
export async function drawFigure(
  { name, draw, pixels = false }: LessonFigure,
  section: number,
  lang: Language,
): Promise<{ readonly drawn: DrawnFigure; readonly files: ReadonlyMap<string, Uint8Array> }> {
  const start = `figures/${String(section).padStart(2, '0')}-${name}`
  const path = `${start}.png`
  const files = new Map<string, Uint8Array>()
  if (pixels) {
    const png = await renderPng(draw(lang), { scale: 1, padding: 0, background: 'none' })
    files.set(path, png)
    const both = { light: path, dark: path, ...sizeOfPng(png, 1) }
    return { files, drawn: { path, files: { en: both, ko: both } } }
  }
  const other: Language = lang === 'en' ? 'ko' : 'en'
  const paths = {} as Record<Language, PaperFiles>
  for (const one of [lang, other]) {
    const figure = draw(one)
    const png = await renderPng(figure, { scale: 2, padding: 0, colours: 'few' })
    // Without words the two are the same.
    if (one === other && equal(png, files.get(path)!)) {
      paths[other] = paths[lang]
      break
    }
    const ending = one === lang ? '' : `.${one}`
    paths[one] = { light: `${start}${ending}.png`, dark: `${start}${ending}.dark.png`, ...sizeOfPng(png, 2) }
    files.set(paths[one].light, png)
    files.set(paths[one].dark, await renderPng(figure, { scale: 2, padding: 0, colours: 'few', theme: 'dark' }))
  }
  return { files, drawn: { path, files: paths } }
}

/** In CSS pixels. The width and height are the first two numbers of a PNG's first chunk. */
function sizeOfPng(png: Uint8Array, scale: number): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset)
  return { width: Math.round(view.getUint32(16) / scale), height: Math.round(view.getUint32(20) / scale) }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
