/**
 * What every layer must keep, checked on one layer alone, in double precision: the output has the declared shape, the
 * value survives JSON, the gradients of every input and parameter are those of central differences, and a linear layer
 * passes the adjoint identity; its state is written by the update alone. Made for the tests of this house and for layers of
 * your own.
 */

import { asIs, say } from '../errors/say.ts'
import { restoreLayer } from '../layers/index.ts'
import type { Layer } from '../layers/layer.ts'
import { extent } from '../math/extent.ts'
import type { Shape } from '../values/shape.ts'
import { broken, type ContractOptions, LayerBench } from './layerBench.ts'

export type { ContractOptions } from './layerBench.ts'

/** What `layerContract` found of a layer that keeps it. */
export interface ContractReport {
  /** Without the batch. */
  readonly output: Shape
  /** The largest relative error of the gradient of each input ('input 1') and parameter ('weight'). */
  readonly errors: Readonly<Record<string, number>>
}

/**
 * Checks a layer on inputs of the given shapes (without the batch).
 * @throws RunError with code 'layer-contract', the numbers beside it, for the first promise that is broken.
 */
export function layerContract(layer: Layer, shapes: readonly Shape[], options: ContractOptions): ContractReport {
  const { linear = false, tolerance = 1e-6 } = options
  checkJson(layer)
  const bench = new LayerBench(layer, shapes, options)
  bench.checkInference()
  const loss = () => bench.loss()
  loss()
  const analytic = bench.gradients()
  const errors = check(layer, loss, analytic, tolerance)
  bench.checkUpdate()
  if (bench.hasState) {
    const atRest = new LayerBench(layer, shapes, options, false)
    check(layer, () => atRest.loss(), atRest.inputGradients(), tolerance)
  }
  if (linear) bench.checkAdjoint()
  return { output: bench.output, errors }
}

/** The largest relative error of each gradient. @throws RunError where one is wrong */
function check(
  layer: Layer,
  loss: () => number,
  analytic: ReturnType<LayerBench['gradients']>,
  tolerance: number,
): Record<string, number> {
  const errors: Record<string, number> = {}
  for (const [name, { data, gradient }] of Object.entries(analytic)) {
    const numeric = centralDifferences(loss, data)
    const [, largest] = extent(numeric.map(Math.abs))
    let worst = 0
    for (const [i, expected] of numeric.entries()) {
      const scale = Math.max(Math.abs(expected), Math.abs(gradient[i]!), largest / 100, 1e-3)
      const error = Math.abs(gradient[i]! - expected) / scale
      // written so that NaN is broken too
      if (!(error <= tolerance))
        throw broken(layer, say('the gradient of {name} is wrong.', { name }), [
          say('element {index}: the layer gives {found}, central differences give {expected}', {
            index: i,
            found: gradient[i]!,
            expected,
          }),
        ])
      worst = Math.max(worst, error)
    }
    errors[name] = worst
  }
  return errors
}

/** ∂loss/∂data[i] ≈ (loss(data[i] + h) − loss(data[i] − h)) / 2h. */
function centralDifferences(loss: () => number, data: Float64Array): Float64Array {
  const h = 1e-5
  return data.map((value, i) => {
    data[i] = value + h
    const above = loss()
    data[i] = value - h
    const below = loss()
    data[i] = value
    return (above - below) / (2 * h)
  })
}

function checkJson(layer: Layer): void {
  const text = JSON.stringify(layer)
  const again = JSON.stringify(restoreLayer(JSON.parse(text)))
  if (text !== again) throw broken(layer, say('it changes when converted to JSON and back.'), [asIs(text), asIs(again)])
}
