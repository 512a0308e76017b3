/** The drawings of a run: curves, filters, feature maps, confusion matrix, mistakes; each a figure by a file's name. */
import { colourBar } from '../figures/colourBar.ts'
import { curves } from '../figures/curves.ts'
import { image } from '../figures/image.ts'
import { column } from '../figures/layout.ts'
import { matrix } from '../figures/matrix.ts'
import type { Figure } from '../figures/pen.ts'
import { type PictureCell, pictures } from '../figures/pictures.ts'
import type { ImageValues } from '../figures/values.ts'
import type { FeatureMap } from '../network/look.ts'
import type { Language } from '../text/language.ts'
import { percentText } from '../text/numbers.ts'
import type { RunLook } from './look.ts'
import type { EpochMetrics, MetricsLine, StepsMetrics } from './metrics.ts'
import { drawnWords } from './words.ts'

export interface Drawing {
  /** The file's name, without its ending. */
  readonly name: string
  readonly figure: Figure
  /** Whether there are words in it, so that it differs from language to language. */
  readonly words: boolean
}

/** Feature maps and filters beyond these are left out, and the report says so. */
export const mostMaps = 64

/** All drawings that a run has matter for, in the order of the report. */
export function drawingsOf(look: RunLook, lang: Language): Drawing[] {
  const epochs = look.lines.filter((line) => line.kind === 'epoch')
  return [
    ...(epochs.length > 0 ? [spoken('loss', lossCurves(look.lines, epochs, lang))] : []),
    ...(epochs.some(({ trainError }) => trainError !== undefined) ? [spoken('error', errorCurves(epochs, lang))] : []),
    ...(look.filters ? [spoken(`filters-${fileName(look.filters.layer)}`, filterGrid(look.filters, lang))] : []),
    silent('digit', pictures({ cells: [{ image: look.example.picture }], cellWidth: 140, print: false, ...bytes })),
    ...look.example.maps.map((map) => {
      // The key to its colours is all that a single tile needs.
      const make = isVector(map) ? silent : spoken
      return make(`maps-${fileName(map.layer)}`, mapGrid(map, lang))
    }),
    ...(look.confusion ? [spoken('confusion', confusionGrid(look, lang))] : []),
    ...(look.mistakes.length > 0 ? [silent('mistakes', mistakeGrid(look))] : []),
  ]
}

function spoken(name: string, figure: Figure): Drawing {
  return { name, figure, words: true }
}

function silent(name: string, figure: Figure): Drawing {
  return { name, figure, words: false }
}

/** A name that is safe in a path, whatever a layer is called. */
export function fileName(layer: string): string {
  return layer.replace(/[^\p{L}\p{N}_-]+/gu, '-')
}

/** Raw pictures are bytes: black is 0 and white 255, however dark the picture. */
const bytes = { map: 'grey', range: [0, 255] } as const

/** The loss within epochs behind the means of training and test, against the epochs. */
function lossCurves(lines: readonly MetricsLine[], epochs: readonly EpochMetrics[], lang: Language): Figure {
  const words = drawnWords[lang]
  const within = lines.filter((line): line is StepsMetrics => line.kind === 'steps')
  const stepsAnEpoch = epochs[0]!.step / epochs[0]!.epoch
  const losses = epochs.flatMap(({ trainLoss, testLoss }) => [trainLoss, testLoss ?? trainLoss])
  return curves({
    x: { label: words.epoch, min: 0, ticks: 'whole' },
    // Two powers of ten and more are seen on a logarithmic scale alone.
    y: {
      label: words.loss,
      log: Math.min(...losses) > 0 && Math.max(...within.map((line) => line.trainLoss), ...losses) > 20 * Math.min(...losses),
    },
    lines: [
      { name: words.steps, style: 'faint', colour: 0, points: within.map((line) => [line.step / stepsAnEpoch, line.trainLoss]) },
      { name: words.training, colour: 0, markers: true, points: epochs.map((line) => [line.epoch, line.trainLoss]) },
      ...testCurve(words.test, epochs, 'testLoss'),
    ],
    width: 440,
    height: 300,
  })
}

function errorCurves(epochs: readonly EpochMetrics[], lang: Language): Figure {
  const words = drawnWords[lang]
  const errors = epochs.flatMap(({ trainError = 1, testError }) => [trainError, testError ?? trainError])
  return curves({
    x: { label: words.epoch, min: 0, ticks: 'whole' },
    y: { label: words.error, format: 'percent', log: Math.min(...errors) > 0 && Math.max(...errors) > 8 * Math.min(...errors) },
    lines: [
      {
        name: words.training,
        colour: 0,
        markers: true,
        points: epochs.map((line) => [line.epoch, line.trainError ?? Number.NaN]),
      },
      ...testCurve(words.test, epochs, 'testError'),
    ],
    width: 440,
    height: 300,
  })
}

function testCurve(name: string, epochs: readonly EpochMetrics[], key: 'testLoss' | 'testError') {
  const points = epochs.flatMap((line) => (line[key] === undefined ? [] : [[line.epoch, line[key]] as const]))
  return points.length > 0 ? [{ name, colour: 1, markers: true, points }] : []
}

/** One tile a filter; of several channels the slices of a filter stand in a row (three of a colour picture, say). At most `most` slices. */
export function filterGrid(
  { shape, data }: Omit<NonNullable<RunLook['filters']>, 'layer'>,
  lang: Language,
  most = mostMaps,
): Figure {
  const [filters, channels, height, width] = shape as [number, number, number, number]
  const size = height * width
  const cells: PictureCell[] = []
  for (let f = 0; f < filters && cells.length < most; f++)
    for (let c = 0; c < channels && cells.length < most; c++)
      cells.push({
        title: channels === 1 ? String(f + 1) : `${f + 1}.${c + 1}`,
        image: { shape: [height, width], data: slice(data, (f * channels + c) * size, size) },
      })
  return pictures({
    cells,
    map: 'signed',
    scale: 'shared',
    lang,
    ...(channels > 1 && channels <= 8 ? { columns: channels * Math.max(1, Math.floor(8 / channels)) } : {}),
  })
}

/** The maps of one layer on one scale: signed where there are values below zero. One value a map: all of them in one tile. */
export function mapGrid({ shape, data }: FeatureMap, lang: Language): Figure {
  const map = Array.prototype.some.call(data, (value: number) => value < 0) ? 'signed' : 'grey'
  const [maps, height = 1, width = 1] = shape as number[]
  const size = height * width
  if (isVector({ shape, data })) return vectorFigure(data, maps!)
  const count = Math.min(maps!, mostMaps)
  const cells = Array.from({ length: count }, (_, c) => ({
    title: String(c + 1),
    image: { shape: [height, width], data: slice(data, c * size, size) },
  }))
  return pictures({ cells, map, scale: 'shared', lang })
}

/** One finite value a map, and not all the same. */
function isVector({ shape, data }: Pick<FeatureMap, 'shape' | 'data'>): boolean {
  return shape.slice(1).every((size) => size === 1) && data.every(Number.isFinite) && data.some((value) => value !== data[0])
}

/** One tile, and the key to its colours. */
function vectorFigure(data: FeatureMap['data'], length: number): Figure {
  const [low, high] = [Math.min(...data), Math.max(...data)]
  const most = Math.max(-low, high)
  const scale = low < 0 ? ({ map: 'signed', range: [-most, most] } as const) : ({ map: 'grey', range: [0, high] } as const)
  const key = colourBar({ ...scale, length: 160, direction: 'horizontal' })
  return column([image(vectorImage(data, length), { ...scale, width: 260 }), key], { gap: 16 })
}

/** A list of numbers as a picture: one row up to 16, else as near to a square as its length divides. */
function vectorImage(data: ArrayLike<number>, length: number): ImageValues {
  let rows = 1
  if (length > 16) for (let d = 2; d * d <= length; d++) if (length % d === 0) rows = d
  return { shape: [rows, length / rows], data }
}

function confusionGrid({ confusion, classes }: RunLook, lang: Language): Figure {
  const words = drawnWords[lang]
  return matrix({
    values: confusion!,
    rows: classes as string[],
    columns: classes as string[],
    rowLabel: words.label,
    columnLabel: words.said,
    tint: 'offDiagonal',
  })
}

function mistakeGrid({ mistakes, classes }: RunLook): Figure {
  const cells = mistakes.map(({ picture, label, said, sure }) => ({
    image: picture,
    caption: `${classes[label]} → ${classes[said]}   ${percentText(sure)}`,
  }))
  return pictures({
    cells,
    columns: Math.min(6, cells.length),
    cellWidth: 84,
    print: false,
    ...(isColour(mistakes[0]!.picture) ? {} : bytes),
  })
}

function isColour({ shape }: { readonly shape: readonly number[] }): boolean {
  return shape.length === 3 && shape[0] === 3
}

function slice(data: ArrayLike<number>, from: number, length: number): ArrayLike<number> {
  return ArrayBuffer.isView(data)
    ? (data as Float32Array).subarray(from, from + length)
    : Array.prototype.slice.call(data, from, from + length)
}
