/** Resize, and Upsample before it. */
import { say } from '../../../../errors/say.ts'
import { resize2d } from '../../../../layers/resize2d.ts'
import { listText, type Node, type Translate } from '../node.ts'
import { imageOf } from './windows.ts'

const modes = { nearest: 'nearest', linear: 'bilinear', cubic: 'cubic' } as const
const coordinates = {
  half_pixel: 'half-pixel',
  half_pixel_symmetric: 'half-pixel-symmetric',
  pytorch_half_pixel: 'pytorch-half-pixel',
  align_corners: 'align-corners',
  asymmetric: 'asymmetric',
} as const
const roundings = {
  round_prefer_floor: 'round-prefer-floor',
  round_prefer_ceil: 'round-prefer-ceil',
  floor: 'floor',
  ceil: 'ceil',
} as const

const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[]

const resize: Translate = (node) => {
  imageOf(node)
  const mode = modes[node.choice('mode', 'nearest', keysOf(modes))]
  const size = sizeOf(node)
  const x = node.place(0)
  // Version 10, as Upsample: places are asymmetric, and the pixel before them is taken.
  if (node.operation.op === 'Upsample' || node.version < 11)
    return node.add(resize2d({ ...size, mode, coordinates: 'asymmetric', nearestMode: 'floor' }), [x])
  for (const attribute of ['antialias', 'exclude_outside'])
    if (node.int(attribute, 0)) node.fail(say('its {attribute} is {value}.', { attribute, value: 1 }))
  const policy = node.text('keep_aspect_ratio_policy', 'stretch')
  if (policy !== 'stretch')
    node.fail(say('its {attribute} is {value}.', { attribute: 'keep_aspect_ratio_policy', value: policy }))
  const layer = resize2d({
    ...size,
    mode,
    coordinates: coordinates[node.choice('coordinate_transformation_mode', 'half_pixel', keysOf(coordinates))],
    nearestMode: roundings[node.choice('nearest_mode', 'round_prefer_floor', keysOf(roundings))],
    ...(mode === 'cubic' ? { cubicCoefficient: node.float('cubic_coeff_a', -0.75) } : {}),
  })
  return node.add(layer, [x])
}

/** The new height and width, or how many times larger they are: of the last two axes, the others stay. */
function sizeOf(node: Node): { size: readonly [number, number] } | { scale: readonly [number, number] } {
  const [sizes, scales] = [listAt(node, 3), listAt(node, node.version < 11 ? 1 : 2) ?? node.floats('scales')]
  const given = sizes ?? scales ?? node.fail(say('it says neither scales nor sizes.'))
  const axes = node.ints('axes')?.map((axis) => (axis < 0 ? axis + 4 : axis)) ?? [0, 1, 2, 3]
  const all = sizes ? [...node.place(0).shape] : [1, 1, 1]
  for (const [i, axis] of axes.entries()) {
    const value = given[i]!
    // The batch stays as it is.
    if (axis > 0) all[axis - 1] = value
    else if (sizes ? !(Number.isNaN(value) || value === node.translation.batch) : value !== 1)
      node.fail(say('its scales are {scales}.', { scales: listText(given) }))
  }
  const [channels, height, width] = all as [number, number, number]
  if (channels !== (sizes ? node.place(0).shape[0] : 1)) node.fail(say('its scales are {scales}.', { scales: listText(given) }))
  if (sizes) return { size: [height, width] }
  const [, rows, columns] = imageOf(node)
  return { scale: [scaleOf(height, rows), scaleOf(width, columns)] }
}

/**
 * The scale of `n` pixels, which is written in single precision, as are the products that others make of it: 0.7 of 10 pixels
 * are 7, though 0.699999988 of them are less.
 */
function scaleOf(scale: number, n: number): number {
  const exact = Math.floor(Math.fround(scale * n)) / n
  return Math.fround(exact) === scale ? exact : scale
}

/** A list that an input gives; an empty one is as good as none. */
function listAt(node: Node, input: number): readonly number[] | undefined {
  const found = node.inputs[input] ? Array.from(node.known(input).data) : []
  return found.length > 0 ? found : undefined
}

export const resizing: Readonly<Record<string, Translate>> = { Resize: resize, Upsample: resize }
