/** The definition of average pooling, by hand: what the sum is divided by, at the border and beyond it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AvgPool2dAttributes } from './op.ts'
import { avgPool2dReference } from './reference.ts'

const plain: AvgPool2dAttributes = {
  kernelSize: [2, 2],
  stride: [2, 2],
  dilation: [1, 1],
  padding: [0, 0, 0, 0],
  countPadding: true,
}

function pool(
  change: Partial<AvgPool2dAttributes>,
  image: readonly number[],
  [h, w]: [number, number],
  [oh, ow]: [number, number],
): number[] {
  const y = { shape: [1, 1, oh, ow], data: new Float64Array(oh * ow) }
  avgPool2dReference({ ...plain, ...change }, [{ shape: [1, 1, h, w], data: Float64Array.from(image) }], [y])
  return [...y.data]
}

test('the mean of each window', () => {
  assert.deepEqual(pool({}, [1, 2, 5, 1, 8, 1, 0, 4], [2, 4], [1, 2]), [3, 2.5])
})

test('padding counts, or does not', () => {
  assert.deepEqual(pool({ padding: [1, 1, 1, 1] }, [4, 8, 12, 16], [2, 2], [2, 2]), [1, 2, 3, 4])
  assert.deepEqual(pool({ padding: [1, 1, 1, 1], countPadding: false }, [4, 8, 12, 16], [2, 2], [2, 2]), [4, 8, 12, 16])
})

test("what lies beyond the padding never counts (rounding: 'ceil', as in PyTorch)", () => {
  assert.deepEqual(pool({}, [1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3], [2, 2]), [3, 4.5, 7.5, 9])
  // padding 1 at the bottom and right is reached and counts: only the pixels beyond it do not
  assert.deepEqual(
    pool(
      { kernelSize: [3, 3], padding: [0, 0, 1, 1], stride: [3, 3] },
      [1, 2, 3, 4, 5, 6, 7, 8, 36, 9, 10, 11, 12, 13, 14, 15],
      [4, 4],
      [2, 2],
    ),
    [(1 + 2 + 3 + 5 + 6 + 7 + 36 + 9 + 10) / 9, (4 + 8 + 11) / 6, (12 + 13 + 14) / 6, 15 / 4],
  )
})
