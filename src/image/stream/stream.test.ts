/** Streamed folders: the bytes, the losses and the weights of the same images in memory, and single images. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { workplace } from '../../../test/image/workplace.ts'
import type { Dataset } from '../../data/dataset.ts'
import { dataset } from '../../data/fromArrays.ts'
import { batchesOf, readBatches } from '../../data/readBatches.ts'
import { UnsupportedError } from '../../errors/errors.ts'
import { inKorean } from '../../errors/inKorean.ts'
import { batchNorm2d, conv2d, dense, dropout, flatten, relu } from '../../layers/index.ts'
import { softmaxCrossEntropy } from '../../losses/index.ts'
import { sequential } from '../../model/graph.ts'
import { adamW } from '../../optimizers/index.ts'
import { evaluate, predict } from '../../training/evaluate.ts'
import { measureFamiliarity } from '../../training/measureFamiliarity.ts'
import { type TrainingState, trainingState } from '../../training/state.ts'
import { type TrainStep, train } from '../../training/train.ts'
import { wasm } from '../../wasm.ts'
import { openInWorker } from '../../worker/openInWorker.ts'
import { imageFolder } from '../folder/imageFolder.ts'
import { isStreamed, mostInMemory } from '../folder/isStreamed.ts'
import { readImages } from '../folder/readImages.ts'
import { claimed, newRing, viewsOf, word } from './ring.ts'

const { folder, drawClasses, read } = workplace()

const model = () =>
  sequential(
    'small',
    [3, 4, 4],
    [conv2d({ filters: 4, kernelSize: 3 }), batchNorm2d(), relu(), flatten(), dropout({ rate: 0.2 }), dense({ units: 2 })],
  )

const options = {
  loss: softmaxCrossEntropy(),
  optimizer: adamW({ learningRate: 0.01 }),
  batch: 6,
  epochs: 3,
  validation: 0.2,
  accuracy: true,
  augmentation: { shift: 1 },
}

const both = async (more: object = {}) => [await read({ stream: false, ...more }), await read({ stream: true, ...more })] as const

describe('the same as in memory', () => {
  test('bytes, labels, views and single images', async () => {
    await drawClasses(23)
    const [memory, streamed] = await both()
    assert.equal(streamed.streamed, true)
    assert.equal(memory.streamed, false)
    assert.equal(String(streamed), String(memory))
    assert.deepEqual(streamed.input, memory.input)
    assert.deepEqual([...streamed.labels!], [...memory.labels!])
    assert.deepEqual((await streamed.loaded()).images, memory.images)
    for (const view of [
      (data: Dataset) => data.subset(3, 19),
      (data: Dataset) => data.select([7, 7, 2]),
      (data: Dataset) => data.split({ validation: 5, seed: 3 }).validation,
    ]) {
      const [wanted, found] = [view(memory), await view(streamed).loaded()]
      assert.equal(found.length, wanted.length)
      for (let n = 0; n < wanted.length; n++) {
        assert.deepEqual(found.image(n), wanted.image(n))
        assert.equal(found.label(n), wanted.label(n))
      }
    }
    // Of a set in memory they are there.
    assert.equal((await memory.loaded([4])).raw(0).buffer, memory.images.buffer)
  })

  test('batches: longer than what is ahead, one after the other, twice at a time', async () => {
    await drawClasses(50)
    const [memory, streamed] = await both()
    const order = Uint32Array.from({ length: 120 }, (_, i) => (i * 7) % 50)
    const readers = [1, 5, 33, 50].map((batch) => ({
      batch,
      reader: readBatches(streamed, () => batchesOf(order, batch), batch),
    }))
    for (const { batch, reader } of readers) {
      for (const { from, to } of batchesOf(order, batch)) {
        const [found, wanted] = [new Uint8Array(batch * 48), new Uint8Array(batch * 48)]
        const numbers = new Int32Array(batch)
        const got = await reader.next()
        got.fill({ images: found, imageIndices: numbers })
        memory.fill(order, { images: wanted }, from, to - from)
        assert.deepEqual(found, wanted)
        assert.deepEqual([...numbers.subarray(0, got.count)], [...order.subarray(from, to)])
        assert.throws(() => got.fill({ images: new Uint8Array(3) }), { code: 'batch-too-small' })
      }
      await assert.rejects(async () => reader.next(), RangeError)
      reader.close()
    }
  })

  test('training with all that is random, validation, resuming: the same bits', async () => {
    await drawClasses(46)
    const backend = await wasm({ threads: 2 })
    const trained = async (data: Dataset, stopAt = Number.POSITIVE_INFINITY, from?: TrainingState) => {
      const net = await model().open(backend, { seed: 5 })
      const steps: TrainStep[] = []
      let state: TrainingState | undefined
      for await (const step of train(net, data, { ...options, from })) {
        steps.push(step)
        if (step.step !== stopAt) continue
        state = await trainingState(net, step.step)
        break
      }
      return { net, steps, state, weights: await net.parameters() }
    }
    const said = ({ step, loss, correct, validation }: TrainStep) => [step, loss, correct, validation?.loss, validation?.accuracy]
    const [memory, streamed] = await both()
    const wanted = await trained(memory)
    const found = await trained(streamed)
    assert.deepEqual(found.steps.map(said), wanted.steps.map(said))
    assert.deepEqual(found.weights, wanted.weights)
    assert.ok(found.steps.every(({ waited }) => waited >= 0) && wanted.steps.every(({ waited }) => waited === 0))
    // Stopped within an epoch, and at its end.
    for (const stop of [4, 7, 14]) {
      const { state } = await trained(streamed, stop)
      const rest = await trained(streamed, undefined, state)
      assert.deepEqual(rest.weights, wanted.weights, `stopped at ${stop}`)
      assert.equal(rest.steps[0]?.step, stop + 1)
    }
    assert.deepEqual(await predict(found.net, streamed, { batch: 7 }), await predict(wanted.net, memory))
    const measured = async (data: Dataset) => ({ ...(await evaluate(found.net, data, { loss: options.loss })), seconds: 0 })
    assert.deepEqual(await measured(streamed), await measured(memory))
    const many = (data: Dataset) => data.select(Uint32Array.from({ length: 160 }, (_, i) => i % 46))
    assert.deepEqual(await measureFamiliarity(found.net, many(streamed)), await measureFamiliarity(found.net, many(memory)))
    backend.dispose()
  })
})

describe('what is not in memory', () => {
  test('is an error that says how to get it', async () => {
    await drawClasses(4)
    const data = await read({ stream: true, name: 'places' })
    const english =
      'the images of "places" (4 × 3×4×4) are streamed: they are not in memory.\n  Fix: (await data.loaded([0])).image(0).'
    for (const ask of [
      () => data.images,
      () => data.raw(1),
      () => data.image(0),
      () => data.fill([0], { images: new Uint8Array(48) }),
    ]) {
      assert.throws(ask, { name: 'OptionError', code: 'streamed', message: english })
      assert.throws(ask, (error) => /이미지는 스트리밍되므로 메모리에 없습니다/.test(inKorean(error)))
    }
    assert.equal(data.fill([3], { labels: new Int32Array(1), imageIndices: new Int32Array(1) }), 1)
    assert.throws(() => data.row(4), { code: 'no-such-image' })
  })

  test('cannot be sent to a worker', async () => {
    await drawClasses(4)
    const net = await openInWorker(model(), { threads: 1 })
    const data = await read({ stream: true, name: 'places' })
    await assert.rejects(net.evaluate(data), (error) => {
      assert.ok(error instanceof UnsupportedError)
      assert.equal(
        error.message,
        'the images of "places" (4 × 3×4×4) are streamed, and cannot be sent to a worker.\n  Fix: open the network in this thread: model.open(await wasm()); or read the images into memory: stream: false.',
      )
      assert.match(inKorean(error), /워커에 보낼 수 없습니다/)
      return true
    })
    net.dispose()
  })
})

test('auto: by how much the images would take', async () => {
  await drawClasses(4)
  assert.equal((await read()).streamed, false)
  assert.ok(mostInMemory() <= 2 ** 30)
  assert.deepEqual(
    [isStreamed('auto', mostInMemory()), isStreamed('auto', mostInMemory() + 1), isStreamed(false, 2 ** 50), isStreamed(true, 1)],
    [false, true, false, true],
  )
  await assert.rejects(read({ stream: 'yes' as never }), { message: /imageFolder: stream must be one of 'auto'/ })
})

test('numbers of a ring wrap', () => {
  const ring = newRing(3, 2)
  const views = viewsOf(ring)
  assert.equal(ring.slots, 16)
  views.words[word.next] = 2 ** 31 - 1
  views.words[word.open] = -(2 ** 31) + 1
  assert.deepEqual([claimed(views), claimed(views), claimed(views)], [2 ** 31 - 1, -(2 ** 31), undefined])
})

test('a signal stops reading', async () => {
  await drawClasses(4)
  await assert.rejects(imageFolder(folder(), { size: 4, stream: true, signal: AbortSignal.abort(new Error('enough')) }), {
    message: 'enough',
  })
})

test('images that no memory holds', async () => {
  const files = ['a', 'b'].map((name) => ({ path: name, name, bytes: 1, label: name }))
  const { input } = dataset({ images: new Uint8Array(3), shape: [3, 1, 1] })
  await assert.rejects(readImages(files, { ...input, stored: [3, 2 ** 21, 2 ** 21] }, {}), (error) => {
    assert.ok(error instanceof UnsupportedError)
    assert.equal(
      error.message,
      '2 images of 3×2097152×2097152 do not fit into memory.\n  they take 26388279066624 bytes\n  Fix: let them be streamed: stream: true (--stream); or use a smaller size, or fewer images.',
    )
    assert.match(inKorean(error), /스트리밍으로 읽거나/)
    return true
  })
})
