/** An image and the key to its colours on a real canvas: where pixels lie and what they are. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { drawn } from '../../test/figures/canvas.ts'
import { colourAt, colourBar, image, loadFonts, markColour, themes } from '../figures.ts'
import { rgbOf } from './theme.ts'

before(async () => {
  const { note } = await loadFonts()
  assert.equal(note, undefined)
})

const plane = (height: number, width: number, data: readonly number[]) => ({ shape: [height, width], data })
const rgb = (colour: number[]) => colour.slice(0, 3)

test('an image is drawn pixel by pixel in whole squares, with a hairline around it', () => {
  const { size, pixel } = drawn(image(plane(2, 2, [0, 1, 2, 3]), { width: 20 }))
  assert.deepEqual(size, { width: 22, height: 22 })
  for (const [value, x, y] of [
    [0, 0, 0],
    [1, 1, 0],
    [2, 0, 1],
    [3, 1, 1],
  ] as const)
    for (const [dx, dy] of [
      [0, 0],
      [9, 0],
      [0, 9],
      [9, 9],
    ] as const)
      assert.deepEqual(rgb(pixel(1 + 10 * x + dx, 1 + 10 * y + dy)), [85 * value, 85 * value, 85 * value])
  assert.deepEqual(rgb(pixel(0, 5)), rgbOf(themes.light.line))
  assert.deepEqual(rgb(pixel(22, 5)), [255, 255, 255])
  assert.deepEqual(drawn(image(plane(2, 2, [0, 1, 2, 3]), { width: 20, frame: false })).size, { width: 20, height: 20 })
})

test('smooth blurs enlarged pixels, and crisp ones have only the colours of their values', () => {
  const checks = plane(2, 2, [0, 255, 255, 0])
  const greys = (smooth: boolean) =>
    10_000 -
    [0, 255].reduce(
      (sum, v) => sum + drawn(image(checks, { width: 100, frame: false, smooth }), {}, 100, 100).count([v, v, v]),
      0,
    )
  assert.equal(greys(false), 0)
  assert.ok(greys(true) > 1000)
})

test('signed: zero is neutral whatever the values around it, also in a range that is not symmetric', () => {
  const neutral = colourAt('signed', 0.5)
  for (const range of [undefined, [-1, 9], [-100, 0.5]] as const) {
    const { pixel } = drawn(image(plane(1, 3, [-2, 0, 7]), { map: 'signed', width: 30, ...(range && { range }) }))
    assert.deepEqual(rgb(pixel(15, 5)), neutral)
    assert.ok(pixel(5, 5)[2]! > pixel(5, 5)[0]! && pixel(25, 5)[0]! > pixel(25, 5)[2]!)
  }
  assert.deepEqual(rgb(drawn(image(plane(1, 1, [0]), { map: 'signed' })).pixel(10, 10)), neutral)
})

test('values that are not finite are marked, and do not move the scale of the others', () => {
  const { pixel } = drawn(image(plane(1, 5, [0, NaN, Infinity, -Infinity, 4]), { width: 50 }))
  assert.deepEqual(
    [1, 2, 3].map((i) => rgb(pixel(5 + 10 * i, 5))),
    [1, 2, 3].map(() => rgbOf(markColour)),
  )
  assert.deepEqual([pixel(5, 5)[0], pixel(45, 5)[0]], [0, 255])
  const all = drawn(image(plane(1, 2, [NaN, NaN]), { width: 20 }))
  assert.deepEqual(rgb(all.pixel(5, 5)), rgbOf(markColour))
  // The largest numbers: their difference is infinite.
  const wide = drawn(image(plane(1, 3, [-Number.MAX_VALUE, 0, Number.MAX_VALUE]), { width: 30 }))
  assert.deepEqual(
    [5, 15, 25].map((x) => wide.pixel(x, 5)[0]),
    [0, 128, 255],
  )
})

test('a constant image has the middle colour; three channels are red, green and blue', () => {
  assert.equal(drawn(image(plane(2, 2, [5, 5, 5, 5]))).pixel(20, 20)[0], 128)
  const colour = { shape: [3, 1, 2], data: Uint8Array.of(255, 10, 0, 20, 128, 300) }
  const { pixel } = drawn(image(colour, { width: 20, map: 'heat' }))
  assert.deepEqual(
    [rgb(pixel(5, 5)), rgb(pixel(15, 5))],
    [
      [255, 0, 128],
      [10, 20, 44],
    ],
  )
  const parts = drawn(image({ shape: [3, 1, 1], data: [1, 0.5, NaN] }, { range: [0, 1], width: 20 }))
  assert.deepEqual(rgb(parts.pixel(5, 5)), rgbOf(markColour))
})

test('a box goes along the edges of its pixels, and is cut off at the image', () => {
  const pink = [0xd6, 0, 0x6c]
  const dark = plane(10, 10, new Array(100).fill(0))
  const { pixel } = drawn(image(dark, { width: 100, overlays: [{ box: [2, 3, 5, 7] }], range: [0, 1] }))
  // One CSS pixel of frame, ten a pixel: rows 21 to 51, columns 31 to 71; the line is two wide, with white beside it.
  for (const [x, y] of [
    [50, 20],
    [50, 21],
    [50, 50],
    [50, 51],
    [30, 40],
    [31, 40],
    [70, 40],
    [71, 40],
  ] as const)
    assert.deepEqual(rgb(pixel(x, y)), pink, `${x}, ${y}`)
  for (const [x, y] of [
    [50, 19],
    [50, 22],
    [29, 40],
    [72, 40],
  ] as const)
    assert.deepEqual(rgb(pixel(x, y)), [255, 255, 255], `${x}, ${y}`)
  for (const [x, y] of [
    [50, 18],
    [50, 24],
    [50, 35],
    [27, 40],
    [90, 90],
  ] as const)
    assert.deepEqual(rgb(pixel(x, y)), [0, 0, 0], `${x}, ${y}`)
  const beyond = drawn(image(dark, { width: 100, overlays: [{ box: [-5, 4, 3, 40] }], range: [0, 1] }))
  assert.deepEqual(rgb(beyond.pixel(60, 30)), pink)
  assert.deepEqual(rgb(beyond.pixel(120, 30)), [255, 255, 255])
  const dot = drawn(image(dark, { width: 100, overlays: [{ point: [4, 8], tone: 'right' }], range: [0, 1] }))
  assert.deepEqual(rgb(dot.pixel(86, 46)), rgbOf('#05785a'))
})

test('a colour bar has round ticks, zero marked where it is signed, and the colours in order', () => {
  const bar = drawn(colourBar({ map: 'signed', range: [-0.3, 0.42], length: 200, direction: 'horizontal' }))
  assert.deepEqual(
    bar.words.map((one) => one.words),
    ['−0.4', '−0.2', '0', '0.2', '0.4'],
  )
  assert.equal(bar.words.find((one) => one.words === '0')!.x, 101)
  assert.deepEqual(rgb(bar.pixel(1, 5)), colourAt('signed', 0.5 / 200))
  assert.deepEqual(rgb(bar.pixel(200, 5)), colourAt('signed', 199.5 / 200))
  assert.equal(bar.size.width, 202)
  const upright = drawn(colourBar({ map: 'grey', range: [0, 100], length: 100, format: (v) => `${v} px` }))
  assert.ok(upright.pixel(5, 12)[0]! > 240 && upright.pixel(5, 100)[0]! < 20)
  assert.ok(upright.words.some((one) => one.words === '100 px'))
})
