/**
 * The Wasm readings of images in another size. First a table for each axis says which pixels make an output, and by which
 * weights; then one item is one channel's plane, of one image or of eight side by side.
 */
import type { Value } from '../../values/value.ts'
import type { Lowering, WasmReading } from '../lowering.ts'
import { planesOf } from '../shared/items.ts'
import type { NearestMode, Resize2dAttributes } from './op.ts'
import { placesOf, tapCount } from './taps.ts'

const numberOf: Readonly<Record<NearestMode, number>> = { 'round-prefer-floor': 0, 'round-prefer-ceil': 1, floor: 2, ceil: 3 }

/** The table of one axis: for each tap the pixels of all outputs, then for each tap the weights. */
function tableOf(axis: 0 | 1, attributes: Resize2dAttributes, image: Value, output: Value, lowering: Lowering): Value {
  const [n, o] = [image.shape[axis + 2]!, output.shape[axis + 2]!]
  const { p, q, r } = placesOf({ n, o, scale: attributes.scale?.[axis] ?? null }, attributes)
  const [p0, p1] = wordsOf(p)
  const [q0, q1] = wordsOf(q)
  const [r0, r1] = wordsOf(r)
  const taps = tapCount[attributes.mode]
  const table = lowering.workspace(axis === 0 ? 'rows' : 'columns', 2 * taps * o)
  const rounding = numberOf[attributes.nearestMode]
  const coefficient = attributes.cubicCoefficient
  lowering.call('resizeTaps', 1, { table, n, o, taps, rounding, coefficient, p0, p1, q0, q1, r0, r1 })
  return table
}

/** A double as two words: a routine's arguments have four bytes each, and a place must not be rounded to the pixel beside it. */
function wordsOf(value: number): [low: number, high: number] {
  const bytes = new DataView(new ArrayBuffer(8))
  bytes.setFloat64(0, value, true)
  return [bytes.getUint32(0, true), bytes.getUint32(4, true)]
}

function sizesOf(attributes: Resize2dAttributes, image: Value, output: Value, lowering: Lowering) {
  const { block, threads } = lowering
  const [, , height, width] = image.shape as readonly [number, number, number, number]
  const [, , outHeight, outWidth] = output.shape as readonly [number, number, number, number]
  const rows = tableOf(0, attributes, image, output, lowering)
  const columns = tableOf(1, attributes, image, output, lowering)
  const scratch = lowering.workspace('row', threads * width * block)
  return { rows, columns, scratch, height, width, outHeight, outWidth, taps: tapCount[attributes.mode], block }
}

export const resize2d: WasmReading<'resize2d'> = ({ attributes, inputs: [x], outputs: [y] }, lowering) => {
  const sizes = sizesOf(attributes, x, y, lowering)
  lowering.call('resize2d', planesOf(x, lowering.block), { x, y, ...sizes })
}

export const resize2dGrad: WasmReading<'resize2dGrad'> = ({ attributes, inputs: [dy], outputs: [dx] }, lowering) => {
  const sizes = sizesOf(attributes, dx, dy, lowering)
  lowering.call('resize2dGrad', planesOf(dx, lowering.block), { dy, dx, ...sizes })
}
