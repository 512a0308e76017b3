/**
 * Run folders: begun once, read back, damaged in many ways; stopping and going on; nothing is written over. Long because it
 * is the whole life of a run.
 */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { wasm } from '../backends/wasm/wasm.ts'
import { dataset } from '../data/fromArrays.ts'
import { type Sentence, spoken } from '../errors/say.ts'
import { readSafetensors } from '../formats/safetensors.ts'
import { readEvents } from '../formats/tensorboard.ts'
import { conv2d, dense, flatten, relu } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { adam, cosineRate, sgd } from '../optimizers/index.ts'
import { folderStorage } from '../storage/folderStorage.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { version } from '../text/version.ts'
import { machineNow } from './config.ts'
import type { RunData } from './data.ts'
import { parseMetrics } from './metrics.ts'
import { createRun, openRun, type Run } from './run.ts'
import type { TrainingSettings } from './settings.ts'
import { type RunEvent, type TrainRunOptions, trainRun } from './trainRun.ts'

const small = (name = 'small', units = 3): Model =>
  sequential(
    name,
    [1, 10, 10],
    [conv2d({ name: 'C1', filters: 2, kernelSize: 3 }), relu(), flatten(), dense({ name: 'output', units })],
  )
const settings: TrainingSettings = {
  loss: softmaxCrossEntropy(),
  optimizer: sgd({ learningRate: cosineRate({ from: 0.05 }), momentum: 0.9 }),
  batch: 8,
  epochs: 3,
  seed: 4,
}
const data: RunData = { source: { kind: 'mnist' }, training: noise('training', 42), test: noise('test', 20) }

function noise(name: string, count: number) {
  const drawn = random(3, 98)
  const images = Uint8Array.from({ length: count * 100 }, (_, i) => Math.floor(drawn.uniform(i) * 256))
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 3)
  return dataset({ name, images, labels, shape: [1, 10, 10], classes: 3, mean: 0.5, std: 0.25 })
}

function begin(storage: Storage, training = settings, model = small()): Promise<Run> {
  return createRun(storage, { model, data, training, machine: machineNow(reference()) })
}

/** Trains in one sitting; `stop` looks at each event and may end it. */
async function sit(run: Run, options: TrainRunOptions, stop: (event: RunEvent) => boolean | undefined = () => false) {
  const backend = reference()
  const net = await run.model.open(backend, { seed: run.config.training.seed })
  const events: RunEvent[] = []
  for await (const event of trainRun(run, net, data, options)) {
    events.push(event)
    if (stop(event)) break
  }
  backend.dispose()
  return events
}

const weightsOf = async (storage: Storage) => Buffer.from(await storage.read('weights.safetensors')).toString('hex')
const timeless = (text: Uint8Array) =>
  parseMetrics(new TextDecoder().decode(text)).map((line) => ({ ...line, seconds: 0, imagesPerSecond: 0, time: 0 }))

test('a run from its beginning to its end: files, events, metrics', async () => {
  const storage = memoryStorage()
  const run = await begin(storage)
  assert.deepEqual(await storage.list(), ['config.json', 'model.json'])
  assert.equal(await run.finished(), false)
  const events = await sit(run, { tensorboard: true })
  assert.deepEqual(
    events.map(({ kind }) => kind).filter((kind) => kind !== 'step'),
    ['epoch', 'epoch', 'epoch', 'finished'],
  )
  assert.equal(events.length, 18 + 4)
  assert.equal(await run.finished(), true)
  const lines = await run.metrics()
  const epochs = lines.filter((line) => line.kind === 'epoch')
  assert.deepEqual(
    epochs.map(({ epoch, step }) => [epoch, step]),
    [
      [1, 6],
      [2, 12],
      [3, 18],
    ],
  )
  const names = ['kind', 'epoch', 'step', 'trainLoss', 'trainError', 'imagesPerSecond', 'learningRate', 'seconds', 'time']
  assert.deepEqual(Object.keys(epochs[0]!), [...names, 'testLoss', 'testError'])
  assert.equal(lines.length, 18, 'each step closes a line, but the last of an epoch closes the epoch')
  assert.deepEqual(Object.keys(lines[0]!), names)
  // The last event of an epoch has the epoch's means.
  const last = events.filter((event) => event.kind === 'step').at(-1)!
  assert.deepEqual([last.epochLoss, last.epochError], [epochs[2]!.trainLoss, epochs[2]!.trainError])
  // What TensorBoard reads are the same numbers.
  const path = (await storage.list()).find((name) => name.startsWith('events.out.tfevents.'))!
  const shown = readEvents(await storage.read(path)).flatMap(({ step, values = [] }) =>
    values.map((value) => ({ step, ...value })),
  )
  const losses = shown.filter(({ tag }) => tag === 'loss/test (epoch)')
  assert.deepEqual(
    losses.map(({ step, scalar }) => [step, scalar]),
    epochs.map((line) => [line.step, Math.fround((line as { testLoss: number }).testLoss)]),
  )
})

test('config.json and model.json make the run again', async () => {
  const storage = memoryStorage()
  await begin(storage)
  const run = await openRun(storage)
  assert.deepEqual(run.config.training, settings)
  assert.deepEqual(run.input, {
    stored: [1, 10, 10],
    dtype: 'u8',
    padding: [0, 0, 0, 0],
    border: 0,
    normalization: data.training.normalization,
    colours: 'grey',
    classes: ['0', '1', '2'],
  })
  assert.equal(run.config.striate, version)
  assert.ok(Date.parse(run.config.began) <= Date.now())
  assert.deepEqual(JSON.parse(JSON.stringify(run.model)), JSON.parse(JSON.stringify(small().withInput(data.training.input))))
})

test('stopped by the signal, by the caller, in the middle or at an epoch: the same weights and metrics', async () => {
  const whole = memoryStorage()
  await sit(await begin(whole), {})
  for (const stops of [[1], [4], [6], [7, 12, 17], [2, 3, 9]])
    for (const how of ['signal', 'break'] as const) {
      const storage = memoryStorage()
      await begin(storage)
      for (const stop of stops) {
        const stopping = new AbortController()
        const events = await sit(await openRun(storage), { resume: true, signal: stopping.signal }, (event) => {
          if (event.kind !== 'step' || event.step.step !== stop) return false
          if (how === 'signal') stopping.abort()
          return how === 'break'
        })
        if (how === 'signal') assert.deepEqual(events.at(-1), { kind: 'stopped', step: stop, steps: 18 })
        assert.equal((await (await openRun(storage)).checkpoint())?.state.step, stop)
      }
      const events = await sit(await openRun(storage), { resume: true })
      assert.deepEqual(events[0], { kind: 'resumed', step: stops.at(-1), steps: 18, notes: [] })
      assert.equal(await weightsOf(storage), await weightsOf(whole), `${how} at ${stops}`)
      assert.deepEqual(timeless(await storage.read('metrics.jsonl')), timeless(await whole.read('metrics.jsonl')))
    }
})

test('lines that the checkpoint does not know, and a torn one, are dropped when a run goes on', async () => {
  const whole = memoryStorage()
  await sit(await begin(whole), {})
  const storage = memoryStorage()
  await sit(await begin(storage), {}, (event) => event.kind === 'step' && event.step.step === 8)
  const known = await storage.read('metrics.jsonl')
  const extra = '{"kind":"steps","epoch":2,"step":9,"trainLoss":9}\n{"kind":"epoch","epoch":2,"step":12}\n{"kind":"steps","ep'
  await storage.append('metrics.jsonl', new TextEncoder().encode(extra))
  await storage.write('checkpoint.safetensors.1-2.part', new Uint8Array(3))
  await sit(await openRun(storage), { resume: true })
  assert.deepEqual(timeless(await storage.read('metrics.jsonl')), timeless(await whole.read('metrics.jsonl')))
  assert.ok(new TextDecoder().decode(await storage.read('metrics.jsonl')).startsWith(new TextDecoder().decode(known)))
  assert.ok(!(await storage.list()).some((name) => name.endsWith('.part')))
})

test('a finished run that is resumed does nothing, and says its result again', async () => {
  const storage = memoryStorage()
  await sit(await begin(storage), {})
  const before = await weightsOf(storage)
  const events = await sit(await openRun(storage), { resume: true })
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['resumed', 'finished'],
  )
  assert.equal(await weightsOf(storage), before)
})

test('weights.safetensors by the format’s definition, with the names and orders of PyTorch', async () => {
  const storage = memoryStorage()
  const run = await begin(storage)
  await assert.rejects(run.weights(), {
    message: 'the run memory has no weights yet: its first epoch has not ended.\n  Fix: striate train --resume memory',
  })
  await sit(run, {})
  const bytes = await storage.read('weights.safetensors')
  // Read by hand: 8 bytes of length, JSON, then the numbers without a gap.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const length = Number(view.getBigUint64(0, true))
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))
  const { __metadata__: metadata, ...tensors } = header
  assert.equal(metadata.format, 'pt')
  assert.ok(Object.values(metadata).every((value) => typeof value === 'string'))
  assert.deepEqual(tensors['C1.weight'], { dtype: 'F32', shape: [2, 1, 3, 3], data_offsets: [0, 72] })
  assert.deepEqual(Object.keys(tensors), ['C1.weight', 'C1.bias', 'output.weight', 'output.bias'])
  assert.equal(
    bytes.length,
    8 + length + Math.max(...Object.values<{ data_offsets: number[] }>(tensors).map((t) => t.data_offsets[1]!)),
  )
  assert.deepEqual(Object.keys(readSafetensors(bytes).tensors), Object.keys(await run.weights()))
  // And they are what the network had.
  const backend = reference()
  const net = await run.model.open(backend)
  await run.loadInto(net)
  assert.deepEqual(
    (await net.parameters())['C1.bias'],
    (await run.weights())['C1.bias'] && { shape: [2], data: (await run.weights())['C1.bias']!.data },
  )
})

const said = (notes: readonly Sentence[]) => notes.map((note) => spoken(note))

test('on another build, version or set of routines: it goes on, and says what may differ', async () => {
  const storage = memoryStorage()
  const run = await begin(storage)
  const stop = (event: RunEvent) => event.kind === 'step' && event.step.step === 7
  for (const relaxed of [true, false]) {
    const backend = await wasm({ threads: 1, relaxed })
    const net = await run.model.open(backend, { seed: 4 })
    for await (const event of trainRun(run, net, data, { resume: true })) {
      if (event.kind === 'resumed')
        assert.deepEqual(said(event.notes), relaxed ? [] : ['build of the engine: relaxed then, simd now'])
      if (stop(event)) break
    }
    backend.dispose()
  }
  const [event] = await sit(run, { resume: true })
  assert.ok(event?.kind === 'resumed')
  const notes = said(event.notes)
  assert.equal(notes[0], 'backend: wasm then, reference now')
  assert.equal(notes[1], 'build of the engine: simd then, undefined now')
  assert.match(notes[2]!, /^routines: − C1 contractBlocks, /)
})

test('what is refused: folders in use, networks of others, runs begun before', async () => {
  const storage = memoryStorage()
  const run = await begin(storage)
  await assert.rejects(begin(storage), {
    message: 'there is already a run in memory.\n  Fix: resume it (striate train --resume memory), or choose another folder.',
  })
  await assert.rejects(begin(memoryStorage({ 'a.txt': new Uint8Array(1), 'b/c': new Uint8Array(1) })), {
    message: 'memory is not empty; Striate does not overwrite your files.\n  it holds a.txt, b\n  Fix: choose another folder.',
  })
  await assert.rejects(openRun(memoryStorage()), {
    message:
      'there is no run in memory.\n  the folder is empty or does not exist\n  Fix: name the folder of a run, as `striate train` prints it at its end (runs/…).',
  })
  const other = await small('other').open(reference(), { seed: 4 })
  await assert.rejects(trainRun(run, other, data).next(), {
    message:
      'the network is of "other", and the run memory is of another model.\n  Fix: run.model.open(backend, { seed: run.config.training.seed })',
  })
  const net = await run.model.open(reference(), { seed: 5 })
  await assert.rejects(trainRun(run, net, data).next(), {
    message: 'the network was opened with the seed 5, and the run memory has the seed 4.\n  Fix: open(backend, { seed: 4 })',
  })
  await sit(run, {}, (event) => event.kind === 'step' && event.step.step === 2)
  await assert.rejects(sit(run, {}), {
    message: 'the run memory has already begun.\n  Fix: resume it: striate train --resume memory',
  })
  const lock = await run.lock()
  await assert.rejects(sit(run, { resume: true }), { message: /^lock is locked: this process holds it\./ })
  await lock.release()
})

test('a checkpoint that is cut off anywhere, foreign, or of another model; a damaged configuration', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'striate-run-'))
  const storage = folderStorage(folder)
  const run = await begin(storage)
  await sit(run, {}, (event) => event.kind === 'step' && event.step.step === 7)
  const path = join(folder, 'checkpoint.safetensors')
  const whole = await readFile(path)
  for (const length of [0, 1, 7, 8, 100, whole.length >> 1, whole.length - 1]) {
    await writeFile(path, whole.subarray(0, length))
    const error: Error = await run.checkpoint().then(
      () => assert.fail(`accepted ${length} of ${whole.length} bytes`),
      (cause) => cause,
    )
    assert.ok(error.message.includes(path) && error.message.includes('Fix: '), error.message)
    await assert.rejects(sit(run, { resume: true }))
    assert.equal((await readFile(path)).length, length, 'it is left as it is')
  }
  await writeFile(path, Buffer.from('{"not":"a checkpoint"}'))
  await assert.rejects(run.checkpoint(), (error: Error) =>
    error.message.includes('Fix: restore the file from a backup, or remove it to train from the beginning.'),
  )
  const another = memoryStorage()
  await sit(await begin(another, { ...settings, optimizer: adam() }, small('another')), {})
  await writeFile(path, await another.read('checkpoint.safetensors'))
  await assert.rejects(run.checkpoint(), {
    message: `${path} belongs to another model than model.json.\n  Fix: restore the file from a backup, or remove it to train from the beginning.`,
  })
  await writeFile(path, await another.read('weights.safetensors'))
  await assert.rejects(run.checkpoint(), {
    message: `${path} is not a checkpoint: it is a safetensors file that Striate did not write as a checkpoint.\n  Fix: remove it to train from the beginning, or restore it from a backup.`,
  })
  // Without it the run begins again, and ends as it would have.
  await rm(path)
  await sit(run, { resume: true })
  const undisturbed = memoryStorage()
  await sit(await begin(undisturbed), {})
  assert.equal(await weightsOf(storage), await weightsOf(undisturbed))

  const config = join(folder, 'config.json')
  for (const [text, why] of [
    ['{', /is not the configuration of a run: it is not JSON/],
    ['{"format":"x"}', /its "format" must be "striate-run"\. Received: "x"\./],
    ['{"format":"striate-run","version":2}', /version 2 is not known here\.\n {2}Fix: update Striate\./],
    ['{"format":"striate-run","version":1}', /its "source" is missing/],
    ['{"format":"striate-run","version":1,"source":{"kind":"mnist"}}', /its "began" is missing/],
  ] as const) {
    await writeFile(config, text)
    await assert.rejects(openRun(storage), { message: why })
  }
  await rm(folder, { recursive: true })
})

test('the version is that of the package', async () => {
  const { version: packaged } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'))
  assert.equal(version, packaged)
})

test('a training that is not possible leaves nothing behind', async () => {
  const cases: [Partial<TrainingSettings>, string][] = [
    [{ batch: 43 }, 'batch-too-large'],
    [{ classWeights: [1, 2] }, 'OptionError'],
    [{ patience: 2 }, 'missing-option'],
  ]
  for (const [change, code] of cases) {
    const storage = memoryStorage()
    await assert.rejects(begin(storage, { ...settings, ...change }), (error: { code: string; name: string }) =>
      [error.code, error.name].includes(code),
    )
    assert.deepEqual(await storage.list(), [], code)
  }
})
