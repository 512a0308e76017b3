import assert from 'node:assert/strict'
import { test } from 'node:test'
import { augmentation, inputAugmentation } from './augmentation.ts'
import { dataset } from './fromArrays.ts'
import { batchCount, batches, epochOrder } from './order.ts'

test('an epoch visits every image once, in an order of the seed and the epoch', () => {
  const first = epochOrder(1000, { seed: 1, epoch: 0 })
  assert.deepEqual(
    [...first].sort((a, b) => a - b),
    Array.from({ length: 1000 }, (_, i) => i),
  )
  assert.deepEqual(epochOrder(1000, { seed: 1, epoch: 0 }), first)
  assert.notDeepEqual(epochOrder(1000, { seed: 1, epoch: 1 }), first)
  assert.notDeepEqual(epochOrder(1000, { seed: 2, epoch: 0 }), first)
  assert.deepEqual([...epochOrder(4, { seed: 1, epoch: 0, shuffle: false })], [0, 1, 2, 3])
  assert.deepEqual([...epochOrder(8, { seed: 1, epoch: 0 })], [...epochOrder(8, { seed: 1, epoch: 0 })])
})

test('batches: the last is short, and a resumed epoch starts where it was', () => {
  assert.deepEqual(
    [...batches(10, 4)],
    [
      { from: 0, to: 4 },
      { from: 4, to: 8 },
      { from: 8, to: 10 },
    ],
  )
  assert.deepEqual([...batches(10, 4, 2)], [{ from: 8, to: 10 }])
  assert.deepEqual([batchCount(10, 4), batchCount(8, 4), batchCount(0, 4)], [3, 2, 0])
  assert.throws(() => batchCount(10, 0), {
    name: 'OptionError',
    message: 'batches: batch must be a whole number of at least 1. Received: 0.',
  })
})

test('augmentation: degrees become radians, the border is normalised', () => {
  const data = dataset({ images: new Uint8Array(12), shape: [3, 2, 2], mean: [0.5, 0, 0.2], std: 0.5 })
  assert.deepEqual(inputAugmentation({ shift: 2, rotate: 180 }, data), {
    warp: { shift: 2, rotate: Math.PI, scale: 0, shear: 0, border: [-1, 0, -0.4] },
  })
  assert.deepEqual(augmentation({ scale: 0.1 }), { shift: 0, rotate: 0, scale: 0.1, shear: 0 })
})

test('augmentation: what it refuses', () => {
  const refuses = (options: object, message: string) =>
    assert.throws(() => augmentation(options), { name: 'OptionError', message })
  refuses({ rotate: 200 }, 'augmentation: rotate must be a number from 0 to 180. Received: 200.')
  refuses({ shift: -1 }, 'augmentation: shift must be a number from 0 to 4096. Received: -1.')
  refuses({ scale: 1 }, 'augmentation: scale must be a number from 0 to 0.99. Received: 1.')
  refuses({ shear: NaN }, 'augmentation: shear must be a number from 0 to 1. Received: NaN.')
  refuses(
    { rotation: 5 },
    'augmentation has no option "rotation".\n  Fix: did you mean "rotate"? Known: shift, rotate, scale, shear, flip, crop, brightness, contrast, saturation, hue, cutout, mixup, until.',
  )
})
