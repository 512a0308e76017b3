/**
 * A model around one layer: what the layer reads is cut out of a flat image, so that a case of several inputs is one of one
 * image.
 */

import { add, type Place, type Shape } from '../../src/index.ts'
import { reshape, slice } from '../../src/layers/index.ts'
import { random } from '../../src/math/random.ts'
import { graph } from '../../src/model/graph.ts'
import type { Model } from '../../src/model/model.ts'
import type { LayerCase } from '../layers/layerCases.ts'

const sizeOf = (shape: Shape) => shape.reduce((product, size) => product * size, 1)

export function caseModel([name, layer, shapes, output]: LayerCase): Model {
  const sizes = shapes.length > 0 ? shapes.map(sizeOf) : [sizeOf(output)]
  const total = sizes.reduce((a, b) => a + b, 0)
  return graph(name, [total], (image, apply) => {
    let start = 0
    const part = (size: number, shape: Shape): Place => {
      const from = start
      start += size
      const piece = size === total ? image : apply(slice({ axes: [0], starts: [from], ends: [from + size] }), image)
      return shape.length === 1 ? piece : apply(reshape({ shape }), piece)
    }
    // A layer without inputs is the same for every image: something of the image is added to it.
    if (shapes.length === 0) return apply(add(), part(total, output), apply(layer))
    return apply(layer, ...shapes.map((shape, i) => part(sizes[i]!, shape)))
  })
}

/** `count` images for such a model, in the range that the case asks for. */
export function caseImages(model: Model, [, , , , options]: LayerCase, count: number): Float32Array {
  const [low, high] = options?.range ?? [-2, 2]
  const { uniform } = random(7, 3)
  return Float32Array.from({ length: count * model.inputShape[0]! }, (_, i) => low + (high - low) * uniform(i))
}
