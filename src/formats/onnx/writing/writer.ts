/** What a writer of a kind of layer is given, and what writers share. */
import { FormatError } from '../../../errors/errors.ts'
import { type Sentence, say } from '../../../errors/say.ts'
import type { Layer } from '../../../layers/layer.ts'
import type { Shape } from '../../../values/shape.ts'
import type { WindowFields } from '../../../window/axis.ts'
import { placeWindow } from '../../../window/window.ts'
import type { Given, GraphWriter, ValueName } from './graphWriter.ts'

/** A layer, its place in the model, and the values that it reads. */
export interface Writing<L extends Layer = Layer> {
  readonly layer: L
  readonly name: string
  readonly graph: GraphWriter
  readonly inputs: readonly ValueName[]
  /** Without the batch. */
  readonly shapes: readonly Shape[]
  readonly output: Shape
  /** A parameter or state as a tensor of the file; `shape`: another shape of as many numbers. */
  weight(name: string, shape?: Shape): ValueName
  has(name: string): boolean
  data(name: string): Float32Array
  /** A tensor [sizes] as one for each image [N, sizes]. */
  forEachImage(value: ValueName, shape: Shape): ValueName
}

/** Adds the operations of a layer, and gives the value that is its output. */
// biome-ignore lint/suspicious/noExplicitAny: each kind of layer has options of its own
export type Writer = (writing: Writing<any>) => ValueName

export const ints = (list: readonly number[]): Given => ({ ints: list })

/** @throws FormatError */
export function notWritten({ layer, name }: Pick<Writing, 'layer' | 'name'>, why: Sentence): never {
  throw new FormatError({
    code: 'onnx-not-written',
    message: say('"{name}" ({kind}) cannot be written as ONNX: {why}', { name, kind: layer.kind, why }),
    details: { layer: name, kind: layer.kind },
  })
}

export type Sides = readonly [top: number, left: number, bottom: number, right: number]

/**
 * The padding of a window so that sizes rounded downwards, as ONNX has them where nothing else is said, are those of the layer:
 * 'same' is written out, and where sizes are rounded up the end has as much more as the last window takes.
 */
export function writtenSides(
  fields: WindowFields,
  input: Shape,
  pooling = false,
): { own: Sides; whole: Sides; output: readonly [number, number] } {
  const { window, output } = placeWindow(fields, input, { pooling })
  const [top, left, bottom, right] = window.padding
  const more = (i: 0 | 1, before: number, after: number) => {
    const span = (fields.kernelSize[i] - 1) * fields.dilation[i] + 1
    return Math.max(after, (output[i] - 1) * fields.stride[i] + span - input[i + 1]! - before)
  }
  return { own: [top, left, bottom, right], whole: [top, left, more(0, top, bottom), more(1, left, right)], output }
}

/** The attributes of a window. */
export function windowAttributes(
  { kernelSize, stride, dilation }: Omit<WindowFields, 'padding' | 'rounding'>,
  sides: Sides,
): Record<string, Given> {
  return { kernel_shape: ints(kernelSize), strides: ints(stride), dilations: ints(dilation), pads: ints(sides) }
}

/** Rows and columns of a value around images. */
export function padded(graph: GraphWriter, x: ValueName, sides: Sides, value: number, mode = 'constant'): ValueName {
  if (sides.every((side) => side === 0)) return x
  const [top, left, bottom, right] = sides
  const pads = graph.ints([0, 0, top, left, 0, 0, bottom, right])
  return graph.node('Pad', mode === 'constant' ? [x, pads, graph.number(value)] : [x, pads], { mode: { text: mode } })
}
