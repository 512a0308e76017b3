/** Layouts and text: where things stand, how large they are, where lines break. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { drawn } from '../../test/figures/canvas.ts'
import { column, type Figure, grid, loadFonts, padded, row, text, titled } from '../figures.ts'

before(async () => {
  const { note } = await loadFonts()
  assert.equal(note, undefined)
})

/** A figure of a given size and nothing in it. */
const blank = (width: number, height: number): Figure => ({ measure: () => ({ width, height }), draw: () => {} })
/** The places at which blanks of these sizes end up. */
function places(layout: (figures: Figure[]) => Figure, sizes: readonly (readonly [number, number])[]) {
  const found: number[][] = []
  const figures = sizes.map(([width, height], i) => ({
    measure: () => ({ width, height }),
    draw: (_: unknown, x: number, y: number) => void (found[i] = [x, y]),
  }))
  const { size } = drawn(layout(figures))
  return { found, size: [size.width, size.height] }
}

test('row, column, grid and padded put things where they belong', () => {
  const sizes = [
    [30, 10],
    [20, 40],
    [10, 20],
  ] as const
  assert.deepEqual(
    places((all) => row(all, { gap: 5 }), sizes),
    {
      found: [
        [0, 0],
        [35, 0],
        [60, 0],
      ],
      size: [70, 40],
    },
  )
  assert.deepEqual(places((all) => row(all, { gap: 5, align: 'center' }), sizes).found, [
    [0, 15],
    [35, 0],
    [60, 10],
  ])
  assert.deepEqual(
    places((all) => column(all, { gap: 5, align: 'end' }), sizes),
    {
      found: [
        [0, 0],
        [10, 15],
        [20, 60],
      ],
      size: [30, 80],
    },
  )
  assert.deepEqual(
    places((all) => grid(all, { columns: 2, gap: [3, 7] }), sizes),
    {
      found: [
        [0, 0],
        [37, 0],
        [0, 43],
      ],
      size: [57, 63],
    },
  )
  assert.deepEqual(places((all) => grid(all, { columns: 9 }), sizes).size, [92, 40])
  assert.deepEqual(
    places(([one]) => padded(one!, [1, 2, 3, 4]), sizes.slice(0, 1)),
    { found: [[4, 1]], size: [36, 14] },
  )
  assert.deepEqual(
    places(([one]) => padded(row([column([one!])]), 8), sizes.slice(0, 1)),
    { found: [[8, 8]], size: [46, 26] },
  )
})

test('a title stands above, a caption below, and both are broken at the width', () => {
  const { words, size } = drawn(
    titled('Title', blank(500, 50), { subtitle: 'what it is', caption: 'small print '.repeat(20).trim() }),
  )
  assert.deepEqual(
    words.slice(0, 2).map((one) => one.words),
    ['Title', 'what it is'],
  )
  assert.ok(words.length >= 4)
  assert.equal(
    words
      .slice(2)
      .map((one) => one.words)
      .join(' '),
    'small print '.repeat(20).trim(),
  )
  assert.ok(size.width === 500 && words[2]!.y > words[1]!.y + 50)
})

test('text wraps: Latin at spaces, Korean at any syllable, long words inside, and not before a full stop', () => {
  const lines = (words: string, width: number) => drawn(text(words, { width })).words.map((one) => one.words)
  assert.deepEqual(lines('one two three four', 70), ['one two', 'three four'])
  const korean = '합성곱신경망은가중치를함께쓴다.'
  const broken = lines(korean, 60)
  assert.ok(broken.length > 2)
  assert.equal(broken.join(''), korean)
  assert.ok(!broken.some((line) => line.startsWith('.')))
  const long = lines('antidisestablishmentarianism', 60)
  assert.ok(long.length > 2 && long.join('') === 'antidisestablishmentarianism')
  assert.deepEqual(lines('a\n\nb', 100), ['a', '', 'b'])
  const { size } = drawn(text('가나다', { width: 200, align: 'right', size: 10 }))
  assert.deepEqual(size, { width: 200, height: 14 })
})

test('Korean, Greek and signs are drawn from the registered fonts: each differs from a missing character', async () => {
  const ink = (word: string) => {
    const { pixel } = drawn(text(word, { size: 20 }), {}, 40, 40)
    return Array.from({ length: 40 * 40 }, (_, i) => pixel(i % 40, Math.floor(i / 40))[0]! < 128).join()
  }
  const missing = ink('\u{1fbff}')
  for (const sign of '가힣A²×σαθλ√∞≤≥∂→←·−±') assert.notEqual(ink(sign), missing, sign)
})
