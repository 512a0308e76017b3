/**
 * What there is to see of a run, as numbers: how it went, what its network predicts of the test images, where it errs, and
 * one image on its way through the layers. drawings.ts draws it, report.ts tells it.
 */
import type { RealArray } from '../backends/backend.ts'
import type { Dataset } from '../data/dataset.ts'
import type { Summary } from '../graph/summary.ts'
import { filterParameter, layersToShow } from '../inspect/layersToShow.ts'
import { argMax } from '../metrics/argMax.ts'
import { confusionMatrix } from '../metrics/metrics.ts'
import { probabilitiesOf } from '../metrics/probabilities.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import type { Network } from '../network/network.ts'
import { predict } from '../training/evaluate.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { type AugmentedLook, lookAtAugmented } from './augmented.ts'
import { partsOf, type RunData } from './data.ts'
import { type ExampleImage, shownImage } from './exampleImage.ts'
import { lastEpoch, type MetricsLine } from './metrics.ts'
import type { Run } from './run.ts'

export interface RunLook {
  readonly run: Run
  readonly lines: readonly MetricsLine[]
  readonly summary: Summary
  /** Names of the classes. */
  readonly classes: readonly string[]
  /** The images that were judged: the test set, or (where there is none) the training set. */
  readonly judged: { readonly part: 'test' | 'validation' | 'training'; readonly images: number }
  /** [label][predicted] → count; undefined for data without labels. */
  readonly confusion: readonly (readonly number[])[] | undefined
  readonly mistakes: readonly Mistake[]
  /** All that were misclassified; `mistakes` are the worst of them. */
  readonly mistakeCount: number
  /** The filters of the first convolution, [filters, channels, height, width]. */
  readonly filters: { readonly layer: string; readonly shape: Shape; readonly data: ArrayLike<number> } | undefined
  /** Training images as the network saw them, where they were augmented. */
  readonly augmented: AugmentedLook | undefined
  readonly example: Example
}

/** A misclassified image. */
export interface Mistake {
  readonly index: number
  readonly label: number
  readonly predicted: number
  /** The probability that the network gave to what it predicted, and to the label. */
  readonly sure: number
  readonly labelSure: number
  readonly image: ExampleImage
}

/** One image on its way through the network. */
export interface Example {
  readonly index: number
  readonly label: number | undefined
  readonly predicted: number | undefined
  /** The probability of each class. */
  readonly probabilities: readonly number[]
  readonly image: ExampleImage
  /** Each layer's own output, before the activation that follows. */
  readonly maps: readonly FeatureMap[]
}

const mostMistakes = 24

/** Looks at a network that holds the run's weights. `known`: its scores of the test images, where they are known. */
export async function lookAtRun(run: Run, net: Network, all: RunData, known?: RealArray): Promise<RunLook> {
  const data = partsOf(all, run.config.training)
  const judged = data.test ?? data.validation ?? data.training
  const classes = judged.classes ?? Array.from({ length: sizeOf(run.model.outputShape) }, (_, k) => String(k))
  const scores = judged.labels ? (known ?? (await predict(net, judged))) : undefined
  const said = scores ? verdicts(scores, judged, classes.length) : undefined
  const wrong = said ? [...said.keys()].filter((n) => said[n] !== judged.label(n)) : []
  const mistakes = scores && said ? wrong.map((n) => mistakeOf(judged, n, scores, classes.length, said[n]!)) : []
  mistakes.sort((a, b) => b.sure - a.sure || a.index - b.index)
  const shown = mistakes.slice(0, mostMistakes)
  // The first image that is classified correctly: what a network does with it is what it is for.
  const right = said
    ? Math.max(
        0,
        said.findIndex((k, n) => k === judged.label(n)),
      )
    : 0
  // The images that are drawn, in memory: the mistakes, and behind them the example.
  const images = await judged.loaded([...shown.map(({ index }) => index), right])
  const lines = await run.metrics()
  return {
    run,
    lines,
    summary: run.model.summary(),
    classes,
    judged: { part: data.test ? 'test' : data.validation ? 'validation' : 'training', images: judged.length },
    confusion: scores && confusionMatrix(scores as Float32Array, labelsOf(judged), classes.length),
    mistakes: shown.map((mistake, k) => ({ ...mistake, image: rawImage(images, k) })),
    mistakeCount: wrong.length,
    filters: await firstFilters(net),
    augmented: await lookAtAugmented(net, data.training, run.config.training, lastEpoch(lines)?.epoch ?? 0),
    example: await exampleOf(net, images, { index: right, scores, said: said?.[right] }),
  }
}

function labelsOf(data: Dataset): Int32Array {
  return Int32Array.from({ length: data.length }, (_, n) => data.label(n))
}

/** The class with the highest score of each image; of equal ones the first. */
function verdicts(scores: ArrayLike<number>, data: Dataset, classes: number): number[] {
  return Array.from({ length: data.length }, (_, n) => argMax(scores, n * classes, classes))
}

type Known = Omit<Mistake, 'image'>

function mistakeOf(data: Dataset, index: number, scores: ArrayLike<number>, classes: number, said: number): Known {
  const probabilities = probabilitiesOf(scores, index, classes)
  const label = data.label(index)
  return { index, label, predicted: said, sure: probabilities[said]!, labelSure: probabilities[label]! }
}

function rawImage(data: Dataset, index: number): ExampleImage {
  return shownImage({ shape: data.stored, data: data.raw(index).slice() }, data.colours)
}

async function firstFilters(net: Network): Promise<RunLook['filters']> {
  const node = net.model.nodes.find(filterParameter)
  if (!node) return undefined
  const { shape, data } = (await net.parameters())[filterParameter(node)!]!
  return { layer: node.name, shape, data }
}

/** Of the last of these images, the index-th of those that were judged. */
async function exampleOf(
  net: Network,
  images: Dataset,
  asked: { readonly index: number; readonly scores: ArrayLike<number> | undefined; readonly said: number | undefined },
): Promise<Example> {
  const { index, scores, said } = asked
  const last = images.length - 1
  return {
    index,
    label: images.labels && images.label(last),
    predicted: said,
    probabilities: scores ? probabilitiesOf(scores, index, sizeOf(net.model.outputShape)) : [],
    image: rawImage(images, last),
    maps: await net.featureMaps(images.image(last), layersToShow(net.model)),
  }
}
