/** Tables and bars on a real canvas: tints that can be told apart, names that fit, small values that are not lost. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { drawn } from '../../test/figures/canvas.ts'
import { bars, contrast, loadFonts, matrix, type ThemeName, themes } from '../figures.ts'
import { rgbOf } from './theme.ts'

before(async () => {
  const { note } = await loadFonts()
  assert.equal(note, undefined)
})

const rgb = (colour: number[]) => colour.slice(0, 3)

test('a matrix shows the diagonal and the mistakes in colours of their own, both to be read', () => {
  const values = [
    [1000, 2, 0],
    [9, 990, 0],
    [0, NaN, 1],
  ]
  const { words, pixel } = drawn(matrix({ values, cell: 40, rows: ['a', 'b', 'c'] }))
  assert.deepEqual(
    words.map((one) => one.words),
    ['1,000', '2', '·', '9', '990', '·', '·', 'NaN', '1', 'a', 'b', 'c'],
  )
  const left = Math.round(words[0]!.x - 20)
  const cell = (r: number, c: number) => pixel(left + 41 * c + 3, 41 * r + 3)
  const blue = (at: number[]) => at[2]! - at[0]!
  assert.ok(blue(cell(0, 0)) > 40 && blue(cell(1, 1)) > 40, 'the diagonal is blue')
  assert.ok(blue(cell(1, 0)) < -60 && blue(cell(0, 1)) < -30, 'mistakes are orange, the two beside the nine as well')
  assert.ok(blue(cell(1, 0)) < blue(cell(0, 1)), 'more of them is stronger')
  assert.ok(Math.abs(blue(cell(0, 2))) < 12, 'none is no colour')
  const plain = drawn(matrix({ values: [[0.5, -1]], tint: 'none', show: (v, r, c) => `${v} at ${r}, ${c}` }))
  assert.deepEqual(
    plain.words.map((one) => one.words),
    ['0.5 at 0, 0', '-1 at 0, 1'],
  )
})

test('numbers can be read on every tint, in both looks', () => {
  for (const [theme, { strong, soft }] of Object.entries(themes)) {
    for (const tint of ['all', 'offDiagonal'] as const) {
      const values = [
        Array.from({ length: 20 }, (_, i) => i),
        ...Array.from({ length: 19 }, () => new Array<number>(20).fill(-20)),
      ]
      const { pixel } = drawn(matrix({ values, tint }), { theme: theme as ThemeName })
      for (let i = 0; i < 20; i++) {
        const tinted = `#${rgb(pixel(35 * i + 2, 2))
          .map((v) => v.toString(16).padStart(2, '0'))
          .join('')}`
        assert.ok(contrast(i === 0 ? soft : strong, tinted) >= 4.45, `${theme}, ${tint}, ${i} on ${tinted}`)
      }
    }
  }
})

test('names that are wider than a cell are slanted, and within the size', () => {
  const size = (columns: string[]) =>
    drawn(
      matrix({
        values: [
          [1, 2],
          [3, 4],
        ],
        columns,
      }),
    ).size
  assert.deepEqual(size(['0', '1']), { width: 69, height: 69 + 21 })
  const { width, height } = size(['0', 'automobile'])
  assert.ok(width > 69 + 20 && height > 69 + 40)
})

test('bars are as long as their values, and what is not nothing is neither drawn nor written as nothing', () => {
  const { words, count } = drawn(
    bars({
      rows: [
        { label: 'a', value: 1, strong: true },
        { label: 'b', value: 0.25 },
        { label: 'c', value: 0.0001 },
        { label: 'd', value: 0 },
        { label: 'e', value: 0.9999 },
      ],
    }),
  )
  assert.deepEqual(
    words.map((one) => one.words),
    ['a', '100.0%', 'b', '25.0%', 'c', '< 0.1%', 'd', '0%', 'e', '> 99.9%'],
  )
  assert.equal(count(rgbOf(themes.light.accent)), 200 * 12)
  const grey = count(rgbOf(themes.light.axis))
  assert.ok(Math.abs(grey - (50 + 1 + 199.98) * 12) <= 12, `${grey}`)
})

test('a class whose name turns the letters round is drawn as it is', () => {
  const { words } = drawn(
    matrix({
      values: [
        [1, 0],
        [0, 1],
      ],
      cell: 40,
      rows: ['a\u202egpj.exe', 'b'],
    }),
  )
  assert.ok(
    words.some((one) => one.words.includes('a\\u{202e}')),
    JSON.stringify(words),
  )
})
