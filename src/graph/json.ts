/**
 * A model as JSON. Layers are plain values already; `inputs` is written only where a layer does not simply follow the
 * one before it; names always. Weights are another thing (formats/safetensors). The way back is fromJson.ts.
 */
import type { Layer } from '../layers/layer.ts'
import type { Shape } from '../values/shape.ts'
import type { ModelInput } from './modelInput.ts'
import { inputNode, type JoinedNodes } from './node.ts'

/** A model as JSON, without weights; `modelFromJson` reads it. */
export interface ModelJson {
  readonly format: 'striate-model'
  readonly version: 1
  readonly name: string
  readonly input: Shape
  /** How raw images become the input, and what the outputs are called; absent where no one has said it. */
  readonly images?: ModelInput
  /** `inputs` are names of earlier layers, or 'input'. */
  readonly layers: readonly (Layer & { readonly inputs?: readonly string[] })[]
  /** Names of the layers that are outputs, the main one first; absent where it is the last layer alone. */
  readonly outputs?: readonly string[]
}

/** With the name by which weights go: it stays when layers are put before it. */
function withName({ kind, name: _, ...options }: Layer, name: string): Layer {
  // In one order, so that equal models are equal texts.
  return { kind, name, ...options }
}

export function modelToJson(model: JoinedNodes & { readonly input: ModelInput | undefined }): ModelJson {
  const nameOf = (position: number) => (position === inputNode ? 'input' : model.nodes[position]!.name)
  const layers = model.nodes.map(({ layer, inputs }, position) =>
    inputs.length === 1 && inputs[0] === position - 1
      ? withName(layer, nameOf(position))
      : { ...withName(layer, nameOf(position)), inputs: inputs.map(nameOf) },
  )
  const images = model.input ? { images: model.input } : {}
  const last = model.outputs.length === 1 && model.outputs[0] === model.nodes.length - 1
  const outputs = last ? {} : { outputs: model.outputs.map(nameOf) }
  return { format: 'striate-model', version: 1, name: model.name, input: model.inputShape, ...images, layers, ...outputs }
}
