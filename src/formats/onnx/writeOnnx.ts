/**
 * ONNX out: a network as a file that every runtime reads. Operator set 17, the number of images open, weights by their names.
 * What the model knows of its images goes along: in the metadata, and if wanted as the first operations, so that raw pixels can
 * be fed.
 */
import { FormatError } from '../../errors/errors.ts'
import { booleanOption, knownOptions } from '../../errors/options.ts'
import { asIs, say } from '../../errors/say.ts'
import type { ModelGraph } from '../../graph/modelGraph.ts'
import type { ModelInput } from '../../graph/modelInput.ts'
import { inputNode } from '../../graph/node.ts'
import type { ActivationKind, BuiltInKind } from '../../layers/index.ts'
import type { TensorRecord } from '../../network/weights.ts'
import { version } from '../../text/version.ts'
import type { Shape } from '../../values/shape.ts'
import { numberOf } from './elements.ts'
import { encode } from './proto/encode.ts'
import { modelProto, type ValueInfo } from './proto/messages.ts'
import { GraphWriter, type ValueName } from './writing/graphWriter.ts'
import { padded, type Writer, type Writing } from './writing/writer.ts'
import { elementwiseWriters } from './writing/writers/elementwise.ts'
import { normalizationWriters } from './writing/writers/normalization.ts'
import { shapeWriters } from './writing/writers/shapes.ts'
import { windowWriters } from './writing/writers/windows.ts'

/** Every kind of layer that there is: a new one does not compile without its writer (an activation fails its test). */
const writers: Readonly<Record<Exclude<BuiltInKind, ActivationKind>, Writer>> = {
  ...windowWriters,
  ...elementwiseWriters,
  ...shapeWriters,
  ...normalizationWriters,
}

/** The operator set that is written, and the version of the file's form that came with it. */
const [opset, irVersion] = [17, 8]

/** What `writeOnnx` can be told. */
export interface WriteOnnxOptions {
  /** Whether the file reads raw images, 0 … 255, and begins with their border and scale. Default false: normalised ones. */
  readonly rawInput?: boolean | undefined
}

/** What is written: a network, here or in a worker. */
interface WrittenNetwork {
  readonly model: ModelGraph
  readonly input: ModelInput | undefined
  parameters(): Promise<TensorRecord>
}

/**
 * The ONNX file of a network: input "input" [N, …], output "output" [N, …] (further outputs by the names of their layers).
 * ```ts
 * await writeFile('digits.onnx', await writeOnnx(net))
 * ```
 * @throws FormatError for a layer of one's own, or one that opset 17 cannot say; OptionError where `rawInput` is asked for of a
 * model that does not know its images
 */
export async function writeOnnx(net: WrittenNetwork, options?: WriteOnnxOptions): Promise<Uint8Array> {
  const { rawInput = false } = knownOptions('writeOnnx', options, ['rawInput'])
  booleanOption('writeOnnx', 'rawInput', rawInput)
  const { model, input } = net
  const graph = new GraphWriter()
  for (const name of ['input', ...outputNames(model)]) graph.take(name)
  const values = writeLayers(graph, model, await net.parameters(), rawInput ? rawImage(graph, model, input) : 'input')
  const names = outputNames(model)
  const outputs = model.outputs.map((position, i) => {
    graph.nodes.push({ opType: 'Identity', name: names[i]!, input: [values[position]!], output: [names[i]!] })
    return valueInfo(names[i]!, model.nodes[position]!.shape)
  })
  return encode(modelProto, {
    irVersion,
    producerName: 'striate',
    producerVersion: version,
    opsetImport: [{ domain: '', version: opset }],
    graph: {
      name: model.name,
      node: graph.nodes,
      initializer: graph.tensors,
      input: [valueInfo('input', rawInput ? input!.stored : model.inputShape)],
      output: outputs,
    },
    metadataProps: input && !rawInput ? [{ key: 'striate.images', value: JSON.stringify(input) }] : [],
  })
}

const outputNames = ({ outputs, nodes }: ModelGraph) =>
  outputs.map((position, i) => (i === 0 ? 'output' : `output:${nodes[position]!.name}`))

const valueInfo = (name: string, shape: Shape): ValueInfo => ({
  name,
  type: {
    tensorType: {
      elemType: numberOf('float32'),
      shape: { dim: [{ dimParam: 'N' }, ...shape.map((size) => ({ dimValue: size }))] },
    },
  },
})

/** The value that each layer gives. */
function writeLayers(graph: GraphWriter, model: ModelGraph, weights: TensorRecord, image: ValueName): ValueName[] {
  const values: ValueName[] = []
  for (const node of model.nodes) {
    const { layer, name, inputs, shape: output } = node
    const write = (writers as Readonly<Record<string, Writer>>)[layer.kind]
    if (!write)
      throw new FormatError({
        code: 'onnx-own-layer',
        message: say('"{name}" ({kind}) cannot be written as ONNX: {why}', {
          name,
          kind: layer.kind,
          why: say('no one has said how its kind is written.'),
        }),
        fix: say('build it of layers that there are.'),
        details: { layer: name, kind: layer.kind },
      })
    graph.begin(name)
    const numbers = (parameter: string) => weights[`${name}.${parameter}`]!
    const writing: Writing = {
      layer,
      name,
      graph,
      output,
      inputs: inputs.map((position) => (position === inputNode ? image : values[position]!)),
      shapes: inputs.map((position) => (position === inputNode ? model.inputShape : model.nodes[position]!.shape)),
      has: (parameter) => weights[`${name}.${parameter}`] !== undefined,
      data: (parameter) => single(numbers(parameter).data),
      weight: (parameter, shape = numbers(parameter).shape) =>
        graph.floats(`${name}.${parameter}`, shape, single(numbers(parameter).data)),
      forEachImage: (value, shape) => {
        const batch = graph.node('Shape', [image], { start: { int: 0 }, end: { int: 1 } })
        return graph.node('Expand', [value, graph.node('Concat', [batch, graph.ints(shape)], { axis: { int: 0 } })])
      },
    }
    values.push(write(writing))
  }
  return values
}

const single = (data: Float32Array | Float64Array) => (data instanceof Float32Array ? data : Float32Array.from(data))

/** The border and the scale that make a raw image the model's input. */
function rawImage(graph: GraphWriter, model: ModelGraph, input: ModelInput | undefined): ValueName {
  if (!input)
    throw new FormatError({
      code: 'onnx-no-input',
      message: say('"{model}" does not know how its images are read.', { model: model.name }),
      fix: asIs('writeOnnx(net)'),
    })
  graph.begin('images')
  const { padding, border, normalization } = input
  const around = padded(graph, 'input', padding, border)
  const [channels] = input.stored
  const each = (numbers: number | ArrayLike<number>) => {
    const list = typeof numbers === 'number' ? [numbers] : Array.from(numbers)
    const shape = list.length === 1 ? [1] : [channels!, ...input.stored.slice(1).map(() => 1)]
    return graph.floats('images/numbers', shape, Float32Array.from(list))
  }
  const scaled = graph.node('Mul', [around, each(normalization.scale)])
  return graph.node('Add', [scaled, each(normalization.offset)])
}
