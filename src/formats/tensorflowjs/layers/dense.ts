/**
 * Dense: along the last axis, as in Keras. Behind a Flatten of an image the rows of its kernel come in the order of Striate's
 * channels; on an image it is a convolution of 1 × 1.
 */
import { conv2d, dense } from '../../../layers/index.ts'
import { featuresAsStored, kerasShape, permuted } from '../tensor.ts'
import { activated } from './activations.ts'
import { type Convert, onlyInput, put } from './layerCall.ts'

const denseLayer: Convert = (call) => {
  const input = onlyInput(call)
  const units = call.config.count('units')
  const shape = kerasShape(input)
  const features = shape.at(-1)!
  const kernel = featuresAsStored(call.weight('kernel', [features, units]), input, units)
  const data = permuted(kernel, [features, units], [1, 0])
  const bias = call.config.flag('use_bias', true) && { bias: { shape: [units], data: call.weight('bias', [units]) } }
  if (input.layout === 'channelsFirst') {
    const weights = { weight: { shape: [units, features, 1, 1], data }, ...bias }
    return activated(
      call,
      put(call, (named) => conv2d({ ...named, filters: units, kernelSize: 1, bias: !!bias }), input, input.layout, { weights }),
    )
  }
  const weights = { weight: { shape: [units, features], data }, ...bias }
  const onLastAxis = shape.length > 1
  return activated(
    call,
    put(call, (named) => dense({ ...named, units, onLastAxis, bias: !!bias }), input, 'plain', { weights }),
  )
}

export const denseLayers: Readonly<Record<string, Convert>> = { Dense: denseLayer }
