/** A run with every augmentation: kept in its settings, and resumed to the same weights and the same pictures. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wasm } from '../backends/wasm/wasm.ts'
import type { Augmentation } from '../data/augmentation.ts'
import { dataset } from '../data/fromArrays.ts'
import { dense, flatten } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { machineNow } from './config.ts'
import type { RunData } from './data.ts'
import { lookAtRun } from './look.ts'
import { createRun, openRun } from './run.ts'
import type { TrainingSettings } from './settings.ts'
import { trainRun } from './trainRun.ts'

const noise = random(3, 98)
const training = dataset({
  name: 'photos',
  images: Uint8Array.from({ length: 42 * 3 * 64 }, (_, i) => Math.floor(256 * noise.uniform(i))),
  labels: Uint8Array.from({ length: 42 }, (_, n) => n % 2),
  shape: [3, 8, 8],
  classes: 2,
  colours: 'bgr',
  mean: [0.5, 0.4, 0.3],
  std: 0.25,
})
const data: RunData = { source: { kind: 'mnist' }, training }
const augmentation: Augmentation = {
  ...{ shift: 1, rotate: 10, scale: 0.1, shear: 0.1, flip: 0.5, crop: 0.5 },
  ...{ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1, cutout: 0.3, mixup: 0.4, until: 0.7 },
}
const settings: TrainingSettings = {
  loss: softmaxCrossEntropy({ smoothing: 0.1 }),
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  batch: 8,
  epochs: 3,
  seed: 4,
  augmentation,
  validation: 0.2,
}
const model = sequential('flat', [3, 8, 8], [flatten(), dense({ name: 'output', units: 2 })])

async function sit(storage: Storage, threads: number, steps = Number.POSITIVE_INFINITY) {
  const backend = await wasm({ threads })
  const begun = (await storage.list()).includes('config.json')
  const machine = machineNow(backend)
  const run = begun ? await openRun(storage) : await createRun(storage, { model, data, training: settings, machine })
  assert.deepEqual(run.config.training.augmentation, augmentation)
  const net = await run.model.open(backend, { seed: 4 })
  let count = 0
  for await (const { kind } of trainRun(run, net, data, { resume: begun })) if (kind === 'step' && ++count >= steps) break
  const look = await lookAtRun(run, net, data)
  backend.dispose()
  return look.augmented
}

test('stopped anywhere and resumed, on other threads: the same weights, and the same pictures', async () => {
  const whole = memoryStorage()
  const pictures = await sit(whole, 2)
  // Seven tenths of three epochs are two.
  assert.deepEqual(
    pictures!.images.map(({ epochs }) => epochs.length),
    [2, 2, 2],
  )
  for (const stop of [1, 6, 12]) {
    const storage = memoryStorage()
    const before = await sit(storage, 1, stop)
    assert.equal(before?.images[0]?.epochs.length, stop < 5 ? undefined : stop < 10 ? 1 : 2)
    assert.deepEqual(await sit(storage, 3), pictures)
    assert.deepEqual(await storage.read('weights.safetensors'), await whole.read('weights.safetensors'))
  }
})
