/**
 * Whether an image is like those that a network learned from. A softmax shares out all of its certainty whatever it is shown:
 * noise, a letter. Other things tell: how little the scores are raised at all (their energy), and how far three layers' numbers
 * lie from what is usual for the class that is said. Each is held against images of the training data;
 * `measureFamiliarity` (training) does that once. `test/image/measureUnlike.ts` measures how well it tells.
 * Sources: Liu et al. 2020 (energy), arXiv 2010.03759; Lee et al. 2018 (distances of Mahalanobis in layers), arXiv 1807.03888.
 */
import type { ModelGraph } from '../graph/modelGraph.ts'
import { neededBy } from '../graph/neededBy.ts'
import { inputNode, type Node, seeInput } from '../graph/node.ts'
import { exp, log } from '../math/elementary.ts'
import { random, streams } from '../math/random.ts'
import { type Shape, sizeOf } from '../values/shape.ts'
import { type Gaussians, squaredDistance } from './gaussians.ts'
import { type InspectedImage, type InspectedNetwork, imageOf } from './lookedAt.ts'

/** The layers that are asked. */
export interface FamiliarLayers {
  /** The scores: the last layer, or what its softmax reads. */
  readonly scores: string
  /** The first layer that sees the image as a whole, with weights below it; there may be none. */
  readonly whole: string | undefined
  /** The last layer with weights before that whose output is feature maps; there may be none. */
  readonly maps: string | undefined
}

/** What is known of the images that a network learned from: plain numbers, for one network with its weights. */
export interface Familiarity {
  readonly layers: FamiliarLayers
  /** How many training images it was made from. */
  readonly images: number
  /** The share of training images that lie below the limit. */
  readonly share: number
  /** Of the energy and of each layer's distance: what is subtracted (the median), and the scale. */
  readonly middles: readonly number[]
  readonly scales: readonly number[]
  readonly scores: Gaussians
  readonly whole: Gaussians | undefined
  readonly maps: Gaussians | undefined
}

/** How unlike the training images one image is. */
export interface Unlikeness {
  /** 1 is the limit: what lies above it is unlike anything that was learned. Below 0 is more familiar than most. */
  readonly value: number
  /** Whether it lies above. */
  readonly unlike: boolean
}

/**
 * How much energy, scores, whole and maps count, by experiment: energy tells best what is not writing at all, the others tell
 * letters from digits.
 */
const weights = [2, 1, 1, 1]

/** Layers of more numbers are folded into so many; of many classes into fewer, so that it stays a small file. */
const mostFeatures = 128
const mostNumbers = 500_000

/** Which layers tell; undefined for a model whose scores come from no layer. */
export function familiarLayers(model: ModelGraph): FamiliarLayers | undefined {
  const { nodes } = model
  let last = model.outputs[0]!
  if (model.givesProbabilities) last = nodes[last]!.inputs[0]!
  if (last === inputNode || sizeOf(nodes[last]!.shape) < 2) return undefined
  const hasWeights = ({ parameters }: Node) => Object.keys(parameters).length > 0
  const learned: boolean[] = []
  const onTheWay = neededBy(nodes, [last])
  let [whole, maps]: (string | undefined)[] = []
  const sees = seeInput(nodes)
  for (const [position, node] of nodes.slice(0, last).entries()) {
    learned.push(hasWeights(node) || node.inputs.some((input) => input !== inputNode && learned[input]))
    if (!onTheWay.has(position)) continue
    const isWhole = sizeOf(node.shape) === node.shape[0]
    if (!isWhole && hasWeights(node) && sees[position]) maps = node.name
    if (!isWhole || !learned.at(-1) || !sees[position]) continue
    whole = node.name
    break
  }
  return { scores: nodes[last]!.name, whole, maps }
}

/** How many numbers a layer of this shape is looked at in: `viewOf` makes them. */
export function viewSize(shape: Shape, classes: number): number {
  const full = sizeOf(shape) === shape[0] ? shape[0] : 2 * shape[0]!
  return Math.max(1, Math.min(full, mostFeatures, Math.floor(Math.sqrt((2 * mostNumbers) / classes))))
}

/**
 * What is looked at of one layer's output. Of a layer that sees the image as a whole: its numbers. Of feature maps: how much
 * and how strongly each filter answers (the mean and the largest of what is above 0), wherever it is. Many are folded into fewer:
 * each is added to one of them or subtracted, by chance but always the same one, so that distances stay what they were on
 * average (Charikar, Chen, Farach-Colton 2002).
 */
export function viewOf(output: ArrayLike<number>, shape: Shape, size: number): Float32Array {
  const [channels = 1] = shape
  const places = sizeOf(shape) / channels
  const numbers = places === 1 ? output : answersOf(output, channels, places)
  if (numbers.length === size) return Float32Array.from(numbers)
  const source = random(0, streams.order, numbers.length)
  const view = new Float32Array(size)
  for (let i = 0; i < numbers.length; i++) {
    const bits = source.bits(i)
    view[(bits >>> 1) % size]! += bits & 1 ? numbers[i]! : -numbers[i]!
  }
  return view
}

function answersOf(maps: ArrayLike<number>, channels: number, places: number): Float32Array {
  const answers = new Float32Array(2 * channels)
  for (let c = 0; c < channels; c++) {
    let [sum, most] = [0, 0]
    for (let i = c * places; i < (c + 1) * places; i++) {
      const value = Math.max(0, maps[i]!)
      sum += value
      most = Math.max(most, value)
    }
    answers[2 * c] = sum / places
    answers[2 * c + 1] = most
  }
  return answers
}

/** Of one image, before they are held against others: the energy, and each layer's distance from the class that is said. */
export function rawMeasures(
  { scores: ofScores, whole, maps }: Pick<Familiarity, 'scores' | 'whole' | 'maps'>,
  scores: ArrayLike<number>,
  scoresView: ArrayLike<number>,
  wholeView: ArrayLike<number> | undefined,
  mapsView: ArrayLike<number> | undefined,
): number[] {
  let said = 0
  for (let k = 1; k < scores.length; k++) if (scores[k]! > scores[said]!) said = k
  let sum = 0
  for (let k = 0; k < scores.length; k++) sum += exp(scores[k]! - scores[said]!)
  return [
    -(scores[said]! + log(sum)),
    squaredDistance(ofScores, said, scoresView),
    whole && wholeView ? squaredDistance(whole, said, wholeView) : 0,
    maps && mapsView ? squaredDistance(maps, said, mapsView) : 0,
  ]
}

/** The measures, each on its scale and with its weight, added. */
export function sumOf({ middles, scales }: Pick<Familiarity, 'middles' | 'scales'>, measures: readonly number[]): number {
  return measures.reduce((sum, value, i) => sum + (weights[i]! * (value - middles[i]!)) / scales[i]!, 0)
}

/**
 * How unlike the training images one image is, as the network reads it.
 * @throws ShapeError for an image of another size; OptionError for numbers that are not finite
 */
export async function unlikeness(
  network: Pick<InspectedNetwork, 'model' | 'input' | 'featureMaps'>,
  familiarity: Familiarity,
  image: InspectedImage,
): Promise<Unlikeness> {
  const { scores, whole, maps } = familiarity.layers
  const names = [scores, whole, maps].filter((name) => name !== undefined)
  const kept = await network.featureMaps(imageOf('unlikeness', network, image), names)
  const view = (name: string | undefined, known: Gaussians | undefined) => {
    const map = kept.find(({ layer }) => layer === name)
    return map && known && viewOf(map.data, map.shape, known.size)
  }
  const said = kept[0]!.data
  const scoresView = viewOf(said, [said.length], familiarity.scores.size)
  const measures = rawMeasures(familiarity, said, scoresView, view(whole, familiarity.whole), view(maps, familiarity.maps))
  const value = sumOf(familiarity, measures)
  // What is not a number is unlike, too.
  return { value, unlike: !(value <= 1) }
}
