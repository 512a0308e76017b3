/**
 * The way out: a figure as the bytes of a PNG file (Node, or a page's OffscreenCanvas), or onto a canvas that is already there.
 */

import { OptionError } from '../errors/errors.ts'
import { choiceOption, knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { hostCanvas, loadedCanvas } from './fonts.ts'
import { checkFigures, padded } from './layout.ts'
import { type DrawingContext, type Figure, Pen, type Size } from './pen.ts'
import { encodePng } from './png.ts'
import { type ThemeName, themeOf } from './theme.ts'

/** How a figure becomes a PNG file. */
export interface PngOptions {
  /** Device pixels to a CSS pixel; 2 by default. */
  readonly scale?: number
  readonly theme?: ThemeName
  /** A colour, '#rrggbb', instead of the theme's; 'none' leaves it transparent. */
  readonly background?: string
  /** Space around the figure in CSS pixels; 24 by default. */
  readonly padding?: number
  /** 'few' takes colours that no one can tell apart for one, where that makes the file small; 'exact' by default. */
  readonly colours?: 'exact' | 'few'
}

/** What browsers allow a canvas. */
const longest = 16384

/**
 * The bytes of a PNG file of a figure. Loads the fonts first.
 * @throws OptionError, UnsupportedError 'no-package' in Node without `@napi-rs/canvas`
 */
export async function renderPng(figure: Figure, options?: PngOptions): Promise<Uint8Array> {
  const {
    scale = 2,
    theme: name,
    background,
    padding = 24,
    colours = 'exact',
  } = knownOptions('renderPng', options, ['scale', 'theme', 'background', 'padding', 'colours'])
  choiceOption('renderPng', 'colours', colours, ['exact', 'few'])
  checkFigures('renderPng', [figure])
  realOption('renderPng', 'scale', scale, { min: 0.25, max: 8 })
  realOption('renderPng', 'padding', padding, { min: 0 })
  if (background !== undefined && background !== 'none' && !/^#[0-9a-f]{6}$/i.test(background))
    throw wrongOption('renderPng', 'background', background, say("a colour '#rrggbb' or 'none'"))
  const theme = themeOf('renderPng', name)
  const { family, makeCanvas } = await hostCanvas()
  const whole = padded(figure, padding)
  const penOf = (width: number, height: number) =>
    new Pen({ context: makeCanvas(width, height).getContext('2d') as DrawingContext, theme, family, scale, makeCanvas })
  const size = penOf(1, 1).sizeOf(whole)
  const [width, height] = [Math.ceil(size.width * scale), Math.ceil(size.height * scale)]
  if (width < 1 || height < 1 || width > longest || height > longest)
    throw new OptionError({
      code: 'figure-size',
      message: say('a figure of {width} × {height} pixels cannot be drawn.', { width, height }),
      numbers: [say('{width} × {height} CSS pixels, scale {scale}', { width: size.width, height: size.height, scale })],
      fix:
        width < 1 || height < 1
          ? say('put something into it.')
          : say('stay below {longest} pixels per side: use a smaller scale, or several figures.', { longest }),
    })
  const pen = penOf(width, height)
  if (background !== 'none') pen.fill(0, 0, width, height, background ?? theme.background)
  pen.context.scale(scale, scale)
  whole.draw(pen, 0, 0)
  return await encodePng(pen.context.getImageData(0, 0, width, height).data, width, height, colours === 'few')
}

/** Where on a canvas, in which theme, how large. */
export interface DrawOptions {
  /** Where its upper left corner is, in CSS pixels; 0 by default. */
  readonly x?: number
  readonly y?: number
  readonly theme?: ThemeName
  /** Device pixels to a CSS pixel (a page's devicePixelRatio); 1 by default. */
  readonly scale?: number
  /** CSS font families instead of the usual ones. */
  readonly family?: string
}

/**
 * Draws a figure onto a canvas and gives back its size in CSS pixels. The background is left as it is, and the context's state
 * too. In Node, `await loadFonts()` once before.
 * @throws OptionError
 */
export function drawOn(context: DrawingContext, figure: Figure, options?: DrawOptions): Size {
  const { pen, x, y } = penFor('drawOn', context, figure, options)
  context.save()
  try {
    context.scale(pen.scale, pen.scale)
    figure.draw(pen, x, y)
  } finally {
    context.restore()
  }
  return pen.sizeOf(figure)
}

/** The size that a figure will have, in CSS pixels: a page makes its canvas with it, then calls `drawOn`. @throws OptionError */
export function sizeOn(context: DrawingContext, figure: Figure, options?: DrawOptions): Size {
  const { pen } = penFor('sizeOn', context, figure, options)
  context.save()
  try {
    return pen.sizeOf(figure)
  } finally {
    context.restore()
  }
}

function penFor(owner: string, context: DrawingContext, figure: Figure, options: DrawOptions | undefined) {
  const { x = 0, y = 0, theme, scale = 1, family } = knownOptions(owner, options, ['x', 'y', 'theme', 'scale', 'family'])
  checkFigures(owner, [figure])
  if (typeof context?.fillText !== 'function')
    throw wrongOption(owner, say('the context'), context, say("a canvas's getContext('2d')"))
  realOption(owner, 'scale', scale, { min: 0.25, max: 8 })
  realOption(owner, 'x', x)
  realOption(owner, 'y', y)
  const loaded = loadedCanvas()
  const pen = new Pen({
    context,
    theme: themeOf(owner, theme),
    family: family ?? loaded.family,
    scale,
    makeCanvas: loaded.makeCanvas,
  })
  return { pen, x, y }
}
