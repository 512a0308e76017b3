/** What is given to a network as images and is none: said at once, by all four verbs. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { OptionError, ShapeError } from '../errors/errors.ts'
import { flatten, relu } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import { countImages } from './checkImages.ts'

const model = sequential('small', [2, 2, 3], [relu({ name: 'R1' }), flatten()])
const image = new Float32Array(12)

async function refusals(call: (images: never) => Promise<unknown>, owner: string): Promise<void> {
  for (const [given, shown] of [
    [null, 'null'],
    [undefined, 'undefined'],
    ['123456789012', '"123456789012"'],
    [12, '12'],
    [{}, '{}'],
    [{ length: -12 }, '{ length }'],
    [() => 1, 'a function'],
  ] as const)
    await assert.rejects(
      () => call(given as never),
      (error: Error) => {
        assert.ok(error instanceof OptionError, String(error.stack))
        assert.equal(error.message, `${owner}: the images must be numbers, in a list or a typed array. Received: ${shown}.`)
        return true
      },
    )
  const wrong = (at: number, value: unknown, count = 1) => {
    const list: unknown[] = Array(12 * count).fill(0)
    list[at] = value
    return list as never
  }
  for (const [given, place] of [
    [wrong(0, Number.NaN), 'at [0, 0, 0]: NaN'],
    [wrong(8, Number.POSITIVE_INFINITY), 'at [1, 0, 2]: Infinity'],
    [wrong(11, 'a'), 'at [1, 1, 2]: "a"'],
    [wrong(5, undefined), 'at [0, 1, 2]: undefined'],
    [new BigInt64Array(12) as never, 'at [0, 0, 0]: 0'],
    [image.map((_, i) => (i === 7 ? Number.NaN : 0)) as never, 'at [1, 0, 1]: NaN'],
  ] as const)
    await assert.rejects(() => call(given), {
      name: 'OptionError',
      code: 'not-finite',
      message: `${owner}: the image holds a value that is not finite.\n  ${place}\n  Fix: correct the image: nothing that the network computes from it would mean anything.`,
    })
}

test('predict, forward, featureMaps, inputGradient: what is no list of finite numbers', async () => {
  const net = await model.open(reference())
  await refusals((images) => net.predict(images), 'predict')
  await refusals((images) => net.forward(images), 'forward')
  await refusals((images) => net.featureMaps(images, ['R1']), 'featureMaps')
  await refusals((images) => net.featureMaps({ data: images }, ['R1']), 'featureMaps')
  await refusals((images) => net.inputGradient(images, 'R1', image), 'inputGradient')
  await assert.rejects(net.inputGradient(image, 'R1', null as never), {
    name: 'OptionError',
    message: 'inputGradient: the gradient must be numbers, in a list or a typed array. Received: null.',
  })
  await assert.rejects(net.inputGradient(new Float32Array(24), 'R1', new Float32Array(24).fill(Number.NaN, 13)), {
    name: 'OptionError',
    message: /^inputGradient: gradient 2 of 2 holds a value that is not finite\.\n {2}at \[0, 0, 1\]: NaN\n/,
  })
  // What is right goes through: lists, numbers of any typed array, and more images than one.
  assert.deepEqual([...(await net.predict(Array(12).fill(2)))], Array(12).fill(2))
  assert.deepEqual([...(await net.predict(new Uint8Array(24).fill(3)))], Array(24).fill(3))
})

test('the number of images, and which of them is wrong', () => {
  assert.equal(countImages('it', model, new Float64Array(36)), 3)
  assert.throws(() => countImages('it', model, new Float64Array(13)), ShapeError)
  assert.throws(() => countImages('it', model, []), ShapeError)
  assert.throws(() => countImages('it', model, new Float64Array(36).fill(Number.NaN, 30, 31)), {
    message: /^it: image 3 of 3 holds a value that is not finite\.\n {2}at \[1, 0, 0\]: NaN\n/,
    details: { number: 3, place: [1, 0, 0] },
  })
})
