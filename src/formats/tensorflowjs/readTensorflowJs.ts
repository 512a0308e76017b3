/**
 * TensorFlow.js layers models, read: model.json, which describes the layers as Keras does and says where the weights are, and the
 * files of the weights. Bytes in, a model and its weights out; every layer becomes layers of Striate that compute the same.
 */
import { choiceOption, knownOptions, show, wrongOption } from '../../errors/options.ts'
import { parseJson } from '../../errors/parseJson.ts'
import { asIs, say } from '../../errors/say.ts'
import { inputNode } from '../../graph/node.ts'
import type { Model } from '../../model/model.ts'
import type { TensorRecord } from '../../network/weights.ts'
import type { Shape } from '../../values/shape.ts'
import { fileError } from '../fileError.ts'
import { buildGraph } from './buildGraph.ts'
import { type Fields, isFields } from './fields.ts'
import { GraphBuilder } from './graphBuilder.ts'
import { type KerasModel, kerasModelOf } from './kerasModel.ts'
import type { Origin } from './layers/index.ts'
import { readManifest, shardPaths } from './manifest.ts'
import type { Tensor } from './tensor.ts'
import { WeightTable } from './weightTable.ts'

/** What `readTensorflowJs` can be told. */
export interface TensorflowJsOptions {
  /** The file's name, for messages. Default 'model.json'. */
  readonly name?: string | undefined
  /** The input's shape as Keras means it, [height, width, channels] or [features]: where the model leaves sizes open. */
  readonly inputShape?: Shape | undefined
  /**
   * Whose numbers are wanted where Keras and TensorFlow.js compute different ones of the same model: bilinear UpSampling2D, and
   * hard_sigmoid of Keras 3. Default: such a model is refused, unless TensorFlow.js itself made it.
   */
  readonly like?: 'keras' | 'tensorflowjs' | undefined
}

/** The most letters of a model.json: names and numbers, and no weights. */
const mostLetters = 2 ** 25

/**
 * The model in the model.json of a TensorFlow.js layers model, and its weights for `setParameters`. `modelJson` is its text, its
 * bytes, or what it holds; `shards` are the files of its weights, by the paths in its manifest.
 *
 * Keras' images are [height, width, channels], and those of the model that comes out [channels, height, width]: kernels are
 * turned, and the rows of a Dense behind a Flatten brought into the order of the channels, so that all results are equal. An
 * output that is an image is [channels, height, width], too. A model of channels_first keeps its shapes; an input [height, width]
 * becomes [1, height, width].
 *
 * Read are Sequential and Functional models, nested ones too, as Keras 2, Keras 3 and TensorFlow.js write them, of the layers
 * Conv2D, DepthwiseConv2D, SeparableConv2D, Conv2DTranspose, Dense, BatchNormalization, LayerNormalization, Rescaling,
 * Activation, ReLU, LeakyReLU, PReLU, ELU, Softmax, MaxPooling2D, AveragePooling2D, GlobalAveragePooling2D, GlobalMaxPooling2D,
 * Flatten, Reshape, Permute, ZeroPadding2D, Cropping2D, UpSampling2D, Add, Subtract, Multiply, Average, Maximum, Minimum,
 * Concatenate, Dropout; SpatialDropout2D and noise, which only matter in training, are left out. Weights may be quantised
 * (uint8, uint16, float16). How images become the model's numbers is not part of the file: say it with `model.withInput`.
 * @throws FormatError where a file is damaged or missing, and for every layer, option or weight that is not read here;
 * OptionError, ShapeError where layers do not fit.
 * Source: tensorflow/tfjs, tfjs-layers and tfjs-core/src/io; keras.io, "Model serialization".
 * @example
 * ```ts
 * const { model, weights } = readTensorflowJs(await readFile('model.json', 'utf8'), { 'group1-shard1of1.bin': shard })
 * const net = await model.open(await wasm())
 * net.setParameters(weights)
 * ```
 */
export function readTensorflowJs(
  modelJson: string | Uint8Array | object,
  shards: Readonly<Record<string, Uint8Array>>,
  given?: TensorflowJsOptions,
): { model: Model; weights: TensorRecord } {
  const options = knownOptions('readTensorflowJs', given, tensorflowJsOptions)
  const { name: file = 'model.json', like, inputShape } = options
  if (like !== undefined) choiceOption('readTensorflowJs', 'like', like, ['keras', 'tensorflowjs'])
  if (!isFields(shards)) throw wrongOption('readTensorflowJs', 'shards', shards, say('bytes by their paths'))
  const json = jsonOf(modelJson, file)
  const { model: keras, by } = topologyOf(json, file)
  shardPaths(json.weightsManifest, file)
  const weights = new WeightTable(readManifest(json.weightsManifest, shards, file), file)
  const input = inputOf(keras, inputShape, file)
  const builder = new GraphBuilder(keras.name, input.model)
  const origin: Origin = { by, like }
  const outputs = buildGraph({ builder, weights, origin, file, calls: 0 }, keras, [input.asTensor(builder)])
  // Images come out in Striate's order, all else as Keras means it.
  const ordered = (output: Tensor) =>
    output.stored.length === 3 && !keepsOrder(keras) ? builder.channelsFirst(output) : builder.plain(output)
  const built = builder.finish(outputs.map(ordered))
  weights.refuseLeftOver()
  return built
}

export const tensorflowJsOptions = ['name', 'inputShape', 'like'] as const

/** What a model.json holds: its text, its bytes, or the object. @throws FormatError */
export function jsonOf(given: string | Uint8Array | object, file: string): Fields {
  const isText = given instanceof Uint8Array || typeof given === 'string'
  const json = parsed(isText ? given : textOf(given, file), file)
  if (isFields(json)) return json
  throw fileError(file, 'bad-json', say('it is not a JSON object.'))
}

/** An object may hold what no JSON does (cycles, gaps, functions): what is read is what would be written of it. */
function textOf(given: object, file: string): string {
  try {
    return JSON.stringify(given) ?? 'null'
  } catch (cause) {
    throw fileError(
      file,
      'bad-json',
      say('{why}.', { why: say('it is not JSON ({why})', { why: asIs((cause as Error).message) }) }),
    )
  }
}

function parsed(given: string | Uint8Array, file: string): unknown {
  if (given.length > mostLetters)
    throw fileError(file, 'too-large', say('it has more than {most} characters.', { most: mostLetters }))
  let text: string
  try {
    text = typeof given === 'string' ? given : new TextDecoder('utf-8', { fatal: true }).decode(given)
  } catch {
    throw fileError(file, 'bad-json', say('it is not UTF-8.'))
  }
  return parseJson(text, (why) => fileError(file, 'bad-json', say('{why}.', { why })))
}

/** The model, and who made it: the file says so itself. */
function topologyOf(json: Fields, file: string): { model: KerasModel; by: Origin['by'] } {
  const { format, generatedBy, modelTopology } = json
  const topology = isFields(modelTopology) ? modelTopology : {}
  if (format === 'graph-model' || Array.isArray(topology.node))
    throw fileError(
      file,
      'graph-model',
      say('it is a graph model of TensorFlow.js; layers models are read here.'),
      undefined,
      say('convert the Keras model again: tensorflowjs_converter --input_format=keras --output_format=tfjs_layers_model.'),
    )
  if (!isFields(modelTopology))
    throw fileError(file, 'bad-topology', say('its "modelTopology" is no object: {found}.', { found: show(modelTopology) }))
  const config =
    typeof topology.model_config === 'string' ? parsed(topology.model_config, file) : (topology.model_config ?? topology)
  const version = String(topology.keras_version ?? (isFields(config) ? config.keras_version : ''))
  const model = kerasModelOf(config, file)
  const isOwn = version.startsWith('tfjs') || String(generatedBy ?? '').startsWith('TensorFlow.js tfjs-layers')
  // The first layer of a model says its shape in other words since Keras 3.
  const isNew = version.startsWith('3') || model.layers.some(({ config }) => config.batch_shape !== undefined)
  return { model, by: isOwn ? 'tensorflowjs' : isNew ? 'keras3' : 'keras2' }
}

/** The shape of the model that is built, and its input as the first layer of Keras' reads it. */
function inputOf(
  keras: KerasModel,
  wanted: Shape | undefined,
  file: string,
): { model: Shape; asTensor(builder: GraphBuilder): Tensor } {
  const [ref, other] = keras.inputs
  const found = keras.layers.find(({ name }) => name === ref?.layer)?.config ?? {}
  if (other)
    throw fileError(
      file,
      'several-inputs',
      say('the model {name} has {count} inputs; models here have one.', { name: show(keras.name), count: keras.inputs.length }),
    )
  const batched = found.batch_input_shape ?? found.batch_shape
  const said: readonly unknown[] = Array.isArray(batched) ? batched.slice(1) : (wanted ?? [])
  if (
    wanted !== undefined &&
    (!Array.isArray(wanted) || wanted.length !== said.length || said.some((size, i) => size !== null && size !== wanted[i]))
  )
    throw wrongOption('readTensorflowJs', 'inputShape', wanted, say('as the model says it: {shape}', { shape: show(said) }))
  const shape = said.map((size, i) => size ?? wanted?.[i])
  const isSize = (size: unknown): size is number => Number.isInteger(size) && (size as number) >= 1 && (size as number) < 2 ** 31
  if (!shape.every(isSize) || ![1, 2, 3].includes(shape.length))
    throw fileError(
      file,
      'input-shape',
      say('its input has the shape {shape}.', { shape: show(said) }),
      [say('it must be [features], [height, width] or [height, width, channels]')],
      say('say the sizes that it leaves open: { inputShape: [224, 224, 3] }.'),
    )
  const [height = 1, width = 1, channels = 1] = shape
  if (shape.length === 1) return { model: shape, asTensor: () => ({ place: inputNode, stored: shape, layout: 'plain' }) }
  const grey = [1, height, width]
  if (shape.length === 2)
    return {
      model: grey,
      asTensor: (builder) => builder.reshaped({ place: inputNode, stored: grey, layout: 'plain' }, shape, 'plain'),
    }
  const stored = keepsOrder(keras) ? shape : [channels, height, width]
  return { model: stored, asTensor: () => ({ place: inputNode, stored, layout: stored === shape ? 'plain' : 'channelsFirst' }) }
}

/** Whether its images are [channels, height, width] in Keras, too: all layers that say an order say this one. */
function keepsOrder(keras: KerasModel): boolean {
  const said = formats(keras)
  return said.size === 1 && said.has('channels_first')
}

/** All that the layers say of the order of their images. */
function formats({ layers }: KerasModel): Set<unknown> {
  return new Set(layers.flatMap(({ config, model }) => (model ? [...formats(model)] : (config.data_format ?? []))))
}
