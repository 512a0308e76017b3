/**
 * What is read back from a run's folder, field by field: every one that is used has its error, and thousands of changed files end
 * in an error of Striate’s or in a run that goes on. Files that are cut off or foreign are in `run.test.ts`. Long because every
 * field has its text.
 */
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { dataset } from '../data/fromArrays.ts'
import { StriateError } from '../errors/errors.ts'
import { readSafetensors, writeSafetensors } from '../formats/safetensors.ts'
import { dense } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { cosineRate, sgd, warmUp } from '../optimizers/index.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { version } from '../text/version.ts'
import { machineNow } from './config.ts'
import type { RunData } from './data.ts'
import { type MetricsLine, parseMetrics } from './metrics.ts'
import { createRun, openRun } from './run.ts'
import { type RunEvent, trainRun } from './trainRun.ts'

const made = (labels: boolean) => {
  const drawn = random(3, 98)
  const images = Float32Array.from({ length: 80 }, (_, i) => drawn.uniform(i))
  return labels
    ? dataset({ images, labels: Uint8Array.from({ length: 20 }, (_, n) => n % 3), shape: [4], classes: 3 })
    : dataset({ images, targets: new Float32Array(60), shape: [4] })
}
const data: RunData = { source: { kind: 'mnist' }, training: made(true), test: made(true) }
/** The files of a run of 3 epochs of 5 steps, stopped at step 7. */
let files: Readonly<Record<string, Uint8Array>>

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytesOf = (words: string) => new TextEncoder().encode(words)

async function goOn(storage: Storage, steps: number, of = data): Promise<RunEvent[]> {
  const backend = reference()
  const events: RunEvent[] = []
  try {
    const run = await openRun(storage)
    const net = await run.model.open(backend, { seed: run.config.training.seed })
    for await (const event of trainRun(run, net, of, { resume: true })) if (events.push(event) > steps) break
  } finally {
    backend.dispose()
  }
  return events
}

before(async () => {
  const storage = memoryStorage()
  const rate = warmUp({ steps: 2, followedBy: cosineRate({ from: 0.05 }) })
  await createRun(storage, {
    model: sequential('small', [4], [dense({ name: 'output', units: 3 })]),
    data,
    training: {
      loss: softmaxCrossEntropy({ smoothing: 0.1 }),
      optimizer: sgd({ learningRate: rate, momentum: 0.9 }),
      batch: 4,
      epochs: 3,
      seed: 4,
      shuffle: true,
    },
    machine: machineNow(reference()),
  })
  const events = await goOn(storage, 8)
  assert.ok(events.at(-1)?.kind === 'step')
  const names = await storage.list()
  files = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await storage.read(name)] as const)))
  assert.ok('checkpoint.safetensors' in files)
})

// biome-ignore lint/suspicious/noExplicitAny: whatever lies in a file, to be changed anywhere
type Json = { [name: string]: any }

/** The run with its checkpoint's description changed. */
function withCheckpoint(change: (about: Json, metadata: Record<string, string>) => unknown): Storage {
  const { tensors, metadata } = readSafetensors(files['checkpoint.safetensors']!)
  const about = JSON.parse(metadata.checkpoint!)
  const changed = change(about, metadata) ?? about
  const checkpoint = { ...metadata, checkpoint: typeof changed === 'string' ? changed : JSON.stringify(changed) }
  return memoryStorage({ ...files, 'checkpoint.safetensors': writeSafetensors(tensors, checkpoint) })
}

function withConfig(change: (config: Json) => unknown): Storage {
  const config = JSON.parse(text(files['config.json']!))
  change(config)
  return memoryStorage({ ...files, 'config.json': bytesOf(JSON.stringify(config)) })
}

const refused = (storage: Storage, code: string, message: string | RegExp, of = data) =>
  assert.rejects(goOn(storage, 1, of), { name: 'FormatError', code, message })

describe('a checkpoint', () => {
  const from = `, or resume with the version of Striate that wrote it ("${version}").`
  const says = (change: (about: Json) => unknown, why: string, whose = from) =>
    refused(
      withCheckpoint(change),
      'not-a-checkpoint',
      `memory/checkpoint.safetensors is not a checkpoint: ${why}.\n` +
        `  Fix: remove it to train from the beginning, restore it from a backup${whose}`,
    )
  const without = (name: string) => (about: Json) => {
    delete about[name]
  }

  test('without a field', async () => {
    for (const name of ['version', 'step', 'states', 'progress', 'machine', 'routines'])
      await says(without(name), `its "${name}" is missing`)
    await says(without('striate'), 'its "striate" is missing', ', or resume with the version of Striate that wrote it.')
    for (const tally of ['epoch', 'line']) {
      await says((about) => delete about.progress[tally] && about, `its "progress.${tally}" is missing`)
      for (const name of ['loss', 'images', 'seconds'])
        await says((about) => delete about.progress[tally][name] && about, `its "progress.${tally}.${name}" is missing`)
    }
    for (const name of ['runtime', 'system', 'processors', 'backend'])
      await says((about) => delete about.machine[name] && about, `its "machine.${name}" is missing`)
  })

  test('with a field of another kind', async () => {
    const set = (path: string, value: unknown) => (about: Json) => {
      const names = path.split('.')
      let place = about
      for (const name of names.slice(0, -1)) place = place[name]
      place[names.at(-1)!] = value
    }
    for (const [path, value, why] of [
      ['version', '1', 'a whole number of at least 1. Found: "1"'],
      ['step', 7.5, 'a whole number of at least 0. Found: 7.5'],
      ['step', -1, 'a whole number of at least 0. Found: -1'],
      ['states', 'velocity', 'a list of texts. Found: "velocity"'],
      ['states', ['velocity', 1], 'a list of texts. Found: a list of 2'],
      ['states', ['velocity', 'velocity'], 'names that differ. Found: a list of 2'],
      ['progress', null, 'an object. Found: null'],
      ['progress', [], 'an object. Found: an empty list'],
      ['progress.epoch', 3, 'an object. Found: 3'],
      ['progress.epoch.loss', null, 'a number of at least 0. Found: null'],
      ['progress.line.images', 0.5, 'a whole number of at least 0. Found: 0.5'],
      ['progress.epoch.correct', 9, 'a whole number from 0 to 8. Found: 9'],
      ['progress.seconds', 'a while', 'a number of at least 0. Found: "a while"'],
      ['machine', 'mine', 'an object. Found: "mine"'],
      ['machine.backend', {}, 'text. Found: an object of 0 fields'],
      ['machine.build', 7, 'text. Found: 7'],
      ['routines', {}, 'a list of texts. Found: an object of 0 fields'],
      ['routines', [[[[]]]], 'a list of texts. Found: a list of 1'],
    ] as const)
      await says(set(path, value), `its "${path}" must be ${why}`)
    await says(
      set('striate', null),
      'its "striate" must be text. Found: null',
      ', or resume with the version of Striate that wrote it.',
    )
    await says(() => 'null', 'it must be an object. Found: null', ', or resume with the version of Striate that wrote it.')
  })

  test('of a later form, without a model, with tensors that are no weights', async () => {
    const path = 'memory/checkpoint.safetensors is not a checkpoint:'
    const fix = '\n  Fix: remove it to train from the beginning, or restore it from a backup.'
    const later = withCheckpoint((about) => ({ ...about, version: 2 }))
    await refused(later, 'not-a-checkpoint', `${path} its version 2 is not known here.\n  Fix: update Striate.`)
    const broken = withCheckpoint(() => '{')
    await refused(
      broken,
      'not-a-checkpoint',
      `${path} its description cannot be read: it is not JSON (Expected property name or '}' in JSON at position 1).${fix}`,
    )
    const nameless = withCheckpoint((_, metadata) => {
      delete metadata.model
    })
    await refused(nameless, 'not-a-checkpoint', `${path} its model is missing.${fix}`)
    const { tensors, metadata } = readSafetensors(files['checkpoint.safetensors']!)
    const whole = { shape: [3], data: BigInt64Array.of(1n, 2n, 3n) }
    const bytes = writeSafetensors({ ...tensors, 'output.bias': whole }, metadata)
    await refused(
      memoryStorage({ ...files, 'checkpoint.safetensors': bytes }),
      'not-a-checkpoint',
      `${path} its tensor "output.bias" has numbers of the type I64, which no parameter has (F32, F64).${fix}`,
    )
    const weights = memoryStorage({ ...files, 'weights.safetensors': writeSafetensors({ 'output.bias': whole }) })
    await assert.rejects((await openRun(weights)).weights(), {
      name: 'FormatError',
      code: 'not-weights',
      message:
        'memory/weights.safetensors does not hold weights: its tensor "output.bias" has numbers of the type I64, which no parameter has (F32, F64).\n' +
        '  Fix: restore it from a backup, or remove it: the weights of the last checkpoint are then used.',
    })
    // A tensor called __proto__ is one more tensor, and refused as such.
    const odd = writeSafetensors({ ...tensors, ['__proto__']: { shape: [1], data: new Float32Array(1) } }, metadata)
    await assert.rejects(goOn(memoryStorage({ ...files, 'checkpoint.safetensors': odd }), 1), {
      code: 'unknown-parameter',
      message: /has no parameter "__proto__"/,
    })
  })

  test('that stands elsewhere than it says', async () => {
    const place = 'memory/checkpoint.safetensors'
    const again = 'restore the run from a backup, or remove the checkpoint to train from the beginning.'
    const moved = withCheckpoint((about) => ({ ...about, step: 8 }))
    await refused(
      moved,
      'checkpoint-out-of-place',
      [
        `the number of images in ${place} does not match its step.`,
        '  step 8 is 3 steps of 4 images after the end of an epoch = 12',
        '  "progress.epoch.images" = 8, "progress.line.images" = 0',
        `  Fix: use the data that the run began with, ${again}`,
      ].join('\n'),
    )
    assert.equal(text(await moved.read('metrics.jsonl')), text(files['metrics.jsonl']!), 'no line was dropped')
    await refused(
      withCheckpoint((about) => ({ ...about, step: 12 })),
      'checkpoint-out-of-place',
      [
        `${place} and the metrics are not at the same step.`,
        '  step 12: the last epoch ended at step 10; in the metrics it ended at step 5',
        `  Fix: remove metrics.jsonl to resume without its lines, ${again}`,
      ].join('\n'),
    )
    const none = {
      epoch: { loss: 0, images: 0, correct: 0, seconds: 0 },
      line: { loss: 0, images: 0, correct: 0, seconds: 0 },
    }
    const done = withCheckpoint((about) => ({ ...about, step: 15, progress: { ...none, seconds: 1 } }))
    await done.remove('metrics.jsonl')
    await refused(done, 'checkpoint-out-of-place', /step 15: the last epoch ended at step 15; the metrics have none\n/)
    const uncounted = withCheckpoint((about) => {
      delete about.progress.epoch.correct
    })
    const began = `\n  Fix: use the data that the run began with, ${again}`
    await refused(
      uncounted,
      'checkpoint-out-of-place',
      `${place} counts no correct predictions, but the data has labels.${began}`,
    )
    const ofTargets = withConfig((config) => Object.assign(config.training, { loss: { kind: 'meanSquaredError' } }))
    await refused(
      ofTargets,
      'checkpoint-out-of-place',
      `${place} counts correct predictions, but the data has no labels.${began}`,
      {
        ...data,
        training: made(false),
      },
    )
    // Without its metrics a run goes on, if it has steps to do.
    const forgetful = memoryStorage(files)
    await forgetful.remove('metrics.jsonl')
    assert.equal((await goOn(forgetful, 100)).at(-1)?.kind, 'finished')
  })
})

test('what model.json says of the images, field by field', async () => {
  const fix = '\n  Fix: memory/model.json is damaged: restore it from a backup.'
  const known = 'stored, dtype, padding, border, normalization, colours, classes, handwriting, fit, crop'
  const says = async (change: (images: Json) => unknown, why: string, name = 'OptionError', end = fix) => {
    const model = JSON.parse(text(files['model.json']!))
    change(model.images)
    const storage = memoryStorage({ ...files, 'model.json': bytesOf(JSON.stringify(model)) })
    await assert.rejects(goOn(storage, 1), {
      name,
      message: `the ${name === 'ShapeError' ? 'images' : 'input'} of "small"${why}${end}`,
    })
  }
  const set = (change: object) => (images: Json) => Object.assign(images, change)
  await says((images) => delete images.stored, ': stored must be a shape. Received: undefined.')
  await says(set({ stored: [] }), ' do not fit its input.\n  scalar with padding [0, 0, 0, 0]: scalar; wanted 4', 'ShapeError')
  await says(set({ padding: [0, 0, 0] }), ': padding must be four whole numbers. Received: [0, 0, 0].')
  await says(set({ border: null }), ': border must be a number. Received: null.')
  await says(
    set({ normalization: { scale: [1, 2], offset: [0] } }),
    ': scale must be a list of one number, or of 4, none of them 0. Received: [1, 2].',
  )
  await says(
    set({ normalization: { scale: [1], offset: ['0'] } }),
    ': offset must be a list of one number, or of 4. Received: ["0"].',
  )
  await says(set({ classes: [1] }), ': classes must be at most 3 names (one per output) of at most 256 letters. Received: [1].')
  await says(
    set({ size: 1 }),
    ' has no option "size".',
    'OptionError',
    `
  Fix: use one of: ${known}.`,
  )
  const model = JSON.parse(text(files['model.json']!))
  delete model.images
  await refused(
    memoryStorage({ ...files, 'model.json': bytesOf(JSON.stringify(model)) }),
    'no-input',
    `memory/model.json does not say what images the network reads ("images").${fix}`,
  )
})

test('a configuration, field by field', async () => {
  const says = (change: (config: Json) => unknown, why: string) =>
    refused(
      withConfig(change),
      'not-a-run',
      `memory/config.json is not the configuration of a run: its ${why}.\n` +
        '  Fix: restore the file from a backup, or train again into another folder.',
    )
  for (const name of ['striate', 'began', 'model', 'source', 'training', 'machine'])
    await says((config) => delete config[name], `"${name}" is missing`)
  for (const name of ['loss', 'optimizer', 'batch', 'epochs', 'seed'])
    await says((config) => delete config.training[name], `"training.${name}" is missing`)
  await says(
    (config) => Object.assign(config, { began: 'long ago' }),
    '"began" must be a date such as 2026-01-31T12:00:00.000Z. Found: "long ago"',
  )
  await says((config) => Object.assign(config, { source: null }), '"source" must be an object. Found: null')
  await says(
    (config) => Object.assign(config.source, { kind: 'csv' }),
    '"source.kind" must be one of "mnist", "fashion-mnist", "cifar10", "cifar100", "idx", "folder". Found: "csv"',
  )
  await says((config) => Object.assign(config, { source: { kind: 'idx' } }), '"source.training" is missing')
  await says(
    (config) => Object.assign(config, { source: { kind: 'idx', training: { images: 'a', labels: 'b' }, test: { images: 1 } } }),
    '"source.test.images" must be text. Found: 1',
  )
  const training = (change: object) => (config: Json) => Object.assign(config.training, change)
  await says(training({ batch: 0 }), '"training.batch" must be a whole number from 1 to 2147483647. Found: 0')
  await says(training({ seed: -1 }), '"training.seed" must be a whole number from 0 to 4294967295. Found: -1')
  await says(training({ shuffle: 1 }), '"training.shuffle" must be true or false. Found: 1')
  await says(
    training({ rate: 1 }),
    '"training.rate" is unknown; the settings are loss, optimizer, batch, epochs, seed, shuffle, augmentation, validation, patience, classWeights, freeze, groups, clipNorm, auxiliary',
  )
  await says(
    training({ loss: { kind: 'hinge' } }),
    '"training.loss.kind" must be one of "softmaxCrossEntropy", "meanSquaredError". Found: "hinge"',
  )
  await says(
    training({ optimizer: { kind: 'toString' } }),
    '"training.optimizer.kind" must be one of "sgd", "adam", "adamW". Found: "toString"',
  )
  await says(
    training({ optimizer: { kind: 'sgd' } }),
    '"training.optimizer" is refused.\n  sgd: learningRate must be a number of at least 0, or a schedule. Received: undefined',
  )
  const begin = '{"kind":"warmUp","steps":1,"followedBy":'.repeat(20_000)
  const rate = `"learningRate":${begin}1${'}'.repeat(20_000)},"was":`
  const deep = text(files['config.json']!).replace('"learningRate": ', rate)
  await refused(
    memoryStorage({ ...files, 'config.json': bytesOf(deep) }),
    'not-a-run',
    /is not the configuration of a run: its objects and lists are nested 20003 deep; at most 100 are allowed\.\n/,
  )
  await says(
    training({ augmentation: { shift: -1 } }),
    '"training.augmentation" is refused.\n  augmentation: shift must be a number from 0 to 4096. Received: -1',
  )
  await says(
    (config) => Object.assign(config.machine, { threads: 'many' }),
    '"machine.threads" must be a whole number of at least 0. Found: "many"',
  )
})

test('lines of metrics: what a crash leaves is left out, what is damaged is refused, what was no number is NaN', () => {
  const lines = parseMetrics(text(files['metrics.jsonl']!))
  const [first] = lines as [MetricsLine]
  const line = (change: object) => `${JSON.stringify({ ...first, ...change })}\n`
  const torn = `${line({})}\0\0\0\n7\n{}\n[1]\n${line({}).slice(0, 40)}`
  assert.deepEqual(parseMetrics(torn), [first])
  assert.deepEqual(parseMetrics(line({ trainLoss: null })), [{ ...first, trainLoss: Number.NaN }])
  const refuses = (change: object, why: string) =>
    assert.throws(() => parseMetrics(`${line({})}\n${line(change)}`, 'a/metrics.jsonl'), {
      name: 'FormatError',
      code: 'not-metrics',
      message: `a/metrics.jsonl: line 3 is not a line of metrics: its ${why}.\n  Fix: restore the file from a backup, or remove that line.`,
    })
  refuses({ trainLoss: undefined }, '"trainLoss" is missing')
  refuses({ epoch: 0 }, '"epoch" must be a whole number of at least 1. Found: 0')
  refuses({ learningRate: 'low' }, '"learningRate" must be a number of at least 0. Found: "low"')
  refuses({ time: null }, '"time" must be a number of at least 0. Found: null')
  refuses({ kind: 'epoch', testLoss: [] }, '"testLoss" must be a number of at least 0. Found: an empty list')
  // Lines behind the step that is asked for are not looked at: they are done again.
  assert.deepEqual(parseMetrics(line({ step: 9, epoch: 0 }), 'a', 8), [])
})

/** What a file can hold in a field's place. */
const junk = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  7,
  1e9,
  1e300,
  -0,
  '',
  'sgd',
  '__proto__',
  [],
  [1],
  ['velocity'],
  {},
  { kind: 'adam' },
]

/** Changes one to three places of a value: another value, none, one more. */
function mutate(root: Json, draw: (below: number) => number): void {
  for (let change = draw(3); change >= 0; change--) {
    const places: [Json, string][] = []
    const visit = (value: Json) => {
      for (const name of Object.keys(value)) {
        places.push([value, name])
        if (typeof value[name] === 'object' && value[name] !== null) visit(value[name])
      }
    }
    visit(root)
    const place = places[draw(places.length)]
    if (!place) return
    const [holder, name] = place
    const value = structuredClone(junk[draw(junk.length)])
    const how = draw(8)
    if (how === 0) delete holder[name]
    else if (how === 1 && typeof holder[name] === 'number') holder[name] += draw(2) ? 1 : -0.25
    else if (how === 2) holder[`${name}s`] = value
    else if (how === 3 && Array.isArray(holder[name])) holder[name].push(value)
    else holder[name] = value
  }
}

for (const [file, count, change] of [
  ['checkpoint.safetensors', 3000, withCheckpoint],
  ['config.json', 1500, withConfig],
] as const)
  test(`thousands of changed files: ${file}`, async () => {
    const drawn = random(5, file.length)
    let at = 0
    const draw = (below: number) => drawn.bits(at++) % below
    const ends = { refused: 0, goes: 0 }
    for (let n = 0; n < count; n++) {
      let what = ''
      const storage = change((about) => {
        mutate(about, draw)
        what = JSON.stringify(about)
      })
      try {
        const [resumed, ...events] = await goOn(storage, 3)
        assert.equal(resumed?.kind, 'resumed')
        for (const event of events) {
          if (event.kind === 'step')
            assert.ok([event.epochLoss, event.epochError, event.seconds, event.left].every(Number.isFinite), what)
          if (event.kind === 'epoch')
            assert.ok(
              Object.values(event.metrics).every((value) => typeof value !== 'number' || Number.isFinite(value)),
              what,
            )
        }
        assert.ok(events.length > 0, what)
        ends.goes++
      } catch (error) {
        if (!(error instanceof StriateError)) assert.fail(`mutant ${n}, ${what}: ${(error as Error).stack}`)
        ends.refused++
      }
    }
    assert.ok(ends.goes > 50 && ends.refused > 500, JSON.stringify(ends))
  })
