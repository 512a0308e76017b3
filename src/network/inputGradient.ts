/**
 * The gradient with respect to the images: a gradient is put in at a layer's own output, and the layers' backward passes
 * carry it down to the input. Receptive fields and saliency are made of it; training has its own way, which ends at the
 * parameters.
 */

import type { RealArray } from '../backends/backend.ts'
import { ShapeError } from '../errors/errors.ts'
import { knownOptions, wholeOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type GivenImages, readImages } from '../graph/modelInput.ts'
import { showShape, sizeOf } from '../values/shape.ts'
import { countImages, numbersOf, refuseNotFinite } from './checkImages.ts'
import { copy, inBatches, realArray } from './predict.ts'
import { plainInput } from './use.ts'
import type { Uses } from './uses.ts'

/**
 * dx = (∂layer/∂input)ᵀ·dy for each image for itself: `images` [N, …input shape] and `dy` [N, …layer shape] give
 * [N, …input shape]. `batch` (32) is how many go through at once.
 * @throws OptionError for a layer that is not there, and for numbers that are not finite; ShapeError where images or `dy`
 * have another size.
 */
export async function inputGradientOf(
  network: Uses,
  given: GivenImages,
  layer: string,
  dy: ArrayLike<number>,
  options?: { readonly batch?: number },
): Promise<RealArray> {
  const { batch = 32 } = knownOptions('inputGradient', options, ['batch'])
  wholeOption('inputGradient', 'batch', batch)
  const { model, backend } = network
  const images = readImages('inputGradient', model, network.input, given)
  const { shape } = model.nodes[model.find(layer)]!
  const count = countImages('inputGradient', model, images)
  const [size, dySize] = [sizeOf(model.inputShape), sizeOf(shape)]
  if (numbersOf('inputGradient', dy, say('the gradient')).length !== count * dySize)
    throw new ShapeError({
      code: 'gradient-size',
      message: say('the gradient for "{layer}" of "{name}" has {found} numbers.', {
        layer,
        name: model.name,
        found: dy.length,
      }),
      numbers: [
        count === 1
          ? say('1 image × {shape} = {wanted} numbers', { shape: showShape(shape), wanted: dySize })
          : say('{count} images × {shape} = {wanted} numbers', { count, shape: showShape(shape), wanted: count * dySize }),
      ],
      fix: say('pass one number per output of the layer, image by image.'),
    })
  refuseNotFinite('inputGradient', 'gradient', shape, dy)
  const dx = realArray(backend, count * size)
  const input = plainInput(model.inputShape)
  await inBatches(network, count, batch, {
    use: (here) => ({ kind: 'gradient', batch: here, input, from: layer }),
    segments: ['forward', 'backward'],
    write(plan, from) {
      plan.write(plan.values.raw, (data) => copy(images, from * size, data))
      plan.write(plan.values.dy, (data) => copy(dy, from * dySize, data))
    },
    async read(plan, from) {
      dx.set(await plan.read(plan.values.inputGradient), from * size)
    },
  })
  return dx
}
