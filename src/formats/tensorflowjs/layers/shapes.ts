/** Layers that change the shape of what they read, and layers that change nothing when a network predicts. */
import { say } from '../../../errors/say.ts'
import { dropout, pad2d, resize2d, slice } from '../../../layers/index.ts'
import { type Convert, imageInput, isChannelsFirst, type LayerCall, onlyInput, put } from './layerCall.ts'

/** Of an image the numbers stay in the order of Striate's channels; whoever reads them next knows it. */
const flattenLayer: Convert = (call) => {
  const { builder, config } = call
  const input = onlyInput(call)
  const rank = input.stored.length
  if (rank === 1) return input
  // Keras brings the channels to the end before it flattens: what comes out has the order height, width, channels in any case.
  const first = isChannelsFirst(call)
  if (first && rank !== 3) throw config.fail(say('it flattens channels_first, which is read of images only.'))
  if (rank !== 3 || !(first || input.layout === 'channelsFirst')) return builder.flat(builder.plain(input), 'plain')
  const image = first ? builder.plain(input) : input
  const [channels, height, width] = image.stored
  const moves = channels !== 1 && height! * width! !== 1
  return builder.flat(image, moves ? { flattened: [height!, width!, channels!] } : 'plain')
}

const reshapeLayer: Convert = (call) => {
  const { builder, config } = call
  const shape = config.wholes('target_shape')
  if (!shape.every((size) => size === -1 || (size >= 1 && size < 2 ** 31)))
    throw config.wrong('target_shape', shape, say('sizes above 0, or −1 for the rest'))
  return builder.reshaped(builder.plain(onlyInput(call)), shape, 'plain')
}

const permuteLayer: Convert = (call) => {
  const input = onlyInput(call)
  const axes = call.config.wholes('dims').map((axis) => axis - 1)
  if (axes.length !== input.stored.length || !axes.every((_, axis) => axes.includes(axis)))
    throw call.config.wrong(
      'dims',
      call.config.get('dims'),
      say('the whole numbers from 1 to {count}, each once', { count: input.stored.length }),
    )
  return call.builder.transposed(call.builder.plain(input), axes, 'plain')
}

/** A number for all sides, [rows, columns] for both sides of each, or [[top, bottom], [left, right]]. */
function sidesOf({ config }: LayerCall, key: string, otherwise: number): [number, number, number, number] {
  const value = config.get(key) ?? otherwise
  const [rows, columns]: unknown[] = Array.isArray(value) && value.length === 2 ? value : [value, value]
  const two = (side: unknown): unknown[] => (Array.isArray(side) && side.length === 2 ? side : [side, side])
  const sides = [two(rows)[0], two(columns)[0], two(rows)[1], two(columns)[1]]
  if (sides.every((side) => Number.isInteger(side) && (side as number) >= 0 && (side as number) < 2 ** 31))
    return sides as [number, number, number, number]
  throw config.wrong(key, value, say('a whole number of at least 0, two of them, or [[top, bottom], [left, right]]'))
}

const zeroPadding2dLayer: Convert = (call) => {
  const input = imageInput(call)
  const padding = sidesOf(call, 'padding', 1)
  return put(call, (named) => pad2d({ ...named, padding }), input, input.layout)
}

const cropping2dLayer: Convert = (call) => {
  const input = imageInput(call)
  const [top, left, bottom, right] = sidesOf(call, 'cropping', 0)
  const [, height, width] = input.stored
  if (top + bottom >= height! || left + right >= width!)
    throw call.config.fail(say('it cuts off all of an image of {height} × {width}.', { height: height!, width: width! }))
  const part = { axes: [1, 2], starts: [top, left], ends: [height! - bottom, width! - right] }
  return put(call, (named) => slice({ ...named, ...part }), input, input.layout)
}

/** Bilinear, the pixels of TensorFlow.js lie at whole places, and those of Keras in their middles. */
const upSampling2dLayer: Convert = (call) => {
  const { config, origin } = call
  const input = imageInput(call)
  const scale = config.pair('size', 2)
  const mode = config.choice('interpolation', ['nearest', 'bilinear'], 'nearest')
  if (mode === 'nearest')
    return put(
      call,
      (named) => resize2d({ ...named, scale, mode, coordinates: 'asymmetric', nearestMode: 'floor' }),
      input,
      input.layout,
    )
  if (origin.by !== 'tensorflowjs' && origin.like === undefined)
    throw config.fail(
      say('Keras, which made the model, and TensorFlow.js compute different numbers of bilinear interpolation.'),
      say("say whose numbers you want: { like: 'keras' } or { like: 'tensorflowjs' }."),
    )
  const coordinates = (origin.like ?? 'tensorflowjs') === 'keras' ? 'half-pixel' : 'asymmetric'
  return put(call, (named) => resize2d({ ...named, scale, mode, coordinates }), input, input.layout)
}

/** Where it trains, it drops the same share; noise of another shape is left out. */
const dropoutLayer: Convert = (call) => {
  const input = onlyInput(call)
  const rate = call.config.number('rate', 0)
  if (rate < 0 || rate > 1) throw call.config.wrong('rate', rate, say('a number from {min} to {max}', { min: 0, max: 1 }))
  if (rate === 0 || rate === 1 || call.config.get('noise_shape') !== undefined) return input
  return put(call, (named) => dropout({ ...named, rate }), input, input.layout)
}

const nothing: Convert = (call) => onlyInput(call)

export const shapeLayers: Readonly<Record<string, Convert>> = {
  InputLayer: nothing,
  Flatten: flattenLayer,
  Reshape: reshapeLayer,
  Permute: permuteLayer,
  ZeroPadding2D: zeroPadding2dLayer,
  Cropping2D: cropping2dLayer,
  UpSampling2D: upSampling2dLayer,
  Dropout: dropoutLayer,
  SpatialDropout2D: nothing,
  GaussianNoise: nothing,
  GaussianDropout: nothing,
  AlphaDropout: nothing,
  ActivityRegularization: nothing,
}
