/** Each section by itself: a few whole sentences in both languages, labels, names of files; and the fifteen images. */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { shapeText } from '../text/numbers.ts'
import { lessonContext } from './context.ts'
import { images15 } from './images15.ts'
import { loadPhotograph, ownPhotograph } from './photograph.ts'
import { refusal } from './refused.ts'
import type { Section } from './section.ts'
import { why } from './sections/01-why.ts'
import { convolution } from './sections/02-convolution.ts'
import { paddingAndStride } from './sections/03-padding-stride.ts'
import { pooling } from './sections/04-pooling.ts'
import { fullyConnected } from './sections/05-dense.ts'
import { greyFilters } from './sections/07-grey-filters.ts'
import { channels } from './sections/08-channels.ts'
import { overChannels } from './sections/09-over-channels.ts'
import { models } from './sections/12-models.ts'

/** Those that need no engine; the others are in lecture.test.ts. */
const told: Section[] = []
before(async () => {
  const context = lessonContext(await loadPhotograph(undefined), reference())
  for (const make of [why, convolution, paddingAndStride, pooling, fullyConnected, greyFilters, channels, overChannels, models])
    told.push(await make(context))
})

test('three or four sentences in both languages, and as many in each', () => {
  for (const { id, text } of told) {
    assert.ok(text.en.length >= 3 && text.en.length <= 4, id)
    assert.equal(text.en.length, text.ko.length, id)
    for (const sentence of text.en) assert.match(sentence, /^[A-Za-z'0-9].*[.]$/, id)
    for (const sentence of text.ko) assert.match(sentence, /[가-힣].*다(\([^)]*\))?\.$/, id)
  }
})

test('labels, captions and remarks in both languages; names of files are safe and different', () => {
  for (const { id, cells } of told) {
    const names = cells.flatMap(({ figures = [] }) => figures.map(({ name }) => name))
    assert.equal(new Set(names).size, names.length, id)
    for (const name of names) assert.match(name, /^[a-z0-9_-]+$/)
    const words = cells.flatMap(({ label, remark, figures = [] }) => [
      label,
      ...(remark ? [remark] : []),
      ...figures.map(({ caption }) => caption),
    ])
    for (const { en, ko } of words) assert.ok(en !== '' && ko !== '' && (en === ko || !/[가-힣]/.test(en)), en)
    // What is a sentence in English is one in Korean.
    for (const { en, ko } of words) if (/[a-z]{2} [a-z]{2}.*\.$/.test(en)) assert.match(ko, /[가-힣]/)
  }
})

test('all that the lecture gets wrong is said where it belongs', () => {
  const remarks = (id: string) =>
    told
      .find((section) => section.id === id)!
      .cells.map(({ remark }) => remark?.en ?? '')
      .join(' ')
  assert.match(remarks('pooling'), /pads with 0, and also leaves the padding out of the output size/)
  assert.match(remarks('grey-filters'), /clips sums above 255 but not those below 0/)
  assert.match(remarks('channels'), /width, height, channels; the array is height, width, channels/)
  assert.match(
    remarks('over-channels'),
    /padded image is made and not used.*stride is not applied.*bias is named and never added.*wraps around.*five maps/i,
  )
  assert.match(remarks('models'), /32 to 64 to 128; in the paper it is 64, 128, 256, 512, 512/)
})

test('fifteen images, all different, the first the photograph itself', async () => {
  const photograph = await loadPhotograph(undefined)
  assert.deepEqual(photograph.shape, [3, 440, 440])
  const { shape, data } = images15(photograph)
  assert.deepEqual(shape, [15, 3, 440, 440])
  const size = 3 * 440 * 440
  assert.deepEqual(data.subarray(0, size), photograph.data)
  const sums = Array.from({ length: 15 }, (_, n) => data.subarray(n * size, (n + 1) * size).reduce((a, b) => a + b, 0))
  assert.equal(new Set(sums.map(Math.round)).size, 15)
  assert.ok(data.every((value) => value >= 0 && value <= 255))
})

test('small parts: shapes as NumPy prints them, where the photograph lies, errors that must come', () => {
  assert.deepEqual([shapeText([1, 2]), shapeText([440])], ['(1, 2)', '(440,)'])
  assert.equal(ownPhotograph('file:///a/dist/lib/x.js').href, 'file:///a/assets/astronaut.png')
  assert.equal(ownPhotograph('file:///a/dist/src/lesson/x.js').href, 'file:///a/assets/astronaut.png')
  assert.throws(() => refusal(() => 3), /shows as refused was not refused/)
  assert.throws(
    () =>
      refusal(() => {
        throw new TypeError('other')
      }),
    /other/,
  )
})
