/** PNG files of whole figures: the same twice, as large as asked for, and small. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { decoded, drawn } from '../../test/figures/canvas.ts'
import { image, loadFonts, pictures, renderPng, themes, titled } from '../figures.ts'
import { rgbOf } from './theme.ts'

before(async () => {
  const { note } = await loadFonts()
  assert.equal(note, undefined)
})

const plane = (height: number, width: number, data: readonly number[]) => ({ shape: [height, width], data })
const rgb = (colour: number[]) => colour.slice(0, 3)

test('the same figure twice is the same file, and has the size, background and room that were asked for', async () => {
  const figure = titled('같은 그림', image(plane(2, 2, [0, 1, 2, 3]), { width: 64 }))
  const [once, twice] = [await renderPng(figure, { padding: 10 }), await renderPng(figure, { padding: 10 })]
  assert.deepEqual(once, twice)
  const light = await decoded(once)
  const plain = drawn(figure).size
  assert.deepEqual([light.width, light.height], [2 * (plain.width + 20), 2 * (plain.height + 20)])
  assert.deepEqual(light.pixel(1, 1), [255, 255, 255, 255])
  const dark = await decoded(await renderPng(figure, { theme: 'dark', scale: 1 }))
  assert.deepEqual(dark.pixel(1, 1), [...rgbOf(themes.dark.background), 255])
  const clear = await decoded(await renderPng(figure, { background: 'none' }))
  assert.equal(clear.pixel(1, 1)[3], 0)
  assert.deepEqual(rgb((await decoded(await renderPng(figure, { background: '#123456' }))).pixel(0, 0)), rgbOf('#123456'))
})

test('a report of figures is small', async () => {
  const noise = Array.from({ length: 16 }, (_, k) => ({
    image: plane(
      28,
      28,
      Array.from({ length: 784 }, (_, i) => ((i * i * 7 + k * i * 31) % 257) / 257),
    ),
    title: `map ${k}`,
  }))
  const { length } = await renderPng(pictures({ title: 'Sixteen maps of noise', cells: noise }))
  assert.ok(length < 180_000, `${length} bytes`)
})
