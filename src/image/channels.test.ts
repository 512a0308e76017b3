/** Channels taken apart, alone, and together; and every error text. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeChannels, onlyChannel, splitChannels } from './channels.ts'

const image = { shape: [3, 1, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) }

test('apart, alone, together', () => {
  const [red, green, blue] = splitChannels(image)
  assert.deepEqual(red, { shape: [1, 1, 2], data: Float32Array.of(1, 2) })
  assert.deepEqual(blue, { shape: [1, 1, 2], data: Float32Array.of(5, 6) })
  assert.deepEqual(onlyChannel(image, 1), { shape: [3, 1, 2], data: Float32Array.of(0, 0, 3, 4, 0, 0) })
  assert.deepEqual(mergeChannels([red, green!, blue]), image)
  assert.deepEqual(mergeChannels([image, red]).shape, [4, 1, 2])
  // copies: the image stays as it is
  red.data[0] = 100
  assert.equal(image.data[0], 1)
  // the six panels of a lecture: three in one colour add up to the image
  const panels = [0, 1, 2].map((channel) => onlyChannel(image, channel))
  assert.deepEqual(
    panels[0]!.data.map((value, i) => value + panels[1]!.data[i]! + panels[2]!.data[i]!),
    image.data,
  )
})

test('error texts', () => {
  const say = (act: () => unknown, message: string | RegExp) => assert.throws(act, { message })
  say(() => onlyChannel(image, 3), 'onlyChannel: channel must be a whole number from 0 to 2. Received: 3.')
  say(() => onlyChannel(image, 'red' as never), 'onlyChannel: channel must be a whole number from 0 to 2. Received: "red".')
  say(() => splitChannels([1, 2] as never), /^splitChannels takes an image/)
  say(() => onlyChannel({ shape: [1, 2], data: [1, 2] }, 0), /^onlyChannel takes an image/)
  say(() => mergeChannels([]), 'mergeChannels takes a list of images. Received: [].')
  say(() => mergeChannels(image as never), 'mergeChannels takes a list of images. Received: { shape, data }.')
  say(() => mergeChannels([image, { shape: [1], data: [1] }]), /^mergeChannels takes an image/)
  say(
    () => mergeChannels([image, { shape: [1, 2, 2], data: [1, 2, 3, 4] }]),
    'mergeChannels: the images differ in size.\n  image 1: 3×1×2, image 2: 1×2×2\n  Fix: resize them to 1×2.',
  )
})
