/**
 * Runs with a validation: the test images are met once, at the end, with the weights that are kept; stopped and resumed alike.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { dataset } from '../data/fromArrays.ts'
import { dense, flatten } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { evaluate } from '../training/evaluate.ts'
import { machineNow } from './config.ts'
import { partsOf, type RunData } from './data.ts'
import { lookAtRun } from './look.ts'
import { type MetricsLine, parseMetrics } from './metrics.ts'
import { createRun, openRun } from './run.ts'
import type { TrainingSettings } from './settings.ts'
import { type RunEvent, trainRun } from './trainRun.ts'

const model = () => sequential('flat', [1, 5, 5], [flatten(), dense({ name: 'output', units: 3 })])
const settings: TrainingSettings = {
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.5, momentum: 0.9 }),
  batch: 8,
  epochs: 30,
  seed: 4,
  validation: 0.25,
  patience: 2,
  classWeights: 'balanced',
  groups: [{ match: ['output'], rate: 0.9, weightDecay: false }],
  freeze: ['output.bias'],
  clipNorm: 1,
}

/** Noise with labels that are noise, too: the validation loss soon rises. */
function noise(name: string, count: number) {
  const drawn = random(3, 98)
  const images = Uint8Array.from({ length: count * 25 }, (_, i) => Math.floor(drawn.uniform(i) * 256))
  const labels = Uint8Array.from({ length: count }, (_, n) => Math.floor(drawn.uniform(1e6 + n) * 3))
  return dataset({ name, images, labels, shape: [1, 5, 5], classes: 3, mean: 0.5, std: 0.25 })
}
const data: RunData = { source: { kind: 'mnist' }, training: noise('training', 64), test: noise('test', 20) }

async function sit(storage: Storage, steps = Number.POSITIVE_INFINITY): Promise<RunEvent[]> {
  const begun = (await storage.list()).includes('config.json')
  const machine = machineNow(reference())
  const run = begun ? await openRun(storage) : await createRun(storage, { model: model(), data, training: settings, machine })
  const net = await run.model.open(reference(), { seed: 4 })
  const events: RunEvent[] = []
  let count = 0
  for await (const event of trainRun(run, net, data, { resume: begun })) {
    events.push(event)
    if (event.kind === 'step' && ++count >= steps) break
  }
  return events
}

const linesOf = async (storage: Storage): Promise<MetricsLine[]> =>
  parseMetrics(new TextDecoder().decode(await storage.read('metrics.jsonl')))

test('the test images are met once, with the weights of the best epoch', async () => {
  const storage = memoryStorage()
  const events = await sit(storage)
  const last = events.at(-1)!
  assert.ok(last.kind === 'finished' && last.test)
  const lines = await linesOf(storage)
  const epochs = lines.filter((line) => line.kind === 'epoch')
  assert.ok(epochs.length < 30 && epochs.at(-1)!.stopped, 'it stopped early')
  assert.ok(epochs.every(({ testLoss, validationLoss }) => testLoss === undefined && validationLoss! > 0))
  const best = epochs.filter((line) => line.best).at(-1)!
  assert.equal(best.epoch, epochs.length - 2)
  const tests = lines.filter((line) => line.kind === 'test')
  assert.deepEqual(
    tests.map(({ epoch, testLoss }) => [epoch, testLoss]),
    [[best.epoch, last.test.loss]],
  )
  const run = await openRun(storage)
  assert.equal(await run.finished(), true)
  const net = await run.model.open(reference())
  await run.loadInto(net)
  assert.equal((await evaluate(net, data.test!, { loss: settings.loss })).loss, last.test.loss)
  const { training, validation } = partsOf(data, settings)
  assert.deepEqual([training.length, validation!.length], [48, 16])
  assert.equal((await evaluate(net, validation!, { loss: settings.loss })).loss, best.validationLoss)
  // Without test images, the report looks at those that were not learned from.
  const look = await lookAtRun(run, net, { source: data.source, training: data.training })
  assert.deepEqual(look.judged, { part: 'validation', images: 16 })
})

test('stopped anywhere and resumed: the same end', async () => {
  const whole = memoryStorage()
  await sit(whole)
  const timeless = async (storage: Storage) =>
    (await linesOf(storage)).map((line) => ({ ...line, seconds: 0, imagesPerSecond: 0, time: 0 }))
  const steps = (await linesOf(whole)).filter(({ kind }) => kind !== 'test').length
  for (const stop of [1, 7, 13, steps]) {
    const storage = memoryStorage()
    await sit(storage, stop)
    const events = await sit(storage)
    assert.equal(events.at(-1)!.kind, 'finished')
    assert.deepEqual(await storage.read('weights.safetensors'), await whole.read('weights.safetensors'))
    assert.deepEqual(await timeless(storage), await timeless(whole))
  }
})

test('settings of config.json, checked', async () => {
  const storage = memoryStorage()
  await sit(storage, 1)
  const config = JSON.parse(new TextDecoder().decode(await storage.read('config.json')))
  assert.deepEqual([config.training.validation, config.training.classWeights], [0.25, 'balanced'])
  const says = async (change: object, why: string) => {
    const text = JSON.stringify({ ...config, training: { ...config.training, ...change } })
    await storage.write('config.json', new TextEncoder().encode(text))
    await assert.rejects(openRun(storage), (error: Error) =>
      error.message.startsWith(`memory/config.json is not the configuration of a run: its "training.${why}`),
    )
  }
  await says({ validation: 1 }, 'validation" must be a number below 1. Found: 1.')
  await says({ validation: 0 }, 'validation" must be a number above 0. Found: 0.')
  await says({ patience: 0 }, 'patience" must be a whole number from 1 to 2147483647. Found: 0.')
  await says({ classWeights: [1, 0] }, "classWeights\" must be 'balanced', or numbers above 0. Found: a list of 2.")
  await says({ freeze: 'head' }, 'freeze" must be a list of texts. Found: "head".')
  await says({ auxiliary: { aux: 0 } }, 'auxiliary.aux" must be a number above 0. Found: 0.')
  await says({ groups: { match: ['head'] } }, 'groups" must be a list of objects. Found: an object of one field.')
  await says({ groups: [{ match: ['head'], rate: 0 }] }, 'groups[0].rate" must be a number above 0. Found: 0.')
  await says({ clipNorm: 0 }, 'clipNorm" must be a number above 0. Found: 0.')
})

test('killed before the test images are met, or before the weights are written: not finished, and resumed to the same end', async () => {
  const whole = memoryStorage()
  await sit(whole)
  const ends = (lines: MetricsLine[]) => lines.filter(({ kind }) => kind === 'test').map((line) => ({ ...line, time: 0 }))
  for (const lost of ['test', 'weights.safetensors']) {
    const storage = memoryStorage()
    const broken: Storage = {
      ...storage,
      name: storage.name,
      write: (name, bytes) => (name === lost ? Promise.reject(new Error('killed')) : storage.write(name, bytes)),
      append: (name, bytes) =>
        lost === 'test' && new TextDecoder().decode(bytes).includes('"kind":"test"')
          ? Promise.reject(new Error('killed'))
          : storage.append(name, bytes),
    }
    await assert.rejects(sit(broken), { message: 'killed' }, lost)
    assert.equal(await (await openRun(storage)).finished(), false, lost)
    await sit(storage)
    assert.equal(await (await openRun(storage)).finished(), true)
    assert.deepEqual(ends(await linesOf(storage)), ends(await linesOf(whole)))
    assert.deepEqual(await storage.read('weights.safetensors'), await whole.read('weights.safetensors'))
  }
})
