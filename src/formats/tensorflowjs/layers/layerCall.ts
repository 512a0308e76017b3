/** One call of a layer of Keras: what it says of itself, what it reads, and how layers of Striate are put in its place. */
import { say } from '../../../errors/say.ts'
import type { Layer } from '../../../layers/layer.ts'
import type { Shape } from '../../../values/shape.ts'
import type { Config } from '../fields.ts'
import type { GraphBuilder, LayerWeights } from '../graphBuilder.ts'
import { kerasShape, type Layout, type Tensor } from '../tensor.ts'

/**
 * Who made the model: TensorFlow.js, Keras 2 or Keras 3. They mean different numbers by some of the same words; `like` says whose
 * are wanted there.
 */
export interface Origin {
  readonly by: 'tensorflowjs' | 'keras2' | 'keras3'
  readonly like: 'keras' | 'tensorflowjs' | undefined
}

export interface LayerCall {
  readonly builder: GraphBuilder
  /** How the layer is called here: its own name, behind those of the models in which it lies. */
  readonly name: string
  readonly config: Config
  readonly inputs: readonly Tensor[]
  readonly origin: Origin
  /** A weight of the layer, by its name in Keras (or one of several), of this shape. */
  weight(names: string | readonly string[], shape: Shape): Float32Array
}

/** What a class of Keras' layers becomes. @throws FormatError for what it says and cannot be read here */
export type Convert = (call: LayerCall) => Tensor

/** Puts a layer of Striate into the graph. `part`: which of several it is. */
export function put(
  call: LayerCall,
  make: (options: { readonly name: string }) => Layer,
  inputs: Tensor | readonly Tensor[],
  layout: Layout,
  { weights = {}, part }: { readonly weights?: LayerWeights; readonly part?: string } = {},
): Tensor {
  const list = Array.isArray(inputs) ? (inputs as readonly Tensor[]) : [inputs as Tensor]
  return call.builder.add(
    (name) => make({ name }),
    part === undefined ? call.name : `${call.name}/${part}`,
    list,
    layout,
    weights,
  )
}

/** The one tensor that it reads. */
export function onlyInput({ inputs, config }: LayerCall): Tensor {
  const [input, other] = inputs
  if (input && !other) return input
  throw config.fail(say('it reads one tensor, but is given {count}.', { count: inputs.length }))
}

/** Whether its images are [channels, height, width], as PyTorch's and Striate's, and not [height, width, channels]. */
export function isChannelsFirst({ config }: LayerCall): boolean {
  return config.choice('data_format', ['channels_last', 'channels_first'], 'channels_last') === 'channels_first'
}

/** Its input as an image that lies in Striate's order, whichever of both it is in Keras. */
export function imageInput(call: LayerCall): Tensor {
  const input = onlyInput(call)
  const shape = kerasShape(input)
  if (shape.length !== 3)
    throw call.config.fail(say('it reads images of three axes, but is given {shape}.', { shape: `[${shape.join(', ')}]` }))
  return isChannelsFirst(call) ? call.builder.plain(input) : call.builder.channelsFirst(input)
}

/** The axes that a field names, without the batch: from 0 on, in the order in which they are named. */
export function axesOf({ config }: LayerCall, key: string, rank: number, otherwise: number): number[] {
  const given = config.wholes(key, otherwise)
  // Keras counts the batch as axis 0.
  const axes = given.map((axis) => (axis < 0 ? axis + rank : axis - 1))
  if (axes.every((axis, i) => axis >= 0 && axis < rank && axes.indexOf(axis) === i)) return axes
  throw config.wrong(key, given, say('different axes of {rank}, without the batch', { rank }))
}
