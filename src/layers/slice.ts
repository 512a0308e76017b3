/** Slice: a part of an image or of its channels, in steps, and backwards too. */
import { OptionError, ShapeError } from '../errors/errors.ts'
import { wrongOption } from '../errors/options.ts'
import { say } from '../errors/say.ts'
import { type Shape, showShape } from '../values/shape.ts'
import type { Window2d } from '../window/window2d.ts'
import { axesIn, mostAxes, onePlace, wholesOption } from './axes.ts'
import type { Layer, LayerBehaviour } from './layer.ts'
import { type NameOption, named } from './named.ts'

/** What `slice` can be told: a number for each axis that is cut. */
export interface SliceOptions extends NameOption {
  /** The first place of each axis. Below 0 it counts from the end; beyond an end it is that end. */
  readonly starts: readonly number[]
  /** The place behind the last (backwards: before the last). Below 0 it counts from the end; beyond an end it is that end. */
  readonly ends: readonly number[]
  /** From one place to the next; below 0 backwards. Default 1 each. */
  readonly steps?: readonly number[] | undefined
  /** Which axes, from 0 behind the batch, or below 0 from the end. Default as many as there are starts, from the first. */
  readonly axes?: readonly number[] | undefined
  /** The sizes that these axes must have; another is an error. Default null: any. */
  readonly of?: readonly number[] | null | undefined
}

/** A part as a plain value: what `slice` gives, with every default filled in. */
export interface SliceLayer extends Layer {
  readonly kind: 'slice'
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly steps: readonly number[]
  readonly axes: readonly number[]
  readonly of: readonly number[] | null
}

/**
 * Of each named axis the indices start, start + step, start + 2·step … up to `end`, which is not taken. Numbers below 0 count
 * from the end, and those beyond an end are that end: ends: [1e9] takes everything that is left. With steps of −1 it mirrors.
 * As ONNX's Slice and Python's x[start:end:step], but that the batch is no axis. `split` makes several parts that add up. No
 * parameters. Cost: a copy; the gradient is zero where nothing was taken.
 *
 * Receptive field: exact where channels, or rows and columns of an image are cut with steps above 0; else the hull of all units.
 * @throws OptionError for an option that is missing, unknown or out of range.
 * @throws ShapeError (from the model) where an axis is not there or nothing would be left.
 * @example
 * ```ts
 * // The middle of an image, mirrored from left to right.
 * const middle = slice({ axes: [1, 2], starts: [4, -5], ends: [-4, 3], steps: [1, -1] })
 * console.log(sequential('middle', [3, 32, 32], [middle]).outputShape) // [ 3, 24, 24 ]
 * ```
 */
export function slice(given: SliceOptions): SliceLayer {
  const { owner, options, head } = named('slice', given, ['starts', 'ends', 'steps', 'axes', 'of'])
  const starts = wholesOption(owner, 'starts', options.starts)
  const { steps = starts.map(() => 1), axes = starts.map((_, axis) => axis) } = options
  const of = options.of === undefined || options.of === null ? null : wholesOption(owner, 'of', options.of)
  const lists = {
    ends: wholesOption(owner, 'ends', options.ends),
    steps: wholesOption(owner, 'steps', steps),
    axes: wholesOption(owner, 'axes', axes),
    of,
  }
  for (const [name, list] of Object.entries(lists))
    if (list && list.length !== starts.length)
      throw new OptionError({
        code: 'other-length',
        message: say('{owner}: {name} has {found} numbers, but starts has {wanted}.', {
          owner,
          name,
          found: list.length,
          wanted: starts.length,
        }),
        fix: say('give one for each axis that is cut.'),
      })
  if (lists.steps.includes(0))
    throw wrongOption(owner, 'steps', steps, say('a list of 1 to {most} whole numbers other than 0', { most: mostAxes }))
  return { ...head, starts, ...lists }
}

/** Of each axis of the input: the first place, the step, how many. */
interface Taken {
  readonly start: number
  readonly step: number
  readonly count: number
}

function taken(layer: SliceLayer, input: Shape): Taken[] {
  const all: Taken[] = input.map((size) => ({ start: 0, step: 1, count: size }))
  for (const [i, axis] of axesIn('slice', layer.axes, input).entries()) {
    const size = input[axis]!
    refuseOther(layer, i, axis, input)
    const step = layer.steps[i]!
    // Backwards the ends are the last place and the one before the first.
    const [low, high] = step > 0 ? [0, size] : [-1, size - 1]
    const inside = (place: number) => Math.min(high, Math.max(low, place < 0 ? place + size : place))
    const [start, end] = [inside(layer.starts[i]!), inside(layer.ends[i]!)]
    const count = Math.ceil((end - start) / step)
    if (count <= 0)
      throw new ShapeError({
        code: 'nothing-left',
        message: say('slice leaves nothing of axis {axis}.', { axis }),
        numbers: [
          say('input {input}: axis of size {size}, from {start} to {end} by {step}', {
            input: showShape(input),
            size,
            start: layer.starts[i]!,
            end: layer.ends[i]!,
            step,
          }),
        ],
        fix:
          step > 0
            ? say('end is one past the last index taken; negative numbers count from the end.')
            : say('with a negative step, end is one before the last index taken: {before} takes index 0 as well.', {
                before: -size - 1,
              }),
        details: { input, axis },
      })
    all[axis] = { start, step, count }
  }
  return all
}

function refuseOther({ of }: SliceLayer, i: number, axis: number, input: Shape): void {
  const wanted = of?.[i]
  if (wanted === undefined || wanted === input[axis]) return
  throw new ShapeError({
    code: 'other-size',
    message: say('the parts of axis {axis} add up to {wanted}, but its size is {found}.', { axis, wanted, found: input[axis]! }),
    numbers: [say('input {shape}', { shape: showShape(input) })],
    fix: say('split an axis into sizes that add up to its own.'),
    details: { input, axis, wanted },
  })
}

const attributesOf = (layer: SliceLayer, input: Shape) => {
  const all = taken(layer, input)
  return { starts: all.map(({ start }) => start), steps: all.map(({ step }) => step) }
}

export const sliceLayer: LayerBehaviour<SliceLayer> = {
  inputs: 1,
  create: slice,
  title: { en: 'slice', ko: '잘라 내기' },
  passive: true,

  output(layer, [input]) {
    return taken(layer, input).map(({ count }) => count)
  },

  forward(layer, { inputs: [x], emit, output }) {
    const y = output()
    emit('slice', attributesOf(layer, x.shape.slice(1)), [x], [y])
    return y
  },

  backward(layer, { inputs: [x], dy, emit, wants, gradient }) {
    if (!wants(0)) return [undefined]
    const dx = gradient(0)
    emit('sliceGrad', attributesOf(layer, x.shape.slice(1)), [dy], [dx])
    return [dx]
  },

  window(layer, [input]): Window2d | 'all' {
    const all = taken(layer, input)
    const whole = ({ start, step, count }: Taken, axis: number) => start === 0 && step === 1 && count === input[axis]
    if (input.length > 2 && all.slice(-2).every((one, i) => whole(one, input.length - 2 + i))) return onePlace
    const [, rows, columns] = all
    if (input.length !== 3 || !rows || !columns || rows.step < 0 || columns.step < 0) return 'all'
    // Its places begin inside the image: a padding below 0.
    const behind = ({ start, step, count }: Taken, size: number) => start + (count - 1) * step + 1 - size
    return {
      kernelSize: [1, 1],
      stride: [rows.step, columns.step],
      dilation: [1, 1],
      padding: [-rows.start, -columns.start, behind(rows, input[1]!), behind(columns, input[2]!)],
    }
  },
}
