/**
 * The model that is being built: layers, what each gives, and the numbers of their parameters. Shapes are known as soon as a
 * layer is added, for what follows may depend on them.
 */
import { FormatError, StriateError } from '../../../errors/errors.ts'
import { longestName } from '../../../errors/options.ts'
import { say } from '../../../errors/say.ts'
import { inputNode, type Joined } from '../../../graph/node.ts'
import { behaviourOf } from '../../../layers/index.ts'
import type { Layer } from '../../../layers/layer.ts'
import { reshape } from '../../../layers/reshape.ts'
import { type Shape, sameShape, sizeOf } from '../../../values/shape.ts'
import { type Constant, fractions } from './constant.ts'
import type { Operation } from './operation.ts'

/** What a layer gives, or the image: one for each image of a batch. */
export interface Place {
  readonly position: number
  /** Without the batch. */
  readonly shape: Shape
}

/** Numbers of parameters, by their names in the layer: `weight`, `running_mean`. */
export type LayerWeights = Readonly<Record<string, Constant>>

export class Builder {
  readonly joined: Joined[] = []
  readonly weights: Record<string, Constant> = Object.create(null)
  readonly image: Place
  readonly #names = new Set(['input'])

  constructor(inputShape: Shape) {
    this.image = { position: inputNode, shape: inputShape }
  }

  /** Adds a layer. `names`: what it may be called, the best first; those with numbers of their own are called something. */
  add(operation: Operation, layer: Layer, inputs: readonly Place[], names: readonly string[], weights: LayerWeights = {}): Place {
    const shapes = inputs.map((input) => input.shape)
    const all = { ...statesOf(layer, shapes), ...weights }
    const wanted = names.length > 0 ? names : Object.keys(all).length > 0 ? [layer.kind] : []
    const named = wanted.length === 0 ? layer : { ...layer, name: this.#free(wanted) }
    const shape = this.#shapeOf(operation, named, shapes)
    checkWeights(operation, named, shapes, all)
    this.joined.push({ layer: named, inputs: inputs.map(({ position }) => position) })
    for (const [parameter, constant] of Object.entries(all)) this.weights[`${named.name}.${parameter}`] = constant
    return { position: this.joined.length - 1, shape }
  }

  /**
   * The positions of outputs, each of a layer of its own: the image itself, or one that comes twice, gets one that changes
   * nothing.
   */
  outputsOf(places: readonly Place[]): number[] {
    const taken = new Set<number>([inputNode])
    return places.map(({ position, shape }) => {
      const own = taken.has(position) ? this.joined.push({ layer: reshape({ shape }), inputs: [position] }) - 1 : position
      taken.add(own)
      return own
    })
  }

  #shapeOf(operation: Operation, layer: Layer, shapes: readonly Shape[]): Shape {
    try {
      return behaviourOf(layer).output(layer, shapes)
    } catch (cause) {
      if (!(cause instanceof StriateError)) throw cause
      throw new FormatError(
        {
          ...cause.data,
          code: 'onnx-shape',
          message: say('{op} "{node}": {what}', { op: operation.op, node: operation.name, what: cause.data.message }),
        },
        { cause },
      )
    }
  }

  #free(wanted: readonly string[]): string {
    const [first, ...others] = wanted.map((name) => name.slice(0, longestName - 8)) as [string, ...string[]]
    let name = [first, ...others].find((one) => !this.#names.has(one)) ?? first
    for (let n = 2; this.#names.has(name); n++) name = `${first}_${n}`
    this.#names.add(name)
    return name
  }
}

/** Weights of another shape than the layer's input wants are an error of the file, said where they are read. */
function checkWeights(operation: Operation, layer: Layer, shapes: readonly Shape[], weights: LayerWeights): void {
  const behaviour = behaviourOf(layer)
  const specs = { ...behaviour.parameters?.(layer, shapes), ...behaviour.state?.(layer, shapes) }
  for (const [name, { shape }] of Object.entries(specs)) {
    const found = weights[name]?.shape ?? []
    if (sameShape(found, shape)) continue
    throw new FormatError({
      code: 'onnx-shape',
      message: say('{op} "{node}": its {name} has the shape [{found}], but its input wants [{wanted}].', {
        op: operation.op,
        node: operation.name,
        name,
        found: found.join(', '),
        wanted: shape.join(', '),
      }),
    })
  }
}

/** What a layer carries with it that the file does not say: the numbers that it begins with. */
function statesOf(layer: Layer, shapes: readonly Shape[]): Record<string, Constant> {
  const states = Object.entries(behaviourOf(layer).state?.(layer, shapes) ?? {})
  return Object.fromEntries(
    states.map(([name, { shape, initial }]) => {
      const size = sizeOf(shape)
      const data = typeof initial === 'number' ? new Float32Array(size).fill(initial) : Float32Array.from(initial)
      return [name, fractions(shape, data)]
    }),
  )
}

/**
 * What a layer may be called, the best first: as its weights are (`layer1.0.conv1.weight`), or as its node, whose path PyTorch
 * writes out (`/layer1/layer1.0/conv1/Conv`). Exporters write equal weights once: then the second layer is called as its node.
 */
export function layerNames(operation: Operation, weight?: Constant): string[] {
  const [, owner] = /^(.+)[./](?:weight|kernel|gamma|W)(?::0)?$/.exec(weight?.name ?? '') ?? []
  const parts = operation.name.split('/').filter(Boolean)
  if (parts.length > 1 && parts.at(-1)!.replace(/_\d+$/, '') === operation.op) parts.pop()
  const path: string[] = []
  for (const part of parts) {
    if (path.length > 0 && part.startsWith(`${path.at(-1)}.`)) path.pop()
    path.push(part)
  }
  return [...(owner ? [owner] : []), ...(path.length > 0 ? [path.join('.')] : [])]
}
