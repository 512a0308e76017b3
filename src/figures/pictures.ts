/**
 * Many small pictures in a grid (feature maps, filters, digits, mistakes), with what a reader must know to compare them:
 * whether they share one scale, which, and what is not a number. Rows line up: titles, pictures and captions each on a level of
 * their own.
 */

import { OptionError } from '../errors/errors.ts'
import { booleanOption, choiceOption, knownOptions, realOption, wholeOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Language, languages } from '../text/language.ts'
import { endText, numberText } from '../text/numbers.ts'
import { colourBar } from './colourBar.ts'
import { type ColourMap, mapOption } from './colourMap.ts'
import { image, type Overlay, rangeFor } from './image.ts'
import { column, row, titled } from './layout.ts'
import { baseline, type Figure, type Font, lineHeight, type Pen } from './pen.ts'
import { text } from './text.ts'
import { countMarked, type ImageValues, type Plane, planeOf, type Range, rangeOf, rangeOption } from './values.ts'

/** One picture of a grid, with its words and marks. */
export interface PictureCell {
  readonly image: ImageValues
  /** Above it. */
  readonly title?: string | undefined
  /** Below it. */
  readonly caption?: string | undefined
  /** A tick or a cross before the caption, and a frame in its colour. */
  readonly mark?: 'right' | 'wrong' | undefined
  readonly overlays?: readonly Overlay[] | undefined
}

/** The pictures, their scale, and how they stand. */
export interface PicturesOptions {
  readonly title?: string | undefined
  readonly subtitle?: string | undefined
  readonly cells: readonly PictureCell[]
  /** By default as many as fit into about 790 CSS pixels, in rows of equal length. */
  readonly columns?: number
  /** CSS pixels that a picture may be wide (84 by default, up to six 112); small ones are enlarged by a whole or half number. */
  readonly cellWidth?: number
  readonly map?: ColourMap
  /** One scale for all ('shared', usual), or each picture's own. It is said in small print. */
  readonly scale?: 'own' | 'shared'
  /** The shared scale, where it is not to be found from the values. */
  readonly range?: Range
  /** The key to the colours; by default where the scale is shared. */
  readonly colourBar?: boolean
  /** The small print; true by default. Leave it out where everybody knows the scale, as of photographs. */
  readonly print?: boolean
  /** Of the small print. */
  readonly lang?: Language
}

const known = ['title', 'subtitle', 'cells', 'columns', 'cellWidth', 'map', 'scale', 'range', 'colourBar', 'print', 'lang']
const titleFont: Font = { size: 12, weight: 700 }
const captionFont: Font = { size: 12 }
const markWidth = 15

// biome-ignore format: one language a line
const words = {
  en: {
    shared: (range: string) => `One scale for all: ${range}`, one: (range: string) => `Scale: ${range}`, own: 'Each picture has its own scale, from its lowest value to its highest',
    ownSigned: 'Each picture has its own scale, zero in the middle', marked: (n: number) => `Green: ${n === 1 ? 'one value is' : `${numberText(n)} values are`} not finite`, to: ' to ', same: (v: string) => `all values are ${v}`,
  },
  ko: {
    shared: (range: string) => `모두 같은 눈금: ${range}`, one: (range: string) => `눈금: ${range}`, own: '그림마다 눈금이 다름: 가장 작은 값부터 가장 큰 값까지',
    ownSigned: '그림마다 눈금이 다름: 가운데가 0', marked: (n: number) => `초록색: 유한하지 않은 값 ${numberText(n)}개`, to: ' ~ ', same: (v: string) => `모든 값이 ${v}`,
  },
}

/**
 * A grid of pictures with titles, captions and marks.
 * @throws OptionError without cells, for options that are unknown or wrong; ShapeError, as `image` does
 */
export function pictures(options: PicturesOptions): Figure {
  const given = knownOptions('pictures', options, known)
  const { cells, scale = 'shared', print = true, lang = 'en' } = given
  if (!Array.isArray(cells)) throw wrongOption('pictures', 'cells', cells, say('a list of { image, title?, caption?, mark? }'))
  if (cells.length === 0)
    throw new OptionError({
      code: 'empty',
      message: say('pictures has no cells to draw.'),
      fix: say('pass at least one, or leave out the figure.'),
    })
  const map = mapOption('pictures', given.map)
  choiceOption('pictures', 'scale', scale, ['own', 'shared'])
  choiceOption('pictures', 'lang', lang, languages)
  booleanOption('pictures', 'print', print)
  if (given.colourBar !== undefined) booleanOption('pictures', 'colourBar', given.colourBar)
  if (given.range !== undefined && scale === 'own')
    throw wrongOption(
      'pictures',
      'range',
      given.range,
      say("left out when scale is 'own'"),
      say("use scale: 'shared', or leave out the range."),
    )
  const planes = cells.map((cell, i) => {
    const owner = `pictures, cell ${i + 1}`
    knownOptions(owner, cell, ['image', 'title', 'caption', 'mark', 'overlays'])
    if (cell.mark !== undefined) choiceOption(owner, 'mark', cell.mark, ['right', 'wrong'])
    return planeOf(owner, cell.image)
  })
  const cellWidth = realOption('pictures', 'cellWidth', given.cellWidth ?? (cells.length > 6 ? 84 : 112), { min: 4 })
  const widths = planes.map((plane) => zoomed(plane, cellWidth, given.cellWidth === undefined ? 24 : Infinity))
  const widest = Math.max(...cells.map((cell, i) => usualWidth(cell, widths[i]!, cellWidth)))
  const columns = wholeOption('pictures', 'columns', given.columns ?? usualColumns(cells.length, widest))
  const flat = planes.filter(({ channels }) => channels === 1)
  const fixed = given.range && rangeOption('pictures', given.range)
  const shared = scale === 'own' ? undefined : ((fixed && rangeFor(flat[0] ?? planes[0]!, map, fixed)) ?? rangeOf(flat, map))
  const images = cells.map(({ image: values, mark, overlays = [] }, i) =>
    image(values, {
      map,
      width: widths[i]!,
      frame: mark ?? true,
      overlays,
      ...rangeOfCell(planes[i]!, shared, fixed),
    }),
  )
  const parts = [cellGrid(cells, images, columns, cellWidth)]
  const small = print && smallPrint({ planes, flat, shared, map, lang, bar: given.colourBar ?? scale === 'shared' })
  if (small) parts.push(small)
  const whole = column(parts, { gap: 18 })
  return given.title || given.subtitle ? titled(given.title ?? '', whole, { subtitle: given.subtitle }) : whole
}

/**
 * Colour pictures keep 0 … 255 unless a range was given. A shared range that is a single value is found again by each picture
 * itself.
 */
function rangeOfCell({ channels }: Plane, shared: Range | undefined, fixed: Range | undefined): { range?: Range } {
  const range = channels === 3 ? fixed : shared
  return range && range[0] < range[1] ? { range } : {}
}

/** Rows of equal length that are at most about 790 wide. */
function usualColumns(count: number, cell: number): number {
  const most = Math.max(1, Math.floor((790 + beside) / (cell + beside)))
  return Math.ceil(count / Math.ceil(count / most))
}

/** About how wide a cell gets: its picture, or its words (seven pixels a letter) as far as they may widen it. */
function usualWidth({ title = '', caption = '' }: PictureCell, picture: number, cellWidth: number): number {
  return Math.max(picture + 2, Math.min(Math.max(cellWidth, 64), 7 * Math.max(title.length, caption.length)))
}

/**
 * The width that an image is drawn at, so that it fits into the cell and is at most half as high again: its pixels whole
 * or half CSS pixels large, as long as it is small; by default no larger than 24.
 */
function zoomed({ width, height }: Plane, cellWidth: number, largest: number): number {
  const zoom = Math.min(cellWidth / width, (1.5 * cellWidth) / height, largest)
  return zoom >= 4 ? Math.floor(zoom) * width : zoom >= 1 ? (Math.floor(2 * zoom) / 2) * width : zoom * width
}

/** Between neighbours in a row. */
const beside = 14

function cellGrid(cells: readonly PictureCell[], images: readonly Figure[], columns: number, cellWidth: number): Figure {
  const used = Math.min(columns, cells.length)
  /** All that is measured: the common width of the cells, and each row's three heights. */
  const layout = (pen: Pen) => {
    const wanted = cells.map(({ title = '', caption = '', mark }) =>
      Math.max(pen.widthOf(title, titleFont), pen.widthOf(caption, captionFont) + (mark ? markWidth : 0)),
    )
    const width = Math.max(
      ...images.map((one) => pen.sizeOf(one).width),
      Math.ceil(Math.min(Math.max(cellWidth, 64), Math.max(...wanted))),
    )
    const texts = cells.map(({ title, caption, mark }) => ({
      title: title ? pen.lines(title, titleFont, width) : [],
      caption: caption ? pen.lines(caption, captionFont, width - (mark ? markWidth : 0)) : [],
    }))
    const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, r) => {
      const highest = (of: (i: number) => number) =>
        Math.max(...cells.slice(r * columns, (r + 1) * columns).map((_, c) => of(r * columns + c)))
      const titles = highest((i) => texts[i]!.title.length) * lineHeight(titleFont.size)
      const captions = highest((i) => Math.max(texts[i]!.caption.length, cells[i]!.mark ? 1 : 0)) * lineHeight(captionFont.size)
      const picture = highest((i) => pen.sizeOf(images[i]!).height)
      const [above, below] = [titles ? titles + 4 : 0, captions ? captions + 5 : 0]
      return { titles, above, picture, height: above + picture + below }
    })
    const between = rows.some((one) => one.height > one.picture) ? 18 : 12
    return { width, texts, rows, between }
  }
  return {
    measure(pen) {
      const { width, rows, between } = layout(pen)
      return {
        width: used * (width + beside) - beside,
        height: rows.reduce((sum, { height }) => sum + height + between, -between),
      }
    },
    draw(pen, x, y) {
      const { width, texts, rows, between } = layout(pen)
      let top = y
      rows.forEach(({ titles, above, picture, height }, r) => {
        for (let i = r * columns; i < Math.min(cells.length, (r + 1) * columns); i++) {
          const left = x + (i - r * columns) * (width + beside)
          const { title, caption } = texts[i]!
          const first = top + titles - title.length * lineHeight(titleFont.size) + baseline(titleFont.size)
          title.forEach((one, k) => {
            pen.write(one, left, first + k * lineHeight(titleFont.size), titleFont, pen.theme.strong)
          })
          images[i]!.draw(pen, left, top + above)
          const under = top + above + picture + 5 + baseline(captionFont.size)
          const { mark } = cells[i]!
          if (mark) drawMark(pen, mark, left + 1, under)
          caption.forEach((one, k) => {
            const line = under + k * lineHeight(captionFont.size)
            pen.write(one, left + (mark ? markWidth : 0), line, captionFont, mark ? pen.theme.strong : pen.theme.soft)
          })
        }
        top += height + between
      })
    },
  }
}

/** A tick or a cross, nine pixels high, standing on the baseline. */
function drawMark(pen: Pen, mark: 'right' | 'wrong', x: number, y: number): void {
  const strokes =
    mark === 'right'
      ? [
          [
            [0, -4],
            [3, -0.5],
            [9, -8.5],
          ],
        ]
      : [
          [
            [0.5, -8],
            [8, -0.5],
          ],
          [
            [8, -8],
            [0.5, -0.5],
          ],
        ]
  for (const points of strokes)
    pen.stroke(
      points.map(([dx, dy]) => [x + dx!, y + dy!] as const),
      pen.theme[mark],
      2,
    )
}

interface Print {
  readonly planes: readonly Plane[]
  readonly flat: readonly Plane[]
  readonly shared: Range | undefined
  readonly map: ColourMap
  readonly lang: Language
  readonly bar: boolean
}

/** What is said below: the scale, with its key, and what is marked. Nothing for colour pictures in which all is finite. */
function smallPrint({ planes, flat, shared, map, lang, bar }: Print): Figure | undefined {
  const texts = words[lang]
  const lines: string[] = []
  const constant = shared && shared[0] === shared[1]
  if (flat.length > 0) {
    if (!shared) lines.push(map === 'signed' ? texts.ownSigned : texts.own)
    else {
      const range = constant
        ? texts.same(numberText(shared[0]))
        : `${endText(shared[0], shared)}${texts.to}${endText(shared[1], shared)}`
      lines.push(flat.length > 1 ? texts.shared(range) : texts.one(range))
    }
  }
  const marked = countMarked(planes)
  if (marked > 0) lines.push(texts.marked(marked))
  if (lines.length === 0) return undefined
  const print = text(lines.join('\n'), { size: 12, tone: 'soft' })
  if (!bar || flat.length === 0 || constant) return print
  if (shared)
    return row([colourBar({ map, range: shared, length: 160, direction: 'horizontal' }), print], {
      gap: 20,
    })
  const ends: Range = map === 'signed' ? [-1, 1] : [0, 1]
  return row([colourBar({ map, range: ends, length: 160, direction: 'horizontal', format: () => '' }), print], { gap: 20 })
}
