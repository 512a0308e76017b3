/**
 * The numbers behind `inspectImage` that no other room gives: which layers, what is said of the image, and what cannot be
 * looked at.
 */

import type { RealArray } from '../backends/backend.ts'
import { OptionError, ShapeError, StriateError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { scoreLayer } from '../inspect/classScore.ts'
import { type EffectiveField, effectiveReceptiveField } from '../inspect/effectiveReceptiveField.ts'
import { layersToShow } from '../inspect/layersToShow.ts'
import { type InspectedNetwork, mapShape } from '../inspect/lookedAt.ts'
import { activationLayers } from '../layers/activations/table.generated.ts'
import { probabilitiesOf } from '../metrics/probabilities.ts'
import type { FeatureMap } from '../network/featureMaps.ts'
import { type Shape, showShape, sizeOf } from '../values/shape.ts'

/** A class with what the network gives it. */
export interface Said {
  readonly class: number
  readonly name: string
  /** 0 … 1 */
  readonly probability: number
}

/** Together, all kept maps of one run may take so much; above it each layer is looked at by itself. */
const mostBytes = 2 ** 29

/** Names of layers that are there, each once. @throws OptionError; ShapeError where the model reads no image */
export function layersOf(model: ModelGraph, asked: readonly string[] | 'all' | undefined): string[] {
  if (model.inputShape.length !== 3)
    throw new ShapeError({
      code: 'no-image',
      message: say('"{name}" does not read images.', { name: model.name }),
      numbers: [say('its input is {shape}, a list of features', { shape: showShape(model.inputShape) })],
      fix: say('use a model whose input shape is [channels, height, width].'),
    })
  if (asked === 'all') return model.nodes.map(({ name }) => name)
  if (asked === undefined) return layersToShow(model)
  if (!Array.isArray(asked)) throw wrongOption('inspectImage', 'layers', asked, say("a list of layer names, or 'all'"))
  if (asked.length === 0)
    throw new OptionError({
      code: 'empty',
      message: say('inspectImage: no layer is named.'),
      fix: say("name one, or use 'all'."),
    })
  const positions = [...new Set(asked.map((name) => model.find(name)))]
  return positions.sort((a, b) => a - b).map((position) => model.nodes[position]!.name)
}

/** The kind of the activation that alone reads a layer's output; undefined where none does. */
export function activationAfter(model: ModelGraph, position: number): string | undefined {
  const readers = model.nodes.filter(({ inputs }) => inputs.includes(position))
  const kind = readers.length === 1 ? readers[0]!.layer.kind : undefined
  return kind !== undefined && kind in activationLayers ? kind : undefined
}

/** Whether the model outputs one score per class, of two or more. */
export function putsOutScores(model: ModelGraph): boolean {
  try {
    return scoreLayer(model).classes > 1
  } catch (error) {
    if (error instanceof ShapeError) return false
    throw error
  }
}

/** The classes, the likeliest first. What is not a probability yet goes through a softmax. */
export function probabilities(model: ModelGraph, scores: RealArray, names: readonly string[] | undefined): Said[] {
  const shares = model.givesProbabilities ? scores : probabilitiesOf(scores, 0, scores.length)
  return Array.from(shares, (probability, k) => ({ class: k, name: names?.[k] ?? String(k), probability })).sort(
    (a, b) => b.probability - a.probability || a.class - b.class,
  )
}

/** The network, with a pause before each question: there a signal gets in. */
export function watchedBy(net: InspectedNetwork, pause: () => Promise<void>): InspectedNetwork {
  const after =
    <Given extends readonly unknown[], Result>(ask: (...given: Given) => Promise<Result>) =>
    async (...given: Given) => {
      await pause()
      return await ask(...given)
    }
  return {
    model: net.model,
    predict: after((...given: Parameters<InspectedNetwork['predict']>) => net.predict(...given)),
    featureMaps: after((...given: Parameters<InspectedNetwork['featureMaps']>) => net.featureMaps(...given)),
    inputGradient: after((...given: Parameters<InspectedNetwork['inputGradient']>) => net.inputGradient(...given)),
  }
}

/** The maps of the layers in one run; none where they would take too much at once. */
export async function mapsOf(net: InspectedNetwork, data: ArrayLike<number>, names: readonly string[]): Promise<FeatureMap[]> {
  const { nodes } = net.model
  const bytes = names.reduce((sum, name) => sum + 4 * sizeOf(nodes[net.model.find(name)]!.shape), 0)
  return bytes <= mostBytes ? await net.featureMaps(data, names) : []
}

/** The effective field of a layer's middle unit, of noise; or why there is none. */
export async function effectiveOf(
  net: InspectedNetwork,
  layer: string,
  samples: number,
): Promise<{ effective: EffectiveField | undefined; noEffective: string | undefined }> {
  try {
    return { effective: await effectiveReceptiveField(net, layer, { samples }), noEffective: undefined }
  } catch (error) {
    if (error instanceof StriateError && ['no-gradient', 'not-finite', 'too-large'].includes(error.code))
      return { effective: undefined, noEffective: error.code }
    throw error
  }
}

/** The mean of the image's outermost pixels, channel by channel: what a patch is filled with that should not be seen. */
export function edgeColour(data: ArrayLike<number>, shape: Shape): number[] {
  const [channels, height, width] = mapShape(shape)
  return Array.from({ length: channels }, (_, c) => {
    let [sum, count] = [0, 0]
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (y === 0 || x === 0 || y === height - 1 || x === width - 1) {
          sum += data[(c * height + y) * width + x]!
          count++
        }
    return sum / count
  })
}
