/**
 * Draws a run: its pictures as PNG files in `pictures/`, and report.html with all of them in it. The drawings are in the
 * language asked for; the report holds both. Without the packages that draw, the report has its numbers alone.
 */
import type { RealArray } from '../backends/backend.ts'
import { UnsupportedError } from '../errors/errors.ts'
import { choiceOption, knownOptions } from '../errors/options.ts'
import type { Figure } from '../figures/pen.ts'
import { sizeOfPng } from '../figures/png.ts'
import { renderPng } from '../figures/render.ts'
import type { ThemeName } from '../figures/theme.ts'
import type { Network } from '../network/network.ts'
import { type Language, languages } from '../text/language.ts'
import type { RunData } from './data.ts'
import { type Drawing, drawingsOf } from './drawings.ts'
import { lookAtRun } from './look.ts'
import { reportHtml } from './report.ts'
import type { DrawnPicture } from './reportDrawing.ts'
import { type Run, runFiles } from './run.ts'

/** The language of the drawings, and what need not be computed again. */
export interface DrawRunOptions {
  /** Of the pictures, and in which the report opens. Default 'en'. */
  readonly lang?: Language
  /** What the network says of every test image (training image, without a test set), where it is known already. */
  readonly scores?: RealArray | undefined
}

/** What was written. */
export interface DrawnRun {
  /** Paths in the run's folder. */
  readonly pictures: readonly string[]
  readonly report: string
  /** Why there are no pictures: a package that is not installed. */
  readonly missing: UnsupportedError | undefined
}

/** `net` holds the run's weights. @throws OptionError for an unknown language; FormatError where nothing can be written. */
export async function drawRun(run: Run, net: Network, data: RunData, options?: DrawRunOptions): Promise<DrawnRun> {
  const { lang = 'en', scores } = knownOptions('drawRun', options, ['lang', 'scores'])
  choiceOption('drawRun', 'lang', lang, languages)
  const look = await lookAtRun(run, net, data, scores)
  const other: Language = lang === 'en' ? 'ko' : 'en'
  const drawn: Record<string, DrawnPicture> = {}
  const pictures: string[] = []
  const writes: Promise<void>[] = []
  let missing: UnsupportedError | undefined
  try {
    const others = drawingsOf(look, other)
    for (const [i, drawing] of drawingsOf(look, lang).entries()) {
      const [name, picture] = await drawnPicture(drawing, others[i]!, lang, other)
      drawn[name] = picture
      pictures.push(`pictures/${name}.png`)
      // The disk takes its time, while the next one is drawn.
      const written = run.storage.write(`pictures/${name}.png`, picture.light[lang])
      // What fails is said below, when all are waited for.
      written.catch(() => {})
      writes.push(written)
    }
  } catch (error) {
    // No one should lose a report for want of a package that draws.
    if (!(error instanceof UnsupportedError)) throw error
    missing = error
  }
  await Promise.all(writes)
  await run.storage.write(runFiles.report, new TextEncoder().encode(reportHtml(look, drawn, lang)))
  return { pictures, report: runFiles.report, missing }
}

/** Sharp on screens with two pixels to one of CSS. */
const scale = 2

/** A drawing in both languages (once, where it has no words), for light and dark paper; while one is drawn, others are packed. */
export async function drawnPicture(
  drawing: Drawing,
  translated: Drawing,
  lang: Language,
  other: Language,
): Promise<[string, DrawnPicture]> {
  const png = (figure: Figure, theme: ThemeName) => renderPng(figure, { scale, theme, padding: 0, colours: 'few' })
  const inBoth = async (theme: ThemeName) => {
    const own = png(drawing.figure, theme)
    const [mine, theirs] = await Promise.all([own, drawing.words ? png(translated.figure, theme) : own])
    return { [lang]: mine, [other]: theirs } as Record<Language, Uint8Array>
  }
  const [light, dark] = await Promise.all([inBoth('light'), inBoth('dark')])
  return [drawing.name, { ...sizeOfPng(light.en, scale), light, dark }]
}
