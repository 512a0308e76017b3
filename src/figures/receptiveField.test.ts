/**
 * Fields and saliency over images: where lines stand, what is blended, what is said in both languages, and the texts of
 * errors.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { drawn } from '../../test/figures/canvas.ts'
import { reference } from '../backends/reference/reference.ts'
import { effectiveField, type Figure, loadFonts, saliencyOver, theoreticalField } from '../figures.ts'
import { constant } from '../initializers/index.ts'
import { effectiveReceptiveField } from '../inspect/effectiveReceptiveField.ts'
import { receptiveField } from '../inspect/receptiveField.ts'
import * as l from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import { colourAt, markRgb } from './colourMap.ts'

before(async () => {
  const { note } = await loadFonts()
  assert.equal(note, undefined)
})

/** Two 3×3 layers, the first with padding, on an image of 9×12. */
const model = sequential(
  'two',
  [1, 9, 12],
  [
    l.conv2d({ name: 'A', filters: 1, kernelSize: 3, padding: 1, initializer: constant(1) }),
    l.conv2d({ name: 'B', filters: 1, kernelSize: 3, initializer: constant(1) }),
  ],
)
const grey = { shape: [9, 12], data: new Float64Array(108).fill(100) }
const accent = [0xd6, 0x00, 0x6c]
const rgb = (colour: number[]) => colour.slice(0, 3)
/** Twenty CSS pixels a pixel: the image is 240 wide, two pixels from the figure's edge. */
const look = { image: grey, width: 240, range: [0, 200] as const }
const saying = (figure: Figure) =>
  drawn(figure)
    .words.map(({ words }) => words)
    .join(' ')

test('the theoretical box stands where the unit looks', () => {
  const field = receptiveField(model, 'A')
  const { size, pixel } = drawn(theoreticalField({ ...look, field, units: [[4, 5]] }))
  // Rows 3, 4, 5 and columns 4, 5, 6.
  for (const [x, y] of [
    [82, 100],
    [142, 100],
    [110, 62],
    [110, 122],
    [112, 92],
  ] as const)
    assert.deepEqual(rgb(pixel(x, y)), accent, `${x} ${y}`)
  assert.deepEqual(rgb(pixel(90, 75)), [128, 128, 128])
  assert.equal(size.height > 184, true)
  assert.equal(
    saying(theoreticalField({ ...look, field })),
    '"A": a unit\'s receptive field is 3 × 3 pixels; here that of (4, 5)',
  )
  const ko = theoreticalField({ ...look, field, lang: 'ko', title: '수용 영역' })
  assert.equal(saying(ko), '수용 영역 "A": 유닛 하나의 수용 영역은 3 × 3 픽셀; 여기서는 (4, 5)')
})

test('a box that reaches into the padding is dashed there, on room of its own', () => {
  const field = receptiveField(model, 'A')
  const corner = theoreticalField({ ...look, field, units: [[0, 0]] })
  const { pixel } = drawn(corner)
  // One pixel of padding and two more at the top and left: 240 / 15 = 16 CSS pixels a pixel, the image begins at 2 + 48.
  assert.deepEqual(rgb(pixel(10, 10)), [0xed, 0xf0, 0xf3])
  assert.deepEqual(rgb(pixel(200, 180)), [128, 128, 128])
  const row = Array.from({ length: 48 }, (_, i) => String(rgb(pixel(34 + i, 34))))
  const dashes = row.filter((colour) => colour === String(accent)).length
  assert.ok(dashes > 15 && dashes < 40, `${dashes}`)
  assert.deepEqual(rgb(pixel(65, 82)), accent)
  assert.match(saying(corner), /Dashed: the whole field; outside the image is padding/)
  const far = sequential('far', [1, 9, 12], [l.conv2d({ name: 'F', filters: 1, kernelSize: 1, padding: 2 })])
  const said = (lang: 'en' | 'ko') =>
    saying(theoreticalField({ ...look, field: receptiveField(far, 'F'), units: [[0, 0]], lang }))
  assert.match(said('en'), /It sees nothing of the image: all of its field is padding/)
  assert.match(said('ko'), /점선: 수용 영역 전체 \(이미지 밖은 패딩\) 수용 영역이 모두 패딩이라 이미지에서 보는 것이 없음/)
})

test('the effective field: heat where it is strong, the dimmed image where it is 0, box and ellipses, numbers', async () => {
  const field = await effectiveReceptiveField(await model.open(reference()), 'B', { unit: [3, 5], samples: 1 })
  const figure = effectiveField({ ...look, field, title: 'Effective' })
  const { pixel } = drawn(figure)
  // Title (line of 22 + 14), edge 2: the image begins at 38. The box is rows 2 to 6, columns 4 to 8.
  const at = (y: number, x: number) => rgb(pixel(2 + 20 * x, 38 + 20 * y))
  assert.deepEqual(at(0.5, 0.5), [85, 85, 85])
  assert.deepEqual(at(4.5, 6.5), colourAt('heat', 1))
  assert.deepEqual(at(4.3, 4), accent)
  // σ = √(4/3) pixels to the right of the middle: the inner ellipse.
  assert.deepEqual(at(4.5, 6.5 + Math.sqrt(4 / 3)), [255, 255, 255])
  const said = saying(figure)
  assert.match(said, /Colours: mean \|∂unit\/∂pixel\|, from 0 to its largest/)
  assert.match(said, /Ellipses: its Gaussian at 1σ and 2σ; σ = 1\.2 × 1\.2 pixels, R² = 0\.91/)
  assert.match(said, /Box: the theoretical field, 5 × 5; the effective one is 5\.0 pixels wide, 100% of it/)
  const ko = saying(effectiveField({ field, width: 400, lang: 'ko' }))
  assert.match(ko, /색: 평균 \|∂유닛\/∂픽셀\|, 0부터 가장 큰 값까지/)
  assert.match(ko, /타원: 가우스 근사의 1σ와 2σ; σ = 1\.2 × 1\.2 픽셀, R² = 0\.91/)
  assert.match(ko, /상자: 이론적 수용 영역 5 × 5; 유효 수용 영역의 폭은 5\.0 픽셀, 그 100%/)
  const far = { ...field, gaussian: { ...field.gaussian, r2: -0.3 } }
  assert.match(saying(effectiveField({ ...look, field: far })), /σ = 1\.2 × 1\.2 pixels, a poor fit \(R² below 0\)/)
  // At the edge the box is dashed in the padding; a field without width has no ellipse.
  const edge = await effectiveReceptiveField(await model.open(reference()), 'A', { unit: [0, 0], samples: 1 })
  assert.match(saying(effectiveField({ ...look, field: edge })), /Dashed: the whole field/)
  const dot = sequential('dot', [1, 9, 12], [l.conv2d({ name: 'D', filters: 1, kernelSize: 1 })])
  const thin = await effectiveReceptiveField(await dot.open(reference()), 'D')
  const thinWords = (lang: 'en' | 'ko') => saying(effectiveField({ ...look, field: thin, lang }))
  assert.match(thinWords('en'), /The Gaussian has no width in one direction and is not drawn/)
  assert.match(thinWords('ko'), /한 방향의 폭이 0이라 가우스 근사는 그리지 않음/)
})

test('saliency over an image: heat without signs, red and blue with them', () => {
  const data = new Float64Array(108)
  data[0] = 4
  const at = (figure: Figure, column: number) => rgb(drawn(figure).pixel(2 + 20 * column + 10, 12))
  const heat = saliencyOver({ ...look, map: { shape: [9, 12], data } })
  assert.deepEqual([at(heat, 0), at(heat, 1)], [colourAt('heat', 1), [85, 85, 85]])
  assert.match(saying(heat), /Colours: how strongly a pixel moves the score, from 0 to the largest/)
  const both = saliencyOver({ ...look, map: { shape: [9, 12], data: data.map((v, i) => (i === 1 ? -4 : v)) } })
  assert.deepEqual([at(both, 0), at(both, 1), at(both, 2)], [colourAt('signed', 1), colourAt('signed', 0), [85, 85, 85]])
  assert.match(saying(both), /Red: raises the score; blue: lowers it \(±4\)/)
  // A colour image turns grey; what is not a number is marked.
  const image = { shape: [3, 9, 12], data: new Float64Array(324).fill(90) }
  const odd = saliencyOver({
    image,
    width: 240,
    lang: 'ko',
    map: { shape: [9, 12], data: data.map((v, i) => (i === 1 ? Number.NaN : v)) },
  })
  assert.deepEqual([at(odd, 1), at(odd, 2)], [[...markRgb], [60, 60, 60]])
  assert.match(saying(odd), /색: 픽셀이 점수를 움직이는 세기, 0부터 가장 큰 값까지/)
  const nothing = saliencyOver({ ...look, map: { shape: [9, 12], data: new Float64Array(108) } })
  assert.deepEqual(at(nothing, 0), [85, 85, 85])
})

test('errors of figures over images', async () => {
  const field = receptiveField(model, 'A')
  const small = { shape: [4, 4], data: new Float64Array(16) }
  assert.throws(() => theoreticalField({ image: small, field }), {
    message:
      'theoreticalField: the image does not have the size that the model reads.\n  image 4×4, model 9×12\n' +
      '  Fix: pass the image as the network reads it.',
  })
  assert.throws(() => saliencyOver({ image: grey, map: small }), {
    message:
      'saliencyOver: the image and the map over it differ in size.\n  image 9×12, map 4×4\n' +
      '  Fix: pass the image as the network reads it.',
  })
  assert.throws(() => theoreticalField({ image: grey, field, units: [] }), {
    message: 'theoreticalField: there are no units to draw.\n  Fix: leave out `units` to draw the middle one.',
  })
  assert.throws(() => theoreticalField({ image: grey, field, units: [[9, 0]] }), { code: 'unit-outside' })
  assert.throws(() => theoreticalField({ image: grey, field: {} as typeof field }), {
    message: /^theoreticalField: field must be what receptiveField\(model, layer\) returns\./,
  })
  assert.throws(() => effectiveField({ field: {} as never }), {
    message: /^effectiveField: field must be what effectiveReceptiveField\(network, layer\) returns\./,
  })
  const effective = await effectiveReceptiveField(await model.open(reference()), 'A')
  assert.throws(() => effectiveField({ image: small, field: effective }), { code: 'image-size' })
  assert.throws(() => effectiveField({ field: effective, colour: 'red' } as never), { code: 'unknown-option' })
  assert.throws(() => effectiveField({ field: effective, lang: 'de' as 'en' }), { code: 'wrong-option' })
  assert.throws(() => effectiveField({ field: effective, width: 0 }), { code: 'wrong-option' })
  assert.throws(() => saliencyOver({ image: grey, map: { shape: [2, 9, 12], data: new Float64Array(216) } }), {
    code: 'wrong-channels',
  })
})
