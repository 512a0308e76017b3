/**
 * ONNX in: the model of a file with its weights. What the file computes is said in layers, exactly, or refused by name; nothing
 * is run by an interpreter, so a model from elsewhere trains, is looked into and saved like one that was built here.
 * Source: ONNX, operators of opset 1 to 26 (onnx/onnx, docs/Operators.md).
 */
import { knownOptions, longestName } from '../../errors/options.ts'
import type { ModelInput } from '../../graph/modelInput.ts'
import { Model } from '../../model/model.ts'
import type { Shape } from '../../values/shape.ts'
import { decode } from './proto/decode.ts'
import { type ModelProto, modelProto } from './proto/messages.ts'
import type { Constant } from './reading/constant.ts'
import { operationsOf } from './reading/operations.ts'
import { type ExternalFiles, externalPaths } from './reading/tensors.ts'
import { isKnown, translate } from './reading/translate.ts'

/** What `readOnnx` can be told. */
export interface ReadOnnxOptions {
  /** For messages, and for a model without a name. */
  readonly name?: string | undefined
  /** The files that hold numbers outside of it, by the paths that it names. */
  readonly files?: ExternalFiles | undefined
}

/** Weights whose numbers are read from the file's bytes each time they are asked for. */
export type OnnxWeights = Readonly<
  Record<string, { readonly shape: Shape; readonly data: Float32Array; readonly bytes?: Uint8Array | undefined }>
>

/** What an ONNX file holds. */
export interface OnnxModel {
  readonly model: Model
  /** For `net.setParameters`. */
  readonly weights: OnnxWeights
}

/**
 * The model of an ONNX file, and its weights.
 * ```ts
 * const { model, weights } = readOnnx(await readFile('resnet18.onnx'))
 * const net = await model.open(await wasm())
 * net.setParameters(weights)
 * ```
 * `load('resnet18.onnx', await wasm())` does this, and finds the files beside it. The first axis of its input is the batch, which
 * may be any number afterwards. Layers are called as their weights are (`layer1.0.conv1`). Weights that several operations share
 * become each layer's own: where it is trained on they part.
 * @throws FormatError where it is damaged, or asks for what cannot be translated: operation, node and opset are named
 */
export function readOnnx(bytes: Uint8Array, options?: ReadOnnxOptions): OnnxModel {
  const { name = 'model.onnx', files = new Map() } = knownOptions('readOnnx', options, ['name', 'files'])
  return modelOf(decode(modelProto, bytes, name), name, files)
}

/** Whether bytes begin as an ONNX file does: with its version, and not with the length and the brace of safetensors. */
export function isOnnx(bytes: Uint8Array): boolean {
  return bytes[0] === 8 && bytes[8] !== 0x7b
}

/** Which files beside it a model needs, by the paths that it names. @throws FormatError where one leads out of its folder */
export function onnxFiles(bytes: Uint8Array, name = 'model.onnx'): string[] {
  return externalPaths(decode(modelProto, bytes, name))
}

/** An operation that a file asks for. */
export interface OnnxOperation {
  readonly op: string
  /** '' is ONNX itself. */
  readonly domain: string
  /** Of its operator set. */
  readonly version: number
  readonly count: number
  /** Whether it is known here; how it is used may still be refused. */
  readonly known: boolean
}

/**
 * The operations of a file, the most frequent first; functions of its own are written out. @throws FormatError where it is
 * damaged
 */
export function onnxOperations(bytes: Uint8Array, name = 'model.onnx'): OnnxOperation[] {
  const found = new Map<string, OnnxOperation>()
  for (const { op, domain, version } of operationsOf(decode(modelProto, bytes, name))) {
    const key = `${domain}.${op}`
    const count = (found.get(key)?.count ?? 0) + 1
    found.set(key, { op, domain, version, count, known: isKnown({ op, domain }) })
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.op < b.op ? -1 : 1))
}

function modelOf(proto: ModelProto, file: string, files: ExternalFiles): OnnxModel {
  const { builder, outputs } = translate(proto, files)
  const positions = builder.outputsOf(outputs)
  const model = new Model(titleOf(proto, file), builder.image.shape, builder.joined, inputOf(proto), positions)
  return { model, weights: weightsOf(builder.weights) }
}

/** Exporters that know no name write their own. */
function titleOf({ graph }: ModelProto, file: string): string {
  const given = graph?.name ?? ''
  const known =
    given === '' || /^(main_graph|torch[-_]jit([-_]export)?|graph)$/i.test(given) ? (file.split(/[\\/]/).at(-1) ?? file) : given
  return (known.replace(/\.onnx$/i, '') || 'model').slice(0, longestName)
}

/** What a model written here says of its images. */
function inputOf({ metadataProps }: ModelProto): ModelInput | undefined {
  const text = metadataProps?.find(({ key }) => key === 'striate.images')?.value
  return text === undefined ? undefined : (JSON.parse(text) as ModelInput)
}

/** Read anew each time: only one tensor at a time lies in memory besides the file. */
function weightsOf(constants: Readonly<Record<string, Constant>>): OnnxWeights {
  const made: Record<string, OnnxWeights[string]> = Object.create(null)
  for (const [name, constant] of Object.entries(constants))
    made[name] = {
      shape: constant.shape,
      bytes: constant.bytes,
      get data() {
        const { data } = constant
        return data instanceof Float32Array ? data : Float32Array.from(data)
      },
    }
  return made
}
