/** Charts on a real canvas: ticks, names, gaps, lone points, logarithmic axes. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { drawn } from '../../test/figures/canvas.ts'
import { curves, loadFonts, themes } from '../figures.ts'
import { rgbOf } from './theme.ts'

before(async () => {
  const { note } = await loadFonts()
  assert.equal(note, undefined)
})

const chart = (lines: Parameters<typeof curves>[0]['lines'], more = {}) => drawn(curves({ lines, ...more }))
const ink = ({ count }: ReturnType<typeof drawn>, series: number) => count(rgbOf(themes.light.series[series]!))

test('curves: ticks, names beside the ends, each in its colour, apart from each other', () => {
  const points = (end: number) => [1, 2, 3].map((x) => [x, x * end] as const)
  const { words } = chart(
    [
      { name: 'one', points: points(1) },
      { name: 'two', points: points(1.001) },
    ],
    { x: { label: 'epoch', ticks: 'whole' }, y: { label: 'loss' } },
  )
  const written = words.map((one) => one.words)
  for (const word of ['1', '2', '3', 'epoch', 'loss', 'one', 'two']) assert.ok(written.includes(word), word)
  const [one, two] = ['one', 'two'].map((name) => words.find((word) => word.words === name)!)
  assert.ok(Math.abs(one!.y - two!.y) >= 17)
  assert.ok(
    words.filter((word) => !['one', 'two'].includes(word.words)).every((word) => word.x < one!.x),
    'names are right of everything',
  )
})

test('curves: a value that is no number is a gap, a lone point is a dot, an empty line is named all the same', () => {
  const whole = ink(
    chart([
      {
        name: '',
        points: [
          [0, 1],
          [1, 1],
          [2, 1],
          [3, 1],
        ],
      },
    ]),
    0,
  )
  const gap = ink(
    chart([
      {
        name: '',
        points: [
          [0, 1],
          [1, NaN],
          [2, 1],
          [3, 1],
        ],
      },
    ]),
    0,
  )
  assert.ok(gap > 0.3 * whole && gap < 0.4 * whole, `${gap} of ${whole}`)
  const dot = chart([
    { name: 'alone', points: [[1, 1]] },
    { name: 'none', points: [] },
  ])
  const area = ink(dot, 0)
  assert.ok(area > 12, `${area}`)
  assert.ok(dot.words.some(({ words }) => words === 'none –'))
  assert.equal(chart([]).size.width, 640)
})

test('curves: a logarithmic axis gives decades equal room, and skips zero', () => {
  const { words } = chart(
    [
      {
        name: 'error',
        points: [
          [0, 0.1],
          [1, 0.01],
          [2, 0],
          [3, 0.001],
        ],
      },
    ],
    { y: { log: true, format: 'percent' }, references: [{ y: 0.01, name: 'goal' }] },
  )
  const y = (label: string) => words.find((one) => one.words === label)!.y
  assert.ok(Math.abs(y('10%') + y('0.1%') - 2 * y('1%')) <= 2)
  assert.ok(Math.abs(y('goal') - y('1%')) <= 1)
})

test('curves: what many names need in height, they get', () => {
  const lines = Array.from({ length: 30 }, (_, i) => ({
    name: `line ${i}`,
    points: [
      [0, 0],
      [1, 1],
    ] as const,
  }))
  const { size, words } = chart(lines)
  const levels = words
    .filter((one) => one.words.startsWith('line'))
    .map((one) => one.y)
    .sort((a, b) => a - b)
  assert.ok(levels.every((level, i) => i === 0 || level - levels[i - 1]! >= 16))
  assert.ok(levels[0]! > 0 && levels.at(-1)! < size.height)
})
