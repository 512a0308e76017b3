/** Channels taken apart, alone, and together; and every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeChannels, onlyChannel, splitChannels } from './channels.ts'

const picture = { shape: [3, 1, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) }

test('apart, alone, together', () => {
  const [red, green, blue] = splitChannels(picture)
  assert.deepEqual(red, { shape: [1, 1, 2], data: Float32Array.of(1, 2) })
  assert.deepEqual(blue, { shape: [1, 1, 2], data: Float32Array.of(5, 6) })
  assert.deepEqual(onlyChannel(picture, 1), { shape: [3, 1, 2], data: Float32Array.of(0, 0, 3, 4, 0, 0) })
  assert.deepEqual(mergeChannels([red, green!, blue]), picture)
  assert.deepEqual(mergeChannels([picture, red]).shape, [4, 1, 2])
  // copies: the picture stays as it is
  red.data[0] = 100
  assert.equal(picture.data[0], 1)
  // the six panels of a lecture: three in one colour add up to the picture
  const panels = [0, 1, 2].map((channel) => onlyChannel(picture, channel))
  assert.deepEqual(
    panels[0]!.data.map((value, i) => value + panels[1]!.data[i]! + panels[2]!.data[i]!),
    picture.data,
  )
})

test('error texts', () => {
  const say = (act: () => unknown, message: string | RegExp) => assert.throws(act, { message })
  say(() => onlyChannel(picture, 3), 'onlyChannel: channel must be a whole number from 0 to 2. Received: 3.')
  say(() => onlyChannel(picture, 'red' as never), 'onlyChannel: channel must be a whole number from 0 to 2. Received: "red".')
  say(() => splitChannels([1, 2] as never), /^splitChannels takes an image/)
  say(() => onlyChannel({ shape: [1, 2], data: [1, 2] }, 0), /^onlyChannel takes an image/)
  say(() => mergeChannels([]), 'mergeChannels takes a list of images. Received: [].')
  say(() => mergeChannels(picture as never), 'mergeChannels takes a list of images. Received: { shape, data }.')
  say(() => mergeChannels([picture, { shape: [1], data: [1] }]), /^mergeChannels takes an image/)
  say(
    () => mergeChannels([picture, { shape: [1, 2, 2], data: [1, 2, 3, 4] }]),
    'mergeChannels: the images differ in size.\n  image 1: 3×1×2, image 2: 1×2×2\n  Fix: resize them to 1×2.',
  )
})
