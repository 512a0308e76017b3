/**
 * One figure of the lecture as PNG files: a picture of pixels once, for all readers; a drawing with words for both languages,
 * for light and dark paper. Files are as large as they need be: photographs at one pixel a CSS pixel, drawings at two.
 */
import { samePng, sizeOfPng } from '../figures/png.ts'
import { renderPng } from '../figures/render.ts'
import type { PaperPicture } from '../page/picture.ts'
import type { Language } from '../text/language.ts'
import type { LessonFigure } from './section.ts'

/** Where a figure's files lie, below the page. */
export interface FigureFiles {
  /** In the language asked for, on light paper. */
  readonly path: string
  /** By language: words differ in width. */
  readonly files: Readonly<Record<Language, PaperPicture>>
}

/** Draws a figure. `lang` has the plain name; the other language and dark paper have names that say so. */
export async function drawFigure(
  { name, draw, pixels = false }: LessonFigure,
  section: number,
  lang: Language,
): Promise<{ readonly drawn: FigureFiles; readonly files: ReadonlyMap<string, Uint8Array> }> {
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
  const paths = {} as Record<Language, PaperPicture>
  for (const one of [lang, other]) {
    const figure = draw(one)
    const png = await renderPng(figure, { scale: 2, padding: 0, colours: 'few' })
    // Without words the two are the same.
    if (one === other && samePng(png, files.get(path)!)) {
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
