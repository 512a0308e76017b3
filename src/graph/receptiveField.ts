/**
 * The theoretical receptive field of every layer: which box of the input one output unit sees. For a unit at (y, x)
 * the box is [start + y·jump, start + y·jump + size − 1], each axis for itself. Along a path
 *
 *   size' = size + (kernel − 1)·dilation·jump,   start' = start − padding·jump,   jump' = jump·stride
 *
 * and where paths meet it is their hull. Layers that enlarge maps have strides below 1: then jumps and starts are no whole
 * numbers, and a unit sees the whole pixels that lie in its box. Source: Araujo, Norris, Sim 2019, Computing receptive fields of
 * CNNs, Distill.
 */

import { ShapeError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'
import { behaviourOf } from '../layers/index.ts'
import { wholeText } from '../text/numbers.ts'
import { inputNode, type JoinedNodes, type Node } from './node.ts'

/** [vertical, horizontal]; in input pixels. */
export interface ReceptiveField {
  /** Of the largest box. */
  readonly size: readonly [number, number]
  /**
   * How far apart the boxes of neighbouring units lie: below 1 where maps have been enlarged beyond the image, 0 where there are
   * no neighbours (after dense layers).
   */
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

/**
 * One a node; undefined where the model's input is not an image, and where a node sees nothing of it: a parameter, a constant.
 * @throws ShapeError where one is larger than 2^53 pixels
 */
export function receptiveFields(model: JoinedNodes): (ReceptiveField | undefined)[] {
  return exactFields(model).map((field) => field && inPixels(field))
}

/** The field with the pixels that it holds at most, and the first that unit (0, 0) sees. */
export function inPixels(field: ReceptiveField): ReceptiveField {
  const { size, start } = field
  return { ...field, size: [pixelsOf(size[0]), pixelsOf(size[1])], start: [firstPixel(start[0]), firstPixel(start[1])] }
}

/** The first whole pixel from a place on, and how many lie side by side in so many at most. −0 is 0. */
export const firstPixel = (place: number): number => Math.ceil(nearlyWhole(place)) + 0
export const pixelsOf = (size: number): number => Math.floor(nearlyWhole(size))

/** A third, three times, is one. */
function nearlyWhole(value: number): number {
  const whole = Math.round(value)
  return Math.abs(value - whole) < 1e-6 ? whole : value
}

/** As the recurrences have them: not rounded to whole pixels. */
export function exactFields(model: JoinedNodes): (ReceptiveField | undefined)[] {
  if (model.inputShape.length !== 3) return model.nodes.map(() => undefined)
  const fields: (ReceptiveField | undefined)[] = []
  // The map that a value's units lie in, flattened or not: a dense layer sees all of it.
  const extents: (readonly [number, number])[] = []
  const image: ReceptiveField = { size: [1, 1], jump: [1, 1], start: [0, 0], misaligned: false }
  for (const node of model.nodes) {
    const shapes = node.inputs.map((input) => (input === inputNode ? model.inputShape : model.nodes[input]!.shape))
    // Inputs that see nothing of the image add nothing to what is seen.
    const before = node.inputs.flatMap((input, i) => {
      const field = input === inputNode ? image : fields[input]
      const [, height, width] = shapes[i]!
      const map = shapes[i]!.length === 3 ? ([height!, width!] as const) : extents[input]!
      return field ? [{ field, map }] : []
    })
    const map = node.shape.length === 3 ? ([node.shape[1]!, node.shape[2]!] as const) : undefined
    if (before.length === 0) {
      fields.push(undefined)
      extents.push(map ?? [1, 1])
      continue
    }
    const window = behaviourOf(node.layer).window?.(node.layer, shapes)
    const joined = hull(before.map(({ field }) => field))
    const extent = (a: 0 | 1) => largest(before.map(({ map }) => map[a]))
    extents.push(map ?? (window === 'all' ? [1, 1] : [extent(0), extent(1)]))
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
    if (![v, h].every(({ size, jump, start }) => [size, jump, start].every(isInReach))) throw tooFar(model, node, v, h)
    fields.push({ size: [v.size, h.size], jump: [v.jump, h.jump], start: [v.start, h.start], misaligned: joined.misaligned })
  }
  return fields
}

const isInReach = (value: number) => Math.abs(value) <= Number.MAX_SAFE_INTEGER

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

const differ = (numbers: readonly number[]) => largest(numbers) - least(numbers) > 1e-6

function hull(fields: readonly ReceptiveField[]): ReceptiveField {
  if (fields.length === 1) return fields[0]!
  const axis = (a: 0 | 1) => {
    const start = least(fields.map((field) => field.start[a]))
    const end = largest(fields.map((field) => field.start[a] + field.size[a]))
    const centres = fields.map((field) => 2 * field.start[a] + field.size[a])
    const jumps = fields.map((field) => field.jump[a])
    return { size: end - start, start, jump: largest(jumps), misaligned: differ(centres) || differ(jumps) }
  }
  const [v, h] = [axis(0), axis(1)]
  return {
    size: [v.size, h.size],
    jump: [v.jump, h.jump],
    start: [v.start, h.start],
    misaligned: v.misaligned || h.misaligned || fields.some((field) => field.misaligned),
  }
}
