/** Grids of pictures on a real canvas: scales that are shared or not, what is said about them, what is level with what. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { drawn } from '../../test/figures/canvas.ts'
import { type Figure, loadFonts, pictures, themes } from '../figures.ts'
import { mapGrid } from './layerGrids.ts'
import { rgbOf } from './theme.ts'

before(async () => {
  const { note } = await loadFonts()
  assert.equal(note, undefined)
})

const plane = (height: number, width: number, data: readonly number[]) => ({ shape: [height, width], data })
const rgb = (colour: number[]) => colour.slice(0, 3)

test('pictures: a shared scale is one for all, an own scale each, and it is said which', () => {
  const cells = [plane(1, 2, [0, 1]), plane(1, 2, [0, 0.5])].map((values) => ({ image: values }))
  /** The colour of the brighter half of each of two pictures, which are 48 wide (24 a pixel). */
  const bright = (figure: Figure) => {
    const { pixel } = drawn(figure)
    return [pixel(40, 5)[0], pixel(1 + 50 + 14 + 39, 5)[0]]
  }
  assert.deepEqual(bright(pictures({ cells })), [255, 128])
  assert.deepEqual(bright(pictures({ cells, scale: 'own' })), [255, 255])
  assert.deepEqual(bright(pictures({ cells, range: [0, 2] })), [128, 64])
  const said = (options: object) => drawn(pictures({ cells, ...options })).words.map(({ words }) => words)
  assert.deepEqual(said({}), ['0', '0.2', '0.4', '0.6', '0.8', '1.0', 'One scale for all: 0 to 1'])
  assert.deepEqual(said({ map: 'signed', colourBar: false }), ['One scale for all: −1 to 1'])
  assert.deepEqual(said({ scale: 'own' }), ['Each picture has its own scale, from its lowest value to its highest'])
  assert.deepEqual(said({ scale: 'own', map: 'signed' }), ['Each picture has its own scale, zero in the middle'])
  assert.deepEqual(said({ lang: 'ko', colourBar: false }), ['모두 같은 눈금: 0 ~ 1'])
  assert.deepEqual(said({ lang: 'ko', scale: 'own' }), ['그림마다 눈금이 다름: 가장 작은 값부터 가장 큰 값까지'])
  assert.deepEqual(said({ cells: [{ image: plane(1, 1, [3]) }] }), ['Scale: all values are 3'])
  assert.deepEqual(said({ cells: [{ image: plane(1, 2, [NaN, 1]) }] }), [
    'Scale: all values are 1',
    'Green: one value is not finite',
  ])
  assert.deepEqual(said({ cells: [{ image: plane(1, 3, [NaN, 1, -Infinity]) }], lang: 'ko' }), [
    '눈금: 모든 값이 1',
    '초록색: 유한하지 않은 값 2개',
  ])
  assert.deepEqual(said({ print: false }), [])
  // Colours as they are have no scale to speak of.
  assert.deepEqual(said({ cells: [{ image: { shape: [3, 1, 1], data: [1, 2, 3] } }] }), [])
})

test('pictures: titles above, captions below on one level, marks with a sign and a frame', () => {
  const { words, pixel } = drawn(
    pictures({
      cellWidth: 60,
      colourBar: false,
      range: [0, 1],
      cells: [
        { image: plane(2, 2, [0, 0, 0, 0]), title: 'one', caption: '4 → 9', mark: 'wrong' },
        { image: plane(1, 2, [0, 0]), title: 'two', caption: '7 → 7', mark: 'right' },
      ],
    }),
  )
  const [one, under, two, beside] = words
  assert.deepEqual(
    words.map((word) => word.words),
    ['one', '4 → 9', 'two', '7 → 7', 'One scale for all: 0 to 1'],
  )
  assert.equal(one!.y, two!.y)
  assert.equal(under!.y, beside!.y)
  assert.ok(one!.y < 21 && under!.y > 21 + 62)
  assert.equal(two!.x - one!.x, 62 + 14)
  assert.equal(beside!.x - under!.x, 62 + 14)
  assert.deepEqual(rgb(pixel(0, 40)), rgbOf(themes.light.wrong))
  assert.deepEqual(rgb(pixel(62 + 14, 30)), rgbOf(themes.light.right))
})

test('pictures: as many columns as fit, in rows of equal length, unless said otherwise', () => {
  /** [columns, rows] of pictures that are 86 wide and high with their frames. */
  const fields = (count: number, options = {}) => {
    const cells = Array.from({ length: count }, () => ({ image: plane(28, 28, new Array(784).fill(0)) }))
    const { size } = drawn(pictures({ cells, print: false, ...options }))
    return [(size.width + 14) / (86 + 14), (size.height + 12) / (86 + 12)]
  }
  assert.deepEqual(fields(16), [8, 2])
  assert.deepEqual(fields(18), [6, 3])
  assert.deepEqual(fields(12, { columns: 4 }), [4, 3])
  // Up to six are larger.
  assert.deepEqual(drawn(pictures({ cells: [{ image: plane(28, 28, new Array(784).fill(0)) }], print: false })).size, {
    width: 114,
    height: 114,
  })
})

test('maps of a layer: axes before the last two are counted as maps', () => {
  const data = Float32Array.from({ length: 24 }, (_, i) => i / 24)
  const titles = (shape: readonly number[]) =>
    drawn(mapGrid({ shape, data }, 'en'))
      .words.map(({ words }) => words)
      .filter((words) => /^\d+$/.test(words) && words !== '0')
  assert.deepEqual(titles([2, 2, 2, 3]), ['1', '2', '3', '4'])
  assert.deepEqual(titles([2, 2, 2, 3]), titles([4, 2, 3]))
})
