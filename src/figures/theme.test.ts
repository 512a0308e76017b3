/** Both looks can be read: contrast of text, and of the numbers on a matrix's tints, computed as WCAG defines it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrast, mixed, rgbOf, themes } from './theme.ts'

test('contrast is 21 between black and white, 1 of a colour with itself, and known in between', () => {
  assert.ok(Math.abs(contrast('#000000', '#ffffff') - 21) < 1e-9)
  assert.equal(contrast('#123456', '#123456'), 1)
  // The often quoted greys on white at the limit of 4.5.
  assert.ok(contrast('#767676', '#ffffff') >= 4.5 && contrast('#777777', '#ffffff') < 4.5)
})

for (const [name, theme] of Object.entries(themes))
  test(`${name}: text, marks and series stand out from the background by 4.5 : 1`, () => {
    const { background, strong, soft, accent, right, wrong, series } = theme
    for (const colour of [strong, soft, accent, right, wrong, ...series]) assert.ok(contrast(colour, background) >= 4.5, colour)
    assert.equal(new Set(series).size, series.length)
    // Bars and their empty part, too, can be told apart.
    assert.ok(contrast(accent, theme.track) >= 3 && contrast(theme.axis, theme.track) >= 1.5)
  })

test('colours are mixed in equal parts of their bytes', () => {
  assert.deepEqual(rgbOf('#0102ff'), [1, 2, 255])
  assert.equal(mixed('#000000', '#ffffff', 0), '#000000')
  assert.equal(mixed('#000000', '#ffffff', 1), '#ffffff')
  assert.equal(mixed('#000000', '#0a0a0a', 0.5), '#050505')
})
