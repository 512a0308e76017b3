/**
 * Whether a picture is like those that a network learned from. A softmax shares out all of its certainty whatever it is shown:
 * noise, a letter. Three other things tell: how little the scores are raised at all (their energy), how far they lie from
 * those of the class that is said, and how far the features of an inner layer do. Each is held against pictures of the training
 * data; `measureFamiliarity` (training) does that once.
 * Sources: Liu et al. 2020 (energy), arXiv 2010.03759; Lee et al. 2018 (distance of Mahalanobis), arXiv 1807.03888.
 */
import type { ModelGraph } from '../graph/modelGraph.ts'
import { inputNode, type Node } from '../graph/node.ts'
import { exp, log } from '../math/elementary.ts'
import { random, streams } from '../math/random.ts'
import { sizeOf } from '../values/shape.ts'
import { type Gaussians, squaredDistance } from './gaussians.ts'
import { type InspectedNetwork, type InspectedPicture, pictureOf } from './lookedAt.ts'

/** The layers that are asked. */
export interface FamiliarLayers {
  /** The scores: the last layer, or what its softmax reads. */
  readonly scores: string
  /** The first layer with weights below it that sees the picture as a whole; there may be none. */
  readonly features: string | undefined
}

/** What is known of the pictures that a network learned from: plain numbers, for one network with its weights. */
export interface Familiarity {
  readonly layers: FamiliarLayers
  /** How many training pictures it was made from. */
  readonly pictures: number
  /** The share of training pictures that lie below the limit. */
  readonly share: number
  /** Of energy, scores and features: what is subtracted (the median), and the scale. */
  readonly middles: readonly number[]
  readonly scales: readonly number[]
  readonly scores: Gaussians
  readonly features: Gaussians | undefined
}

/** How unlike the training pictures one picture is. */
export interface Unlikeness {
  /** 1 is the limit: what lies above it is unlike anything that was learned. Below 0 is more familiar than most. */
  readonly value: number
  /** Whether it lies above. */
  readonly unlike: boolean
}

/** Feature maps of more numbers are folded into so many; of many classes into fewer, so that it stays a small file. */
const mostFeatures = 128
const mostNumbers = 500_000

/** How many numbers the features of so many classes are folded into. */
export function foldedSize(features: number, classes: number): number {
  return Math.max(1, Math.min(features, mostFeatures, Math.floor(Math.sqrt((2 * mostNumbers) / classes))))
}

/**
 * Features in fewer numbers: each is added to one of them, or subtracted, by chance but always the same one, so that distances
 * stay what they were on average (Charikar, Chen, Farach-Colton 2002). As they are where they are few.
 */
export function folded(features: ArrayLike<number>, size: number): Float32Array {
  if (features.length === size) return Float32Array.from(features)
  const source = random(0, streams.order, features.length)
  const into = new Float32Array(size)
  for (let i = 0; i < features.length; i++) {
    const bits = source.bits(i)
    into[(bits >>> 1) % size]! += bits & 1 ? features[i]! : -features[i]!
  }
  return into
}

/** Which layers tell; undefined for a model whose scores come from no layer. */
export function familiarLayers(model: ModelGraph): FamiliarLayers | undefined {
  const { nodes } = model
  let last = nodes.length - 1
  if (model.givesProbabilities) last = nodes[last]!.inputs[0]!
  if (last === inputNode || sizeOf(nodes[last]!.shape) < 2) return undefined
  const learned: boolean[] = []
  const isWhole = ({ shape }: Node) => sizeOf(shape) === shape[0]
  const isLearned = ({ inputs, parameters }: Node) =>
    Object.keys(parameters).length > 0 || inputs.some((input) => input !== inputNode && learned[input])
  let features: string | undefined
  for (let n = 0; n < last && features === undefined; n++) {
    learned.push(isLearned(nodes[n]!))
    if (learned[n] && isWhole(nodes[n]!)) features = nodes[n]!.name
  }
  return { scores: nodes[last]!.name, features }
}

/** The three numbers of one picture before they are held against others: energy, and both distances from the said class. */
export function rawMeasures(
  known: Pick<Familiarity, 'scores' | 'features'>,
  scores: ArrayLike<number>,
  features: ArrayLike<number> | undefined,
): number[] {
  let said = 0
  for (let k = 1; k < scores.length; k++) if (scores[k]! > scores[said]!) said = k
  let sum = 0
  for (let k = 0; k < scores.length; k++) sum += exp(scores[k]! - scores[said]!)
  const measures = [-(scores[said]! + log(sum)), squaredDistance(known.scores, said, scores)]
  if (known.features && features) measures.push(squaredDistance(known.features, said, folded(features, known.features.size)))
  return measures
}

/** The measures, each on its scale, added. */
export function unlikenessOf({ middles, scales }: Pick<Familiarity, 'middles' | 'scales'>, measures: readonly number[]): number {
  return measures.reduce((sum, value, i) => sum + (value - middles[i]!) / scales[i]!, 0)
}

/**
 * How unlike the training pictures one picture is, as the network reads it.
 * @throws ShapeError for a picture of another size; OptionError for numbers that are not finite
 */
export async function unlikeness(
  network: Pick<InspectedNetwork, 'model' | 'featureMaps'>,
  familiarity: Familiarity,
  picture: InspectedPicture,
): Promise<Unlikeness> {
  const { scores, features } = familiarity.layers
  const names = features === undefined ? [scores] : [scores, features]
  const maps = await network.featureMaps(pictureOf('unlikeness', network.model, picture), names)
  const value = unlikenessOf(familiarity, rawMeasures(familiarity, maps[0]!.data, maps[1]?.data))
  return { value, unlike: !(value <= 1) }
}
