/**
 * The maps: their ends, the neutral middle of `signed`, the even lightness of `heat`, and a marking colour that none of them
 * has.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OptionError } from '../errors/errors.ts'
import { type ColourMap, colourAt, colourMaps, markColour, markRgb } from './colourMap.ts'
import { contrast, themes } from './theme.ts'

const hex = (rgb: readonly number[]) => `#${rgb.map((v) => v.toString(16).padStart(2, '0')).join('')}`

/** OKLab lightness, 0 to 1. Source: Björn Ottosson, "A perceptual color space for image processing" (2020). */
function lightness(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((v) => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
}

test('grey is the value itself', () => {
  for (let v = 0; v <= 255; v++) assert.deepEqual(colourAt('grey', v / 255), [v, v, v])
})

test('signed: the middle is neutral, apart from both backgrounds, and the sides are blue and red', () => {
  const middle = colourAt('signed', 0.5)
  assert.equal(new Set(middle).size, 1)
  assert.ok(contrast(hex(middle), themes.light.background) > 1.2)
  assert.ok(contrast(hex(middle), themes.dark.background) > 4.5)
  for (let t = 0.02; t < 0.5; t += 0.02) {
    const [blue, red] = [colourAt('signed', 0.5 - t), colourAt('signed', 0.5 + t)]
    assert.ok(blue[2] > blue[1] && blue[1] > blue[0], `${t}: ${blue}`)
    assert.ok(red[0] > red[1] && red[1] >= red[2], `${t}: ${red}`)
    // The same size of value is about as dark on both sides.
    assert.ok(Math.abs(lightness(blue) - lightness(red)) < 0.02, `${t}`)
  }
})

test('heat gets lighter in equal steps', () => {
  const steps = Array.from({ length: 41 }, (_, i) => lightness(colourAt('heat', i / 40)))
  for (let i = 1; i < steps.length; i++) {
    const step = steps[i]! - steps[i - 1]!
    assert.ok(step > 0.012 && step < 0.028, `from ${i - 1} to ${i}: ${step}`)
  }
})

test('what lies beyond a map has the colour of its end; an unknown map is refused and the nearest offered', () => {
  for (const map of colourMaps) {
    assert.deepEqual(colourAt(map, -3), colourAt(map, 0))
    assert.deepEqual(colourAt(map, 7), colourAt(map, 1))
  }
  assert.throws(
    () => colourAt('gray' as ColourMap, 0),
    (error: Error) => {
      assert.ok(error instanceof OptionError)
      assert.equal(
        error.message,
        `colourAt: map must be one of 'grey', 'signed', 'heat'. Received: "gray".\n  Fix: did you mean "grey"? Known: grey, signed, heat.`,
      )
      return true
    },
  )
})

test('no map comes near the colour that marks what is no number', () => {
  assert.equal(hex(markRgb), markColour)
  for (const map of colourMaps)
    for (let i = 0; i <= 200; i++) {
      const far = colourAt(map, i / 200).reduce((sum, v, k) => sum + Math.abs(v - markRgb[k]!), 0)
      assert.ok(far > 120, `${map} at ${i / 200}: ${far}`)
    }
})
