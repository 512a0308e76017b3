/** Numbers as readers see them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bytesText,
  cautiousShareText,
  endText,
  lossText,
  numberText,
  pairText,
  percentText,
  secondsText,
  shapeText,
  shareText,
  tickText,
  wholeText,
} from './numbers.ts'

test('numbers are short, grouped, and have a real minus sign', () => {
  // biome-ignore format: a table
  const cases: [number, string][] = [
    [0, '0'], [-0, '0'], [1, '1'], [-1, '−1'], [0.1234567, '0.123'], [-0.42, '−0.42'], [1234, '1,234'], [-1234567, '−1,234,567'],
    [1234.5678, '1,235'], [0.00012345, '0.000123'], [3.14e-7, '3.14e−7'], [5e12, '5e12'], [NaN, 'NaN'], [Infinity, '∞'], [-Infinity, '−∞'],
  ]
  for (const [value, text] of cases) assert.equal(numberText(value), text)
  assert.equal(endText(9.34e-23, [9.34e-23, 255]), '0')
  assert.equal(endText(254.99, [0, 255]), '255')
  assert.equal(endText(1e-9, [0, 1e-9]), '1e−9')
})

test('pairs are one number where both are alike', () => {
  assert.deepEqual(
    [
      [5, 5],
      [5, 3],
      [0.5, 0.5],
      [1 / 3, 0.25],
    ].map((pair) => pairText(pair as [number, number])),
    ['5', '5×3', '0.5', '0.33×0.25'],
  )
})

test('ticks have the decimals of their step, percentages two less', () => {
  assert.equal(tickText(0.5, 0.25), '0.50')
  assert.equal(tickText(1, 0.5), '1.0')
  assert.equal(tickText(0, 0.5), '0')
  assert.equal(tickText(20_000, 5000), '20,000')
  assert.equal(tickText(-0.002, 0.001), '−0.002')
  assert.equal(percentText(0.975, 0.005), '97.5%')
  assert.equal(percentText(0.98, 0.02), '98%')
  assert.equal(percentText(0.0931), '9.3%')
})

test('whole numbers, shares, times, shapes', () => {
  assert.deepEqual([0, 60_000, 14820.4].map(wholeText), ['0', '60,000', '14,820'])
  assert.deepEqual([0.0049, 1, 0, undefined, Number.NaN].map(shareText), ['0.49 %', '100.00 %', '0.00 %', '–', '–'])
  assert.equal(shareText(0.99999), '100.00 %')
  assert.deepEqual([0.99999, 1, 0.5, undefined].map(cautiousShareText), ['> 99.99 %', '100.00 %', '50.00 %', '–'])
  const spans = [41.2, 125, 7380, 7199]
  assert.deepEqual(
    spans.map((span) => secondsText(span)),
    ['41 s', '2 min 5 s', '2 h 3 min', '2 h 0 min'],
  )
  assert.deepEqual(
    spans.map((span) => secondsText(span, 'ko')),
    ['41초', '2분 5초', '2시간 3분', '2시간 0분'],
  )
  assert.deepEqual([0.04123, 12.3, -0.5, 7.257e17, Number.NaN].map(lossText), ['0.0412', '12.3000', '-0.5000', '7.26e17', 'NaN'])
  assert.deepEqual([shapeText([1, 10, 438, 438]), shapeText([5])], ['(1, 10, 438, 438)', '(5,)'])
})

test('bytes take the largest unit of which there is one; in a column they are aligned', () => {
  const cases: [number, string, string][] = [
    [12, '12 bytes', '12 B'],
    [16_384, '16 KiB', '16.0 KiB'],
    [1_294_467_072, '1,234.5 MiB', '1,234.5 MiB'],
  ]
  for (const [bytes, text, aligned] of cases) assert.deepEqual([bytesText(bytes), bytesText(bytes, true)], [text, aligned])
})
