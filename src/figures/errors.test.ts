/** What figures say when they are given what cannot be drawn: every text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OptionError, ShapeError, type StriateError, UnsupportedError } from '../errors/errors.ts'
import {
  bars,
  colourBar,
  curves,
  drawOn,
  type Figure,
  grid,
  image,
  matrix,
  padded,
  pictures,
  renderPng,
  row,
  text,
  titled,
} from '../figures.ts'
import { pageCanvas } from './pen.ts'

const good = { shape: [1, 2], data: [1, 2] }
const any = (value: unknown) => value as never

// biome-ignore format: one case a line
const cases: [what: string, make: () => unknown, kind: new (...all: never[]) => StriateError, message: string][] = [
  ['a batch', () => image({ shape: [1, 1, 2, 2], data: [1, 2, 3, 4] }), ShapeError, 'image: an image has 2 or 3 dimensions, this one has 4.\n  shape [1, 1, 2, 2], 4 values\n  Fix: pass one map of a batch or a layer at a time, as [height, width], [1, height, width] or [3, height, width].'],
  ['six maps', () => image({ shape: [6, 2, 2], data: new Array(24).fill(0) }), ShapeError, 'image: an image has 1 or 3 channels, this one has 6.\n  shape [6, 2, 2], 24 values\n  Fix: draw each channel by itself: pictures({ cells: … }).'],
  ['no rows', () => image({ shape: [0, 2], data: [] }), ShapeError, 'image: an image has at least one row and one column.\n  shape [0, 2], 0 values\n  Fix: leave out empty images.'],
  ['too few values', () => pictures({ cells: [{ image: good }, { image: { shape: [2, 2], data: [1] } }] }), ShapeError, 'pictures, cell 2: the shape has 4 values, the data 1.\n  shape [2, 2], 1 value\n  Fix: pass a shape and data that belong together.'],
  ['no image', () => image(any(undefined)), OptionError, 'image: the image must be values with a shape and data. Received: undefined.'],
  ['an unknown map', () => image(good, { map: any('singed') }), OptionError, `image: map must be one of 'grey', 'signed', 'heat'. Received: "singed".\n  Fix: did you mean "signed"? Known: grey, signed, heat.`],
  ['an unknown option', () => image(good, any({ widht: 3 })), OptionError, 'image has no option "widht".\n  Fix: did you mean "width"? Known: map, range, width, smooth, frame, overlays.'],
  ['NaN in a range', () => image(good, { range: [0, NaN] }), OptionError, 'image: range must be two finite numbers [low, high] with low < high. Received: [0, NaN].'],
  ['a range upside down', () => pictures({ cells: [{ image: good }], range: [3, 1] }), OptionError, 'pictures: range must be two finite numbers [low, high] with low < high. Received: [3, 1].\n  Fix: [1, 3].'],
  ['a range of nothing', () => colourBar({ map: 'grey', range: [1, 1], length: 100 }), OptionError, 'colourBar: range must be two finite numbers [low, high] with low < high. Received: [1, 1].'],
  ['a range beside own scales', () => pictures({ cells: [{ image: good }], scale: 'own', range: [0, 1] }), OptionError, `pictures: range must be left out when scale is 'own'. Received: [0, 1].\n  Fix: use scale: 'shared', or leave out the range.`],
  ['a box inside out', () => image(good, { overlays: [{ box: [1, 1, 0, 2] }] }), OptionError, 'an overlay of image(…): box must be [top, left, bottom, right] with top < bottom and left < right. Received: [1, 1, 0, 2].'],
  ['a point that is none', () => image(good, { overlays: [{ point: any([1]) }] }), OptionError, 'an overlay of image(…): point must be two numbers [row, column]. Received: [1].'],
  ['an overlay of nothing', () => image(good, { overlays: [{}] }), OptionError, 'an overlay of image(…): the overlay must be either a box or a point. Received: {}.'],
  ['no cells', () => pictures({ cells: [] }), OptionError, 'pictures has no cells to draw.\n  Fix: pass at least one, or leave out the figure.'],
  ['cells that are no list', () => pictures({ cells: any(3) }), OptionError, 'pictures: cells must be a list of { image, title?, caption?, mark? }. Received: 3.'],
  ['an unknown mark', () => pictures({ cells: [{ image: good, mark: any('rigth') }] }), OptionError, `pictures, cell 1: mark must be one of 'right', 'wrong'. Received: "rigth".\n  Fix: did you mean "right"? Known: right, wrong.`],
  ['no columns', () => grid([text('a')], { columns: 0 }), OptionError, 'grid: columns must be a whole number of at least 1. Received: 0.'],
  ['no columns of pictures', () => pictures({ cells: [{ image: good }], columns: 0 }), OptionError, 'pictures: columns must be a whole number of at least 1. Received: 0.'],
  ['an empty row', () => row([]), OptionError, 'row has no figures to lay out.\n  Fix: pass at least one, or leave it out.'],
  ['a row of words', () => row(any(['a'])), OptionError, 'row: the figures must be figures: values with measure and draw, as text(…) and image(…) make them. Received: ["a"].'],
  ['padding of three', () => padded(text('a'), any([1, 2, 3])), OptionError, 'padded: the space must be a number, or four of them [top, right, bottom, left]. Received: [1, 2, 3].'],
  ['a title that is no text', () => titled(any(3), text('a')), OptionError, 'titled: the title must be a string. Received: 3.'],
  ['words that are no text', () => text(any(3)), OptionError, 'text: the words must be a string. Received: 3.'],
  ['a weight that is not there', () => text('a', { weight: any(500) }), OptionError, 'text: weight must be 400 or 700. Received: 500.'],
  ['lines that are no list', () => curves({ lines: any({}) }), OptionError, 'curves: lines must be a list of { name, points }. Received: {}.'],
  ['points that are none', () => curves({ lines: [{ name: 'a', points: any([1, 2]) }] }), OptionError, 'curves, line 1: points must be a list of [x, y]. Received: [1, 2].'],
  ['a line without a name', () => curves({ lines: [any({ points: [] })] }), OptionError, 'curves, line 1: name must be a string. Received: undefined.'],
  ['an axis upside down', () => curves({ lines: [], y: { min: 2, max: 1 } }), OptionError, 'curves, y: max must be a number above 2. Received: 1.'],
  ['a logarithm of zero', () => curves({ lines: [], y: { log: true, min: 0 } }), OptionError, 'curves, y: min must be a number above 0. Received: 0.'],
  ['an unknown format', () => curves({ lines: [], y: { format: any('percents') } }), OptionError, `curves, y: format must be one of 'number', 'percent'. Received: "percents".\n  Fix: did you mean "percent"? Known: number, percent.`],
  ['a reference at NaN', () => curves({ lines: [], references: [{ y: NaN, name: '' }] }), OptionError, 'curves, reference 1: y must be a number. Received: NaN.'],
  ['an empty matrix', () => matrix({ values: [[]] }), OptionError, 'matrix has no values to draw.\n  Fix: pass at least one row with one number.'],
  ['a matrix of numbers', () => matrix({ values: any([1, 2]) }), OptionError, 'matrix: values must be a list of lists of numbers. Received: [1, 2].'],
  ['a ragged matrix', () => matrix({ values: [[1, 2], [3]] }), ShapeError, 'matrix: the rows of values differ in length.\n  row 1 has 2 values, row 2 has 1\n  Fix: give all rows the same length; NaN stands for a missing value.'],
  ['too few names', () => matrix({ values: [[1, 2]], columns: ['a'] }), ShapeError, 'matrix: the number of column names (1) is not the number of columns (2).\n  Fix: name each of them, or leave out `columns`.'],
  ['show that shows nothing', () => matrix({ values: [[1]], show: any('x') }), OptionError, 'matrix: show must be a function from a value to a string. Received: "x".'],
  ['no bars', () => bars({ rows: [] }), OptionError, 'bars has no rows to draw.\n  Fix: pass at least one, or leave out the figure.'],
  ['bars that are no list', () => bars({ rows: any(1) }), OptionError, 'bars: rows must be a list of { label, value }. Received: 1.'],
  ['a bar without a label', () => bars({ rows: [any({ value: 1 })] }), OptionError, 'bars, row 1: label must be a string. Received: undefined.'],
  ['a bar of 93', () => bars({ rows: [{ label: 'a', value: 93 }] }), OptionError, 'bars, row 1: value must be a number from 0 to 1. Received: 93.'],
  ['no context', () => drawOn(any({}), text('a')), OptionError, `drawOn: the context must be a canvas's getContext('2d'). Received: {}.`],
  ['no canvas', () => pageCanvas(1, 1), UnsupportedError, 'there is no canvas here: this is neither a page nor Node with @napi-rs/canvas loaded.\n  Fix: in Node, await loadFonts() once before drawOn, or use renderPng.'],
  ['a background by name', () => renderPng(text('a'), { background: 'red' }), OptionError, `renderPng: background must be a colour '#rrggbb' or 'none'. Received: "red".`],
  ['an unknown theme', () => renderPng(text('a'), { theme: any('drak') }), OptionError, `renderPng: theme must be one of 'light', 'dark'. Received: "drak".\n  Fix: did you mean "dark"? Known: light, dark.`],
  ['colours by another word', () => renderPng(text('a'), { colours: any('fewer') }), OptionError, `renderPng: colours must be one of 'exact', 'few'. Received: "fewer".\n  Fix: did you mean "few"? Known: exact, few.`],
  ['nothing to draw', () => renderPng(text(''), { padding: 0 }), OptionError, 'a figure of 0 × 40 pixels cannot be drawn.\n  0 × 20 CSS pixels, scale 2\n  Fix: put something into it.'],
  ['a figure beyond all bounds', () => renderPng({ measure: () => ({ width: 9000, height: 10 }), draw() {} } satisfies Figure, { padding: 0 }), OptionError, 'a figure of 18000 × 20 pixels cannot be drawn.\n  9000 × 10 CSS pixels, scale 2\n  Fix: stay below 16384 pixels per side: use a smaller scale, or several figures.'],
]

for (const [what, make, kind, message] of cases)
  test(`refused: ${what}`, async () => {
    await assert.rejects(
      async () => make(),
      (error: StriateError) => {
        assert.equal(error.message, message)
        assert.ok(error instanceof kind)
        return true
      },
    )
  })
