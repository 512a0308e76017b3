/**
 * The theoretical receptive field of every layer: which box of the input one output unit sees. For a unit at (y, x)
 * the box is [start + y·jump, start + y·jump + size − 1], each axis for itself. Along a path
 *
 *   size' = size + (kernel − 1)·dilation·jump,   start' = start − padding·jump,   jump' = jump·stride
 *
 * and where paths meet it is their hull. Source: Araujo, Norris, Sim 2019, Computing receptive fields of CNNs, Distill.
 */

import { ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { behaviourOf } from '../layers/index.ts'
import { wholeText } from '../text/numbers.ts'
import { inputNode, type JoinedNodes, type Node } from './node.ts'

/** [vertical, horizontal]; in input pixels. */
export interface ReceptiveField {
  readonly size: readonly [number, number]
  /** How far apart the boxes of neighbouring units lie; 0 where there are no neighbours (after dense layers). */
  readonly jump: readonly [number, number]
  /** The first pixel of unit (0, 0)'s box; negative in the padding. */
  readonly start: readonly [number, number]
  /** Where paths of different jumps or centres met: the hull is then larger than what any path sees. */
  readonly misaligned: boolean
}

/** The field in one direction of the image. */
interface FieldSide {
  readonly size: number
  readonly jump: number
  readonly start: number
}

/** One a node; undefined where the model's input is not an image. @throws ShapeError where one is larger than 2^53 pixels */
export function receptiveFields(model: JoinedNodes): (ReceptiveField | undefined)[] {
  if (model.inputShape.length !== 3) return model.nodes.map(() => undefined)
  const fields: ReceptiveField[] = []
  // The map that a value's units lie in, flattened or not: a dense layer sees all of it.
  const extents: (readonly [number, number])[] = []
  const image: ReceptiveField = { size: [1, 1], jump: [1, 1], start: [0, 0], misaligned: false }
  for (const node of model.nodes) {
    const shapes = node.inputs.map((input) => (input === inputNode ? model.inputShape : model.nodes[input]!.shape))
    const before = node.inputs.map((input) => (input === inputNode ? image : fields[input]!))
    const window = behaviourOf(node.layer).window?.(node.layer, shapes)
    const joined = hull(before)
    const extent = (a: 0 | 1) =>
      largest(node.inputs.map((input, i) => (shapes[i]!.length === 3 ? shapes[i]![a + 1]! : extents[input]![a])))
    extents.push(node.shape.length === 3 ? [node.shape[1]!, node.shape[2]!] : window === 'all' ? [1, 1] : [extent(0), extent(1)])
    const axis = (a: 0 | 1): FieldSide => {
      const { size, jump, start } = { size: joined.size[a], jump: joined.jump[a], start: joined.start[a] }
      if (window === 'all') {
        return { size: size + (extent(a) - 1) * jump, jump: 0, start }
      }
      if (!window) return { size, jump, start }
      return {
        size: size + (window.kernelSize[a] - 1) * window.dilation[a] * jump,
        jump: jump * window.stride[a],
        start: start - window.padding[a] * jump,
      }
    }
    const [v, h] = [axis(0), axis(1)]
    if (![v, h].every(({ size, jump, start }) => [size, jump, start].every(Number.isSafeInteger))) throw tooFar(model, node, v, h)
    fields.push({ size: [v.size, h.size], jump: [v.jump, h.jump], start: [v.start, h.start], misaligned: joined.misaligned })
  }
  return fields
}

/** Sizes beyond 2^53 are no longer whole: there is no such image, and no table has a place for it. */
function tooFar({ name: model, nodes }: JoinedNodes, node: Node, v: FieldSide, h: FieldSide): ShapeError {
  const { name, layer } = node
  return new ShapeError({
    code: 'too-large',
    message: say('its receptive field is too large to compute.'),
    layer: { position: nodes.indexOf(node) + 1, name, kind: layer.kind, model },
    numbers: [
      say('{height} × {width} pixels, {down} × {across} apart; at most {most}', {
        height: v.size,
        width: h.size,
        down: v.jump,
        across: h.jump,
        most: wholeText(Number.MAX_SAFE_INTEGER),
      }),
    ],
    fix: say('use smaller kernels, strides and dilations in it and in the layers before it.'),
  })
}

// Not Math.max(...list): a layer may have more inputs than a call takes arguments.
const largest = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b), -Infinity)
const least = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.min(a, b), Infinity)

function hull(fields: readonly ReceptiveField[]): ReceptiveField {
  if (fields.length === 1) return fields[0]!
  const axis = (a: 0 | 1) => {
    const start = least(fields.map((field) => field.start[a]))
    const end = largest(fields.map((field) => field.start[a] + field.size[a]))
    const centres = new Set(fields.map((field) => 2 * field.start[a] + field.size[a]))
    const jumps = new Set(fields.map((field) => field.jump[a]))
    return { size: end - start, start, jump: largest([...jumps]), misaligned: centres.size > 1 || jumps.size > 1 }
  }
  const [v, h] = [axis(0), axis(1)]
  return {
    size: [v.size, h.size],
    jump: [v.jump, h.jump],
    start: [v.start, h.start],
    misaligned: v.misaligned || h.misaligned || fields.some((field) => field.misaligned),
  }
}
