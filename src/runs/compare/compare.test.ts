/** Lists of runs and what tells them apart: states, what a run is judged by, options that differ, names, the page. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../../backends/reference/reference.ts'
import { dataset } from '../../data/fromArrays.ts'
import { dense, flatten } from '../../layers/index.ts'
import { softmaxCrossEntropy } from '../../losses/index.ts'
import { sequential } from '../../model/graph.ts'
import { adam, sgd } from '../../optimizers/index.ts'
import { memoryStorage } from '../../storage/memoryStorage.ts'
import type { Storage } from '../../storage/storage.ts'
import { machineNow } from '../config.ts'
import { metricsText } from '../metrics.ts'
import { createRun, openRun } from '../run.ts'
import type { TrainingSettings } from '../settings.ts'
import { trainRun } from '../trainRun.ts'
import { compareOptions } from './compareOptions.ts'
import { bestOf } from './comparePage.ts'
import { compareRuns, namesOf } from './compareRuns.ts'
import { listRuns, overviewOf, type RunOverview, sortRuns } from './overview.ts'

const images = Uint8Array.from({ length: 24 * 4 }, (_, i) => (i * 37) % 256)
const labels = Uint8Array.from({ length: 24 }, (_, n) => n % 2)
const data = dataset({ name: 'small', images, labels, shape: [1, 2, 2], classes: 2 })
const source = { kind: 'idx', training: { images: 'i', labels: 'l' } } as const
const backend = reference()
const usual: TrainingSettings = {
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: 0.1 }),
  batch: 8,
  epochs: 2,
  seed: 1,
}

/** A run of that name in memory, trained to its end if asked. */
async function made(name: string, settings: Partial<TrainingSettings> = {}, trains = false): Promise<Storage> {
  const storage = { ...memoryStorage(), name }
  const model = sequential('linear', [1, 2, 2], [flatten(), dense({ units: 2 })])
  const training = { ...usual, ...settings }
  const parts = { source, training: data, test: data }
  const run = await createRun(storage, { model, data: parts, training, machine: machineNow(backend) })
  if (!trains) return storage
  const net = await run.model.open(backend, { seed: training.seed })
  for await (const _ of trainRun(run, net, parts));
  net.dispose()
  return storage
}

const encode = (text: string) => new TextEncoder().encode(text)
const steps = {
  epoch: 1,
  step: 3,
  trainLoss: 0.7,
  trainError: 0.5,
  learningRate: 0.1,
  imagesPerSecond: 9,
  seconds: 2,
  time: 5000,
}

test('the states of a run: finished, interrupted, not begun, in training, damaged', async () => {
  const finished = await overviewOf(await made('runs/a', {}, true))
  assert.deepEqual([finished.state, finished.epochs, finished.part, finished.hasReport], ['finished', 2, 'test', false])
  assert.ok(finished.error! >= 0 && finished.loss! > 0 && finished.time > 0)
  const begun = await overviewOf(await made('runs/b'))
  assert.deepEqual([begun.state, begun.epochs, begun.error, begun.seconds], ['begun', 0, undefined, 0])
  const storage = await made('runs/c')
  await storage.append('metrics.jsonl', encode(metricsText([{ kind: 'epoch', ...steps }])))
  const stopped = await overviewOf(storage)
  assert.deepEqual(
    [stopped.state, stopped.epochs, stopped.error, stopped.part, stopped.time],
    ['stopped', 1, 0.5, 'training', 5000],
  )
  await storage.write('lock', encode('{}'))
  assert.equal((await overviewOf(storage)).state, 'stopped')
  assert.equal((await overviewOf({ ...storage, isHeld: async () => true })).state, 'training')
  await storage.write('model.json', encode('{'))
  const damaged = await overviewOf(storage)
  assert.deepEqual([damaged.state, damaged.run], ['damaged', undefined])
  assert.match(damaged.problem!.message, /^this is not a Striate model: it is not JSON/)
  assert.match((await overviewOf({ ...memoryStorage(), name: 'x' })).problem!.message, /there is no run in x/)
})

test('a run with a validation is judged by its best epoch until it has met the test set', async () => {
  const storage = await made('runs/v')
  const epoch = (n: number, validationLoss: number, best: boolean) =>
    ({ kind: 'epoch', ...steps, epoch: n, step: 3 * n, validationLoss, validationError: validationLoss / 2, best }) as const
  await storage.append('metrics.jsonl', encode(metricsText([epoch(1, 0.4, true), epoch(2, 0.6, false)])))
  const { part, error, loss } = await overviewOf(storage)
  assert.deepEqual([part, error, loss], ['validation', 0.2, 0.4])
  const tested = { kind: 'test', epoch: 2, step: 6, testLoss: 0.5, testError: 0.1, time: 9000 } as const
  await storage.append('metrics.jsonl', encode(metricsText([tested])))
  const after = await overviewOf(storage)
  assert.deepEqual([after.part, after.error, after.loss], ['test', 0.1, 0.5])
})

const fake = (folder: string, given: Partial<RunOverview>) => ({ folder, part: 'test', time: 0, ...given }) as RunOverview

test('sorted: the best first, the newest last, names with numbers as people count', () => {
  const list = [
    fake('run-10', { error: 0.2, time: 3 }),
    fake('run-9', { error: 0.1, time: 1 }),
    fake('run-1', { time: 2 }),
    fake('run-2', { error: Number.NaN, time: 4 }),
  ]
  const names = (order: 'error' | 'time' | 'name') => sortRuns(list, order).map(({ folder }) => folder)
  assert.deepEqual(names('name'), ['run-1', 'run-2', 'run-9', 'run-10'])
  assert.deepEqual(names('time'), ['run-9', 'run-1', 'run-10', 'run-2'])
  assert.deepEqual(names('error').slice(0, 2), ['run-9', 'run-10'])
})

test('the best is that of the part that most were judged on', () => {
  const list = [fake('a', { error: 0.3 }), fake('b', { error: 0.2 }), fake('c', { error: 0.01, part: 'training' })]
  assert.equal(bestOf(list), 1)
  assert.equal(bestOf(list.slice(1)), -1)
})

test('options that differ: one row each, and what a run does not have is not there', async () => {
  const one = await openRun(await made('a'))
  const other = await openRun(await made('b', { optimizer: adam({ learningRate: 0.1 }), augmentation: { shift: 1 } }))
  const { different, shared } = compareOptions([one, other])
  const row = (name: string) => different.find((found) => found.name === name)?.values
  assert.deepEqual(row('optimizer'), ['sgd', 'adam'])
  assert.deepEqual(row('augmentation.shift'), [undefined, '1'])
  assert.deepEqual(row('optimizer.momentum'), ['0', undefined])
  assert.equal(row('optimizer.learningRate'), undefined)
  const same = (name: string) => shared.find((found) => found.name === name)?.values
  assert.deepEqual(same('optimizer.learningRate'), ['0.1', '0.1'])
  assert.deepEqual(same('data.training.images'), ['i', 'i'])
  assert.deepEqual(compareOptions([one, one]).different, [])
})

test('names are as short as they can be', () => {
  assert.deepEqual(namesOf(['runs/a', 'runs/b']), ['a', 'b'])
  assert.deepEqual(namesOf(['x/a', 'y/a', 'y/b/']), ['x/a', 'y/a', 'b'])
  assert.deepEqual(namesOf(['.', 'a']), ['.', 'a'])
})

test('the page: rows, curves, options, links and what is damaged; names from outside are escaped', async () => {
  const evil = await made('runs/<script>alert(1)', {}, true)
  const adamRun = await made('runs/b', { optimizer: adam({ learningRate: 0.1 }) }, true)
  const broken = { ...memoryStorage(), name: 'runs/broken' }
  await broken.write('config.json', encode('{"format": 5}'))
  const runs = (await listRuns([evil, adamRun, broken], 'name')).map((run) => ({ ...run, hasReport: run.state === 'finished' }))
  const { html, drawn } = await compareRuns(runs, { pathTo: (folder) => `../${encodeURI(folder)}` })
  assert.equal(drawn, 2)
  assert.doesNotMatch(html, /<script>alert/)
  assert.match(html, /&lt;script&gt;alert\(1\)/)
  assert.match(html, /<a href="\.\.\/runs\/b\/report\.html">b<\/a>/)
  assert.equal(html.match(/<img/g)!.length >= 4, true)
  assert.match(html, /<tr><td>optimizer<\/td>/)
  assert.match(html, /Damaged runs.*runs\/broken\/config\.json/s)
  const korean = await compareRuns(runs, { lang: 'ko' })
  assert.match(korean.html, /<html lang="ko">/)
  assert.doesNotMatch(korean.html, /<a href/)
  await assert.rejects(compareRuns(runs, { lang: 'fr' as never }), /compareRuns: lang must be one of/)
})

test('more runs than can be told apart: the best are drawn, all are listed', async () => {
  const [run] = await listRuns([await made('runs/one', {}, true)])
  const many = Array.from({ length: 15 }, (_, i) => ({ ...run!, folder: `runs/r${i}`, error: (15 - i) / 100 }))
  const { html, drawn } = await compareRuns(many)
  assert.equal(drawn, 12)
  assert.match(html, /The 12 best of 15 are drawn/)
  assert.match(html, />r0</)
})
