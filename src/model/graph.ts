/** The two ways to join layers into a model: one after the other, or freely. */

import { OptionError } from '../errors/errors.ts'
import { knownOptions, show, wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { inputNode, type Joined } from '../graph/node.ts'
import type { Layer } from '../layers/layer.ts'
import { slice } from '../layers/slice.ts'
import { largestSize, type Shape } from '../values/shape.ts'
import { Model } from './model.ts'

/**
 * Layers one after the other.
 * ```ts
 * const layers = [conv2d({ filters: 8, kernelSize: 3 }), relu(), flatten(), dense({ units: 10 })]
 * console.log(sequential('small', [1, 28, 28], layers).parameterCount) // 54170
 * ```
 */
export function sequential(name: string, inputShape: Shape, layers: readonly Layer[]): Model {
  if (!Array.isArray(layers))
    throw new OptionError({
      code: 'no-layers',
      message: say('sequential takes a list of layers. Received: {layers}.', { layers: show(layers) }),
    })
  return new Model(
    name,
    inputShape,
    layers.map((layer, i) => ({ layer, inputs: [i === 0 ? inputNode : i - 1] })),
  )
}

/** A place in a graph that is being built: the output of a layer, or the image. Opaque. */
export interface Place {
  readonly position: number
}

/** Puts a layer behind one or more places, and gives the place of its output. */
export type Apply = (layer: Layer, ...inputs: readonly Place[]) => Place

/**
 * Layers joined freely, without cycles; the place that `build` returns is the output. Of a list of places, the first is *the*
 * output, which `predict`, losses and reports speak of; `net.outputs` gives all of them, and `auxiliary` of `train` says which of
 * the others learn. A residual block:
 * ```ts
 * const residual = graph('residual', [16, 8, 8], (image, apply) => {
 *   const inner = apply(conv2d({ filters: 16, kernelSize: 3, padding: 'same' }), apply(relu(), image))
 *   return apply(add(), inner, image)
 * })
 * console.log(residual.outputShape) // [ 16, 8, 8 ]
 * ```
 */
export function graph(name: string, inputShape: Shape, build: (image: Place, apply: Apply) => Place | readonly Place[]): Model {
  const joined: Joined[] = []
  const known = new Set<Place>()
  const place = (position: number): Place => {
    const made = { position }
    known.add(made)
    return made
  }
  const foreign = (what: unknown) =>
    new OptionError({
      code: 'foreign-place',
      message: say('graph "{name}": {what} is not a place in this graph.', { name, what: show(what) }),
      fix: say('pass what `apply` returned, or the image.'),
    })
  const apply: Apply = (layer, ...inputs) => {
    for (const input of inputs) if (!known.has(input)) throw foreign(input)
    joined.push({ layer, inputs: inputs.map((input) => input.position) })
    return place(joined.length - 1)
  }
  const image = place(inputNode)
  const built = build(image, apply)
  const outputs = isList(built) ? built : [built]
  if (outputs.length === 0) throw foreign(built)
  for (const output of outputs) if (!known.has(output)) throw foreign(output)
  const [output] = outputs
  if (outputs.length > 1) refuseOutputs(name, outputs)
  else if (output!.position !== joined.length - 1)
    throw new OptionError({
      code: 'output-not-last',
      message: say('graph "{name}": the output is layer {number} of {count}, so later layers are unused.', {
        name,
        number: output!.position + 1,
        count: joined.length,
      }),
      fix: say('return the last place, or a list of places, or leave out the layers after it.'),
    })
  return new Model(
    name,
    inputShape,
    joined,
    undefined,
    outputs.map(({ position }) => position),
  )
}

const isList = (built: Place | readonly Place[]): built is readonly Place[] => Array.isArray(built)

/** What holds of several outputs only: none is the image itself, and none comes twice. */
function refuseOutputs(name: string, outputs: readonly Place[]): void {
  const positions = outputs.map(({ position }) => position)
  if (!positions.includes(inputNode) && new Set(positions).size === positions.length) return
  throw new OptionError({
    code: 'wrong-outputs',
    message: positions.includes(inputNode)
      ? say('graph "{name}": the image itself is no output.', { name })
      : say('graph "{name}": the same place is an output twice.', { name }),
    fix: say('return places of different layers.'),
  })
}

/** What `split` can be told. */
export interface SplitOptions {
  /** The sizes of the parts; they add up to the size of the axis. */
  readonly sizes: readonly number[]
  /** Along which axis, from 0 behind the batch, or below 0 from the end. Default 0: the channels. */
  readonly axis?: number | undefined
  /** The parts are called so, with their numbers: 'part1', 'part2' …; without it as other slices are. */
  readonly name?: string | undefined
}

/**
 * The parts of a place side by side: the inverse of `concat`, PyTorch's `split` and ONNX's Split. Each part is a layer `slice`
 * that knows how large the whole must be, so sizes that do not add up are an error and never a shorter part. (A layer has one
 * output: one that has many would be no plain value in a list of layers.) Every part must be read by some layer.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where the axis is not there, or the sizes do not add up to it.
 * ```ts
 * const gated = graph('gated', [16, 8, 8], (image, apply) => {
 *   const [values, gates] = split(apply, image, { sizes: [8, 8] })
 *   return apply(multiply(), values, apply(sigmoid(), gates))
 * })
 * console.log(gated.outputShape) // [ 8, 8, 8 ]
 * ```
 */
export function split(apply: Apply, place: Place, given: SplitOptions): Place[] {
  const { sizes, axis = 0, name } = knownOptions('split', given, ['sizes', 'axis', 'name'])
  const isSize = (size: unknown) => Number.isInteger(size) && (size as number) >= 1 && (size as number) <= largestSize
  if (!Array.isArray(sizes) || sizes.length < 1 || sizes.length > mostParts || !sizes.every(isSize))
    throw wrongOption('split', 'sizes', sizes, say('a list of 1 to {most} whole numbers above 0', { most: mostParts }))
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  let start = 0
  return sizes.map((size, i) => {
    const part = { axes: [axis], starts: [start], ends: [start + size], of: [whole] }
    start += size
    return apply(slice(name === undefined ? part : { ...part, name: `${name}${i + 1}` }), place)
  })
}

/** As many as a layer has inputs at most. */
const mostParts = 4096
