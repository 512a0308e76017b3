/**
 * Digits as people make them, drawn by code: found where they are, in the right light, and one by one where there are several.
 * That a network reads them, `measureOwn.ts` measures.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { digitImage, findDigits, loadImage } from '../../src/image.ts'
import { kinds, ownDigit, ownDrawing } from './ownDigits.ts'
import { severalDigits } from './severalDigits.ts'
import { garment, patterns, writtenLetters } from './unlikeDigits.ts'

describe('one digit of each kind is found as one, where it is', () => {
  for (const kind of Object.keys(kinds))
    test(kind, async () => {
      for (const [digit, seed] of [
        [4, 61],
        [5, 62],
        [0, 63],
        [7, 64],
      ] as const) {
        // The bar of a 5 that is cut along its length by the border is a line at the border.
        if (kind === 'at the border' && digit === 5) continue
        const { drawing, box } = ownDrawing(kind, digit, seed)
        const image = await loadImage(await ownDigit(kind, digit, seed), { grey: true, background: 'contrast' })
        const found = findDigits(image)
        assert.equal(found.length, 1, `${digit}: ${found.map((one) => one.box.map(Math.round)).join(' and ')}`)
        const edges = [0, 0, drawing.height, drawing.width]
        found[0]!.box.forEach((edge, e) => {
          const wanted = e < 2 ? Math.max(0, box[e]!) : Math.min(edges[e]!, box[e]!)
          assert.ok(Math.abs(edge - wanted) < 6, `${digit}: ${found[0]!.box}, drawn at ${box}`)
        })
        const light = /^(chalk|slate|white)/.test(kind)
        assert.equal(found[0]!.inverted, !light, `${digit}: polarity`)
        assert.deepEqual(digitImage(image).box, found[0]!.box)
      }
    })
})

test('several digits: all of them, row by row from the left', () => {
  for (let seed = 401; seed <= 425; seed++) {
    const { drawing, rows, middles } = severalDigits(seed)
    const found = findDigits(drawing.image())
    assert.equal(found.length, rows.flat().length, `seed ${seed}: ${rows.join(' | ')}`)
    found.forEach(({ box: [top, left, bottom, right] }, i) => {
      const [down, across] = middles[i]!
      const off = Math.hypot((top + bottom) / 2 - down, (left + right) / 2 - across)
      assert.ok(off < 6, `seed ${seed}, digit ${i + 1} of ${rows.join(' | ')}: ${off.toFixed(1)} pixels off`)
    })
  }
})

test('a point and a speck are no digits; two bars of one height are two', () => {
  const data = new Float32Array(100 * 120).fill(230)
  const bar = (top: number, left: number, bottom: number, right: number) => {
    for (let h = top; h < bottom; h++) data.fill(20, h * 120 + left, h * 120 + right)
  }
  bar(20, 20, 80, 27)
  bar(20, 60, 80, 67)
  bar(74, 44, 80, 50)
  const boxes = findDigits({ shape: [1, 100, 120], data }).map(({ box }) => box.map(Math.round))
  assert.equal(boxes.length, 2)
  assert.ok(boxes[0]![3]! < 40 && boxes[1]![1]! > 55, boxes.join(' and '))
})

test('a transparent image lies on what it stands out from', async () => {
  const read = async (kind: string, background: 'contrast' | number) =>
    (await loadImage(await ownDigit(kind, 3, 65), { grey: true, background })).data
  const [white, black] = ['white on transparent', 'black on transparent'] as const
  assert.deepEqual(await read(white, 'contrast'), await read(white, 0))
  assert.deepEqual(await read(black, 'contrast'), await read(black, 255))
  // Without transparent parts there is nothing to lay on.
  assert.deepEqual(await read('pen on white', 'contrast'), await read('pen on white', 0))
})

test('what is no digit is made the same each time, and is something', () => {
  for (const draw of [...Object.values(patterns), garment]) {
    const numbers = () => {
      let state = 5
      return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
    }
    assert.deepEqual(draw(numbers()), draw(numbers()))
    assert.ok(draw(numbers()).some((value) => value > 60))
  }
  assert.equal(writtenLetters(1, false).length + writtenLetters(1, true).length, 45)
})

test('a page of specks is refused, and soon', () => {
  const data = new Float32Array(512 * 512).fill(255)
  for (let row = 0; row < 40; row++)
    for (let column = 0; column < 40; column++)
      for (let y = 0; y < 4; y++) for (let x = 0; x < 4; x++) data[(12 * row + 20 + y) * 512 + 12 * column + 20 + x] = 10
  assert.throws(() => findDigits({ shape: [1, 512, 512], data }), {
    code: 'too-many-marks',
    message:
      'the image holds too many separate marks to be digits.\n  1600 marks, at most 400\n  Fix: cut out the part with the digits, or photograph it closer and in even light.',
  })
})
