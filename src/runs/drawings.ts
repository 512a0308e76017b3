/** The drawings of a run: curves, filters, feature maps, confusion matrix, mistakes; each a figure by a file's name. */
import { bars } from '../figures/bars.ts'
import { curves } from '../figures/curves.ts'
import { filterGrid, isVector, mapGrid } from '../figures/layerGrids.ts'
import { matrix } from '../figures/matrix.ts'
import type { Figure } from '../figures/pen.ts'
import { pictures } from '../figures/pictures.ts'
import { extent } from '../math/extent.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import { fileName } from '../storage/fileName.ts'
import type { Language } from '../text/language.ts'
import { percentText } from '../text/numbers.ts'
import type { AugmentedLook } from './augmented.ts'
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

/** All drawings that a run has matter for, in the order of the report. */
export function drawingsOf(look: RunLook, lang: Language): Drawing[] {
  const epochs = look.lines.filter((line) => line.kind === 'epoch')
  const used = new Set<string>()
  /** Layers `a b` and `a/b` have one file name: the second gets a number. */
  const free = (name: string) => {
    let [own, n] = [name, 1]
    while (used.has(own)) own = `${name}-${++n}`
    used.add(own)
    return own
  }
  return [
    ...(epochs.length > 0 ? [spoken('loss', lossCurves(look.lines, epochs, lang))] : []),
    ...(epochs.some(({ trainError }) => trainError !== undefined) ? [spoken('error', errorCurves(epochs, lang))] : []),
    ...(look.augmented ? [spoken('augmented', augmentedGrid(look.augmented, lang))] : []),
    ...(look.filters ? [spoken(`filters-${fileName(look.filters.layer)}`, filterGrid(look.filters, lang))] : []),
    silent('digit', pictures({ cells: [{ image: look.example.image }], cellWidth: 140, print: false, ...bytes })),
    ...look.example.maps.map((map, i, all) => {
      if (i === all.length - 1 && isAnswer(look, map)) return silent(free(`maps-${fileName(map.layer)}`), answerBars(look))
      // The key to its colours is all that a single tile needs.
      const make = isVector(map) ? silent : spoken
      return make(free(`maps-${fileName(map.layer)}`), mapGrid(map, lang))
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

/** Raw images are bytes: black is 0 and white 255, however dark the image. */
const bytes = { map: 'grey', range: [0, 255] } as const

/** The loss within epochs behind the means of training and test, against the epochs. */
function lossCurves(lines: readonly MetricsLine[], epochs: readonly EpochMetrics[], lang: Language): Figure {
  const words = drawnWords[lang]
  const within = lines.filter((line): line is StepsMetrics => line.kind === 'steps')
  const stepsAnEpoch = epochs[0]!.step / epochs[0]!.epoch
  const losses = epochs.flatMap((line) => [line.trainLoss, line.testLoss ?? line.validationLoss ?? line.trainLoss])
  const [least, largest] = extent(losses)
  return curves({
    x: { label: words.epoch, min: 0, ticks: 'whole' },
    // Two powers of ten and more are seen on a logarithmic scale alone.
    y: {
      label: words.loss,
      log: least > 0 && Math.max(largest, extent(within.map((line) => line.trainLoss))[1]) > 20 * least,
    },
    lines: [
      { name: words.steps, style: 'faint', colour: 0, points: within.map((line) => [line.step / stepsAnEpoch, line.trainLoss]) },
      { name: words.training, colour: 0, markers: true, points: epochs.map((line) => [line.epoch, line.trainLoss]) },
      ...curveOf(words.validation, epochs, 'validationLoss'),
      ...curveOf(words.test, epochs, 'testLoss'),
    ],
    width: 440,
    height: 300,
  })
}

function errorCurves(epochs: readonly EpochMetrics[], lang: Language): Figure {
  const words = drawnWords[lang]
  const errors = epochs.flatMap(({ trainError = 1, validationError, testError }) => [
    trainError,
    testError ?? validationError ?? trainError,
  ])
  const [least, largest] = extent(errors)
  return curves({
    x: { label: words.epoch, min: 0, ticks: 'whole' },
    y: { label: words.error, format: 'percent', log: least > 0 && largest > 8 * least },
    lines: [
      {
        name: words.training,
        colour: 0,
        markers: true,
        points: epochs.map((line) => [line.epoch, line.trainError ?? Number.NaN]),
      },
      ...curveOf(words.validation, epochs, 'validationError'),
      ...curveOf(words.test, epochs, 'testError'),
    ],
    width: 440,
    height: 300,
  })
}

type Measured = 'validationLoss' | 'validationError' | 'testLoss' | 'testError'

function curveOf(name: string, epochs: readonly EpochMetrics[], key: Measured) {
  const points = epochs.flatMap((line) => (line[key] === undefined ? [] : [[line.epoch, line[key]] as const]))
  return points.length > 0 ? [{ name, colour: 1, markers: true, points }] : []
}

/** A row an image: as it is, and then epoch by epoch. */
function augmentedGrid({ images, range }: AugmentedLook, lang: Language): Figure {
  const words = drawnWords[lang]
  const cells = images.flatMap(({ original, epochs }, row) =>
    [original, ...epochs].map((image, epoch) => ({
      image,
      ...(row === 0 ? { title: epoch === 0 ? words.original : words.inEpoch(epoch) } : {}),
    })),
  )
  return pictures({ cells, columns: 1 + images[0]!.epochs.length, cellWidth: 96, print: false, map: 'grey', range })
}

/** More classes are squares without names. */
const mostBars = 24

/** Whether a layer's output is the answer: one number for each class. */
function isAnswer({ example, classes, run }: RunLook, { layer, shape }: FeatureMap): boolean {
  const last = run.model.outputNode.name === layer && shape.length === 1 && shape[0] === classes.length
  return last && example.probabilities.length === classes.length && classes.length <= mostBars
}

function answerBars({ example, classes }: RunLook): Figure {
  const rows = classes.map((label, k) => ({ label, value: example.probabilities[k]!, strong: k === example.predicted }))
  return bars({ rows, length: 260 })
}

function confusionGrid({ confusion, classes }: RunLook, lang: Language): Figure {
  const words = drawnWords[lang]
  return matrix({
    values: confusion!,
    rows: classes,
    columns: classes,
    rowLabel: words.actual,
    columnLabel: words.predicted,
    tint: 'offDiagonal',
  })
}

function mistakeGrid({ mistakes, classes }: RunLook): Figure {
  const cells = mistakes.map(({ image, label, predicted, sure }) => ({
    image,
    caption: `${classes[label]} → ${classes[predicted]}   ${percentText(sure)}`,
  }))
  return pictures({
    cells,
    columns: Math.min(6, cells.length),
    cellWidth: 84,
    print: false,
    ...(isColour(mistakes[0]!.image) ? {} : bytes),
  })
}

function isColour({ shape }: { readonly shape: readonly number[] }): boolean {
  return shape.length === 3 && shape[0] === 3
}
