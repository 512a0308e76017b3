/**
 * What a unit sees, drawn over the image: the theoretical box, how much each pixel in it really counts, and which pixels move a
 * class' score. The numbers come from `striate/inspect`; the lines and blends are in overlays.ts.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { choiceOption, knownOptions, realOption, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { EffectiveField } from '../inspect/effectiveReceptiveField.ts'
import type { LayerField, PixelBox } from '../inspect/receptiveField.ts'
import { type Language, languages } from '../text/language.ts'
import { numberText, percentText } from '../text/numbers.ts'
import { column, titled } from './layout.ts'
import { blended, blendedBar, type Line, lined, type Margin } from './overlays.ts'
import type { Figure, Pen } from './pen.ts'
import { text } from './text.ts'
import { type ImageValues, planeOf, type Range, rangeOption } from './values.ts'

/** What the figures over an image share. */
export interface OverImageOptions {
  readonly title?: string | undefined
  readonly subtitle?: string | undefined
  /** The image's width in CSS pixels; about 360 by default. */
  readonly width?: number
  /** The image's values that are black and white; by default its own lowest and highest, for colours 0 to 255. */
  readonly range?: Range
  /** Of the small print. */
  readonly lang?: Language
}

/** What `theoreticalField` can be told. */
export interface TheoreticalFieldOptions extends OverImageOptions {
  /** The image, of the size that the model reads. */
  readonly image: ImageValues
  /** Of `receptiveField(model, layer)`. */
  readonly field: LayerField
  /** Places of the layer's map, [row, column]; its middle by default. */
  readonly units?: readonly (readonly [number, number])[]
}

/** What `effectiveField` can be told. */
export interface EffectiveFieldFigureOptions extends OverImageOptions {
  /** The image under it, of the size that the model reads; black where there is none. */
  readonly image?: ImageValues
  /** Of `effectiveReceptiveField(network, layer)`. */
  readonly field: EffectiveField
}

/** What `saliencyOver` can be told. */
export interface SaliencyOverOptions extends OverImageOptions {
  readonly image: ImageValues
  /** [height, width]: `map` of `saliency`, `upsampled` of `occlusionMap`. Values below 0 make it a signed map. */
  readonly map: ImageValues
}

const shared = ['title', 'subtitle', 'width', 'range', 'lang']

// biome-ignore format: one language a line
const words = {
  en: {
    box: (layer: string, size: string, units: string) => `"${layer}": a unit's receptive field is ${size} pixels; here that of ${units}`, dashed: 'Dashed: the whole field; outside the image is padding', outside: 'It sees nothing of the image: all of its field is padding',
    heat: 'Colours: mean |∂unit/∂pixel|, from 0 to its largest', ellipses: (sigma: string, fit: string) => `Ellipses: its Gaussian at 1σ and 2σ; σ = ${sigma} pixels, ${fit}`, poor: 'a poor fit (R² below 0)', line: 'The Gaussian has no width in one direction and is not drawn',
    shares: (size: string, count: string, share: string) => `Box: the theoretical field, ${size}; the effective one is ${count} pixels wide, ${share} of it`,
    plain: 'Colours: how strongly a pixel moves the score, from 0 to the largest', signed: (most: string) => `Red: raises the score; blue: lowers it (±${most})`,
  },
  ko: {
    box: (layer: string, size: string, units: string) => `"${layer}": 유닛 하나의 수용 영역은 ${size} 픽셀; 여기서는 ${units}`, dashed: '점선: 수용 영역 전체 (이미지 밖은 패딩)', outside: '수용 영역이 모두 패딩이라 이미지에서 보는 것이 없음',
    heat: '색: 평균 |∂유닛/∂픽셀|, 0부터 가장 큰 값까지', ellipses: (sigma: string, fit: string) => `타원: 가우스 근사의 1σ와 2σ; σ = ${sigma} 픽셀, ${fit}`, poor: '잘 맞지 않음(R²가 0보다 작음)', line: '한 방향의 폭이 0이라 가우스 근사는 그리지 않음',
    shares: (size: string, count: string, share: string) => `상자: 이론적 수용 영역 ${size}; 유효 수용 영역의 폭은 ${count} 픽셀, 그 ${share}`,
    plain: '색: 픽셀이 점수를 움직이는 세기, 0부터 가장 큰 값까지', signed: (most: string) => `빨강: 점수를 올림, 파랑: 점수를 내림 (±${most})`,
  },
}

/**
 * The theoretical receptive field of one or more units over an image. Where it reaches into the padding, the whole box is dashed
 * and the part in the image drawn through.
 * @throws OptionError for unknown options and units that are not there; ShapeError where the image is not of the model's size
 */
export function theoreticalField(options: TheoreticalFieldOptions): Figure {
  const owner = 'theoreticalField'
  const given = knownOptions(owner, options, [...shared, 'image', 'field', 'units'])
  const { image, field } = given
  if (typeof field?.unit !== 'function')
    throw wrongOption(owner, 'field', field, say('what receptiveField(model, layer) returns'))
  const { lang, zoomOf, range, finish } = checkShared(owner, given)
  refuseSize(owner, image, field.input)
  const { units = [[(field.units[0] - 1) >> 1, (field.units[1] - 1) >> 1]] } = given
  if (!Array.isArray(units) || units.length === 0)
    throw new OptionError({
      code: 'empty',
      message: say('{owner}: there are no units to draw.', { owner }),
      fix: say('leave out `units` to draw the middle one.'),
    })
  const boxes = units.map(([y, x]) => ({ whole: field.unit(y, x), clipped: field.unit(y, x, { clipped: true }) }))
  const lines = boxes.flatMap(({ whole, clipped }): Line[] => [
    ...(same(whole, clipped) ? [] : [{ box: whole, dashed: true }]),
    ...(isEmpty(clipped) ? [] : [{ box: clipped }]),
    { dot: [(whole[0] + whole[2] - 1) / 2, (whole[1] + whole[3] - 1) / 2] },
  ])
  const texts = words[lang]
  const print = [
    texts.box(field.layer, field.size.join(' × '), units.map((unit) => `(${unit.join(', ')})`).join(', ')),
    ...(boxes.some(({ whole, clipped }) => !same(whole, clipped)) ? [texts.dashed] : []),
    ...(boxes.some(({ clipped }) => isEmpty(clipped)) ? [texts.outside] : []),
  ]
  const margin = marginOf(
    boxes.map(({ whole }) => whole),
    field.input,
  )
  const zoom = zoomOf(image, margin)
  return finish(lined(image, lines, zoom, margin, range), print)
}

/**
 * The effective receptive field as heat over the image, with its Gaussian's ellipses at 1σ and 2σ and the box of the
 * theoretical field (dashed where it reaches into the padding).
 * @throws OptionError for unknown options; ShapeError where the image is not of the field's size
 */
export function effectiveField(options: EffectiveFieldFigureOptions): Figure {
  const owner = 'effectiveField'
  const given = knownOptions(owner, options, [...shared, 'image', 'field'])
  const { image, field } = given
  if (!field?.gaussian || !field.theoretical)
    throw wrongOption(owner, 'field', field, say('what effectiveReceptiveField(network, layer) returns'))
  const { lang, zoomOf, range, finish } = checkShared(owner, given)
  const { box, clipped, size } = field.theoretical
  const { centre, sigma, r2 } = field.gaussian
  const largest = field.absolute.reduce((a, b) => Math.max(a, b), 0)
  const picture = blended(owner, image, { shape: field.shape, data: field.absolute }, 'heat', largest, range)
  const texts = words[lang]
  const wide = sigma[0] > 0 && sigma[1] > 0
  const lines: Line[] = [
    ...(same(box, clipped) ? [] : [{ box, dashed: true }]),
    { box: clipped },
    ...(wide
      ? [
          { ellipse: centre, radii: sigma },
          { ellipse: centre, radii: [2 * sigma[0], 2 * sigma[1]] as const, dashed: true },
        ]
      : []),
  ]
  // Below 0 the mean of the field says more than the Gaussian: the number itself would only puzzle.
  const fit = r2 < 0 ? texts.poor : `R² = ${r2.toFixed(2)}`
  const print = [
    texts.heat,
    wide ? texts.ellipses(sigma.map((one) => one.toFixed(1)).join(' × '), fit) : texts.line,
    texts.shares(size.join(' × '), field.size.count.toFixed(1), percentText(field.share.count, 0.01)),
    ...(same(box, clipped) ? [] : [texts.dashed]),
  ]
  const margin = marginOf([box], field.shape)
  const zoom = zoomOf(picture, margin)
  const bar = largest > 0 ? [blendedBar('heat', largest)] : []
  return finish(lined(picture, lines, zoom, margin), print, bar)
}

/**
 * Which pixels move a class' score, over the image: heat, or, where there are values below 0, red and blue.
 * @throws OptionError for unknown options; ShapeError where the image and the map are of different sizes
 */
export function saliencyOver(options: SaliencyOverOptions): Figure {
  const owner = 'saliencyOver'
  const given = knownOptions(owner, options, [...shared, 'image', 'map'])
  const { image, map } = given
  const { lang, zoomOf, range, finish } = checkShared(owner, given)
  planeOf(owner, image)
  const plane = planeOf(owner, map)
  const [largest, least] = [0, 1].map((sign) => {
    let most = 0
    for (let i = 0; i < plane.data.length; i++) {
      const value = plane.data[i]!
      if (Number.isFinite(value)) most = Math.max(most, sign ? -value : Math.abs(value))
    }
    return most
  }) as [number, number]
  const colours = least > 0 ? 'signed' : 'heat'
  const texts = words[lang]
  const picture = blended(owner, image, map, colours, largest, range)
  const bar = largest > 0 ? [blendedBar(colours, largest)] : []
  return finish(
    lined(picture, [], zoomOf(picture, [0, 0, 0, 0]), [0, 0, 0, 0]),
    [least > 0 ? texts.signed(numberText(Number(largest.toPrecision(2)))) : texts.plain],
    bar,
  )
}

/** The options that all share, and what follows from them. */
function checkShared(owner: string, { title, subtitle, width = 360, range, lang = 'en' }: OverImageOptions) {
  realOption(owner, 'width', width, { min: 8, max: 4096 })
  choiceOption(owner, 'lang', lang, languages)
  return {
    lang,
    range: range && rangeOption(owner, range),
    /** CSS pixels a pixel: a whole number where the image is small. */
    zoomOf(image: ImageValues, [, left, , right]: Margin): number {
      const zoom = width / (planeOf(owner, image).width + left + right)
      return zoom >= 2 ? Math.floor(zoom) : zoom
    },
    finish(figure: Figure, print: readonly string[], bar: readonly Figure[] = []): Figure {
      const small: Figure = {
        measure: (pen) => pen.sizeOf(fitted(pen)),
        draw: (pen, x, y) => fitted(pen).draw(pen, x, y),
      }
      // As wide as the image, but never a narrow strip of words.
      const fitted = (pen: Pen) => {
        const room = Math.max(300, pen.sizeOf(figure).width)
        return text(pen.lines(print.join('\n'), { size: 12 }, room).join('\n'), { size: 12, tone: 'soft' })
      }
      const whole = column([figure, ...bar, small], { gap: 12 })
      return title || subtitle ? titled(title ?? '', whole, { subtitle }) : whole
    },
  }
}

function refuseSize(owner: string, image: ImageValues, [height, width]: readonly [number, number]): void {
  const plane = planeOf(owner, image)
  if (plane.height === height && plane.width === width) return
  throw new ShapeError({
    code: 'image-size',
    message: say('{owner}: the image does not have the size that the model reads.', { owner }),
    numbers: [
      say('image {height}×{width}, model {modelHeight}×{modelWidth}', {
        height: plane.height,
        width: plane.width,
        modelHeight: height,
        modelWidth: width,
      }),
    ],
    fix: say('pass the image as the network reads it.'),
  })
}

/** Room for what reaches past the image, with two pixels more. */
function marginOf(boxes: readonly PixelBox[], [height, width]: readonly [number, number]): Margin {
  const beyond = (of: (box: PixelBox) => number) => {
    const most = Math.max(...boxes.map(of))
    return most > 0 ? most + 2 : 0
  }
  return [
    beyond(([top]) => -top),
    beyond(([, left]) => -left),
    beyond(([, , bottom]) => bottom - height),
    beyond((box) => box[3] - width),
  ]
}

function same(a: PixelBox, b: PixelBox): boolean {
  return a.every((edge, i) => edge === b[i])
}

function isEmpty([top, left, bottom, right]: PixelBox): boolean {
  return bottom <= top || right <= left
}
