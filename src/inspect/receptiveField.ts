/**
 * The theoretical receptive field of one layer, unit by unit: the box of the image that can move a unit at all. The
 * recurrences are the model's own (graph/receptiveField.ts); here they become boxes to look at. How much each pixel in the
 * box counts is the effective field's affair.
 */

import { OptionError, ShapeError } from '../errors/errors.ts'
import { booleanOption, knownOptions, show } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import type { ModelGraph } from '../graph/modelGraph.ts'
import { inputNode } from '../graph/node.ts'
import { exactFields, firstPixel, inPixels, pixelsOf } from '../graph/receptiveField.ts'
import { behaviourOf } from '../layers/index.ts'
import { showShape } from '../values/shape.ts'
import { mapShape } from './lookedAt.ts'

/** Edges in input pixels, [top, left, bottom, right]: [0, 0, 5, 5] holds the first five rows and columns. */
export type PixelBox = readonly [top: number, left: number, bottom: number, right: number]

/** What the units of one layer see of the image. Pairs are [vertical, horizontal]. */
export interface LayerField {
  readonly layer: string
  /** Of one unit's box, in pixels (of the largest, where they differ); it may reach into the padding and past the image. */
  readonly size: readonly [number, number]
  /**
   * How far apart the boxes of neighbouring units lie: below 1 where the map is larger than the image, 0 where there is one
   * place only.
   */
  readonly jump: readonly [number, number]
  /** The first pixel of unit (0, 0)'s box; negative in the padding. */
  readonly start: readonly [number, number]
  /** Paths of different jumps or centres met before this layer: the box is their hull, larger than what any of them sees. */
  readonly misaligned: boolean
  /** How many places the layer's map has: [rows, columns]. */
  readonly units: readonly [number, number]
  /** The image's [height, width]. */
  readonly input: readonly [number, number]
  /**
   * The box of the unit at row y, column x (0, 0 if not said): with `clipped`, the part of it that lies in the image (empty,
   * bottom = top or right = left, for a unit that sees padding alone).
   * @throws OptionError for a place that the layer's map does not have
   */
  unit(y?: number, x?: number, options?: { readonly clipped?: boolean }): PixelBox
}

/**
 * The theoretical receptive field of a layer. A layer without places (dense, flatten …) has one unit, (0, 0), whose box is what
 * all its features together see.
 * @throws OptionError for a layer that is not there (the nearest is offered); ShapeError where the model reads no image, or the
 * layer sees nothing of it
 * Source: Araujo, Norris, Sim 2019, Computing receptive fields of convolutional neural networks, Distill.
 */
export function receptiveField(model: ModelGraph, layer: string): LayerField {
  const position = model.find(layer)
  const found = exactFields(model)[position]
  if (!found && model.inputShape.length === 3)
    throw new ShapeError({
      code: 'sees-nothing',
      message: say('"{layer}" of "{name}" sees nothing of the image: it is made of parameters and constants alone.', {
        layer,
        name: model.name,
      }),
      fix: say('choose a layer that comes from the image.'),
    })
  if (!found)
    throw new ShapeError({
      code: 'no-image',
      message: say('"{name}" does not read images, so "{layer}" has no receptive field.', { name: model.name, layer }),
      numbers: [say('its input is {shape}, a list of features', { shape: showShape(model.inputShape) })],
      fix: say('use a model whose input shape is [channels, height, width].'),
    })
  const { shape } = model.nodes[position]!
  const [, rows, columns] = mapShape(shape)
  const [, height, width] = mapShape(model.inputShape)
  const exact = shape.length === 3 ? found : { ...found, ...whole(model, position, found) }
  const { size, jump, misaligned, start } = inPixels(exact)
  const ends = [height, width] as const
  return {
    layer,
    size,
    jump,
    start,
    misaligned,
    units: [rows, columns],
    input: ends,
    unit(y = 0, x = 0, options) {
      const { clipped = false } = knownOptions('unit', options, ['clipped'])
      booleanOption('unit', 'clipped', clipped)
      checkUnit(model, layer, [rows, columns], [y, x])
      const edges = ([0, 1] as const).map((a) => {
        const first = exact.start[a] + [y, x][a]! * jump[a]
        const inside = (edge: number) => (clipped ? Math.min(ends[a], Math.max(0, edge)) : edge)
        return [inside(firstPixel(first)), inside(pixelsOf(first + exact.size[a]))] as const
      })
      return [edges[0]![0], edges[1]![0], edges[0]![1], edges[1]![1]]
    },
  }
}

/** @throws OptionError 'unit-outside' unless the layer's map has this place */
export function checkUnit(
  model: ModelGraph,
  layer: string,
  [rows, columns]: readonly [number, number],
  unit: readonly unknown[],
): void {
  const within = (place: unknown, count: number) => Number.isInteger(place) && (place as number) >= 0 && (place as number) < count
  if (Array.isArray(unit) && unit.length === 2 && within(unit[0], rows) && within(unit[1], columns)) return
  throw new OptionError({
    code: 'unit-outside',
    message: say('"{layer}" of "{name}" has no unit at {unit}.', { layer, name: model.name, unit: show(unit) }),
    numbers: [
      say('its map is {rows}×{columns}: rows 0 to {lastRow}, columns 0 to {lastColumn}', {
        rows,
        columns,
        lastRow: rows - 1,
        lastColumn: columns - 1,
      }),
    ],
    fix: say('give the unit as [row, column] in the map of the layer, not in the image.'),
    details: { layer, unit, rows, columns },
  })
}

type Field = Pick<LayerField, 'size' | 'jump' | 'start'>

/** The field of a flat layer: from the box of the first unit of the map that was flattened to that of the last. */
function whole(model: ModelGraph, position: number, { size, jump, start }: Field): Field {
  const [rows, columns] = flattened(model, position)
  return { size: [size[0] + (rows - 1) * jump[0], size[1] + (columns - 1) * jump[1]], jump: [0, 0], start }
}

/** The map whose units are a flat layer's features; behind a dense layer there is one place. */
function flattened(model: ModelGraph, position: number): readonly [number, number] {
  const { layer, inputs, shape } = model.nodes[position]!
  if (shape.length === 3) return [shape[1]!, shape[2]!]
  const shapes = inputs.map((input) => (input === inputNode ? model.inputShape : model.nodes[input]!.shape))
  if (inputs.length === 0 || behaviourOf(layer).window?.(layer, shapes) === 'all') return [1, 1]
  const maps = inputs.map((input, i): readonly [number, number] =>
    input === inputNode ? [shapes[i]![1]!, shapes[i]![2]!] : flattened(model, input),
  )
  return [Math.max(...maps.map(([rows]) => rows)), Math.max(...maps.map(([, columns]) => columns))]
}
