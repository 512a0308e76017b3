/** The same figures in a real Chromium: drawn on a page's canvas, and as the bytes of a PNG file. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { themes } from '../../src/figures.ts'
import { type Browser, launchChromium, skipWithoutChromium } from '../browser/chromium.ts'
import { repository, serve } from '../browser/serve.ts'
import { decoded } from './canvas.ts'

/** Everything that draws, in one figure; runs in the page. */
const script = `
import { bars, colourBar, column, curves, drawOn, image, matrix, pictures, renderPng, row, sizeOn, text } from '/dist/lib/figures.js'
const ramp = { shape: [4, 4], data: Array.from({ length: 16 }, (_, i) => i - 8) }
const figure = column([
  pictures({ title: '필터 √2', map: 'signed', cells: [{ image: ramp, caption: '4 → 9', mark: 'wrong' }, { image: ramp }] }),
  curves({ title: 'Loss', lines: [{ name: 'training', points: [[1, 2], [2, 1], [3, NaN], [4, 0.5]] }], y: { log: true } }),
  row([matrix({ values: [[90, 1], [2, 80]] }), bars({ rows: [{ label: 'a', value: 0.5 }] }), colourBar({ map: 'heat', range: [0, 1], length: 80 })]),
  image(ramp, { width: 64, overlays: [{ box: [0, 0, 2, 2] }] }), text('words'),
])
export async function draw() {
  const canvas = document.createElement('canvas')
  const options = { theme: 'dark', scale: 2 }
  const size = sizeOn(canvas.getContext('2d'), figure, options)
  canvas.width = size.width * 2
  canvas.height = size.height * 2
  const context = canvas.getContext('2d')
  const drawn = drawOn(context, figure, options)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  const colours = new Set(new Uint32Array(data.buffer))
  return { size, drawn, colours: colours.size, state: context.getTransform().isIdentity && context.font, png: [...await renderPng(figure, { scale: 1, padding: 8 })] }
}
`

describe('figures in a page', { skip: await skipWithoutChromium() }, () => {
  let browser: Browser
  before(async () => {
    browser = await launchChromium()
  })
  after(() => browser?.close())

  test('drawOn and renderPng draw what they draw in Node', async () => {
    const server = await serve({
      pages: { '/': '<!doctype html><title>Figures</title>', '/draw.js': script },
      roots: { '/dist/': repository('dist/') },
    })
    const page = await browser.context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && !message.text().includes('404') && errors.push(message.text()))
    try {
      await page.goto(`${server.origin}/`)
      const seen = await page.evaluate<{
        size: { width: number; height: number }
        drawn: unknown
        colours: number
        state: string
        png: number[]
      }>(`import('/draw.js').then(({ draw }) => draw())`)
      assert.deepEqual(errors, [])
      assert.deepEqual(seen.drawn, seen.size)
      assert.ok(seen.size.width >= 640 && seen.size.height > 700, JSON.stringify(seen.size))
      assert.ok(seen.colours > 100, `${seen.colours} colours`)
      assert.equal(seen.state, '10px sans-serif')
      const png = await decoded(Uint8Array.from(seen.png))
      assert.deepEqual([png.width, png.height], [seen.size.width + 16, seen.size.height + 16])
      assert.deepEqual(png.pixel(0, 0).slice(0, 3), [255, 255, 255])
      assert.equal(png.count([0x0a, 0x5e, 0xa8]) > 50, true, themes.light.series[0])
    } finally {
      await page.close()
      await server.close()
    }
  })
})
