/** familiar.safetensors: written at the end of a training, read back to the bit, refused where it is damaged or another's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { dataset } from '../data/fromArrays.ts'
import { readSafetensors, writeSafetensors } from '../formats/safetensors.ts'
import { unlikeness } from '../inspect/familiarity.ts'
import { conv2d, dense, flatten, relu } from '../layers/index.ts'
import { softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import { sgd } from '../optimizers/index.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import { measureFamiliarity } from '../training/measureFamiliarity.ts'
import { machineNow } from './config.ts'
import { familiarityBytes } from './familiar.ts'
import { createRun, openRun } from './run.ts'
import { trainRun } from './trainRun.ts'

const model = sequential(
  'small',
  [1, 6, 6],
  [conv2d({ name: 'C1', filters: 2, kernelSize: 3 }), relu(), flatten(), dense({ name: 'output', units: 2 })],
)

/** Images of noise whose left or right half is light. */
function halves(count: number) {
  const drawn = random(3, 98)
  const light = (i: number) => Math.floor((i % 6) / 3) === Math.floor(i / 36) % 2
  const images = Uint8Array.from({ length: count * 36 }, (_, i) => (light(i) ? 150 : 0) + Math.floor(100 * drawn.uniform(i)))
  return dataset({ name: 'halves', images, labels: Uint8Array.from({ length: count }, (_, n) => n % 2), shape: [1, 6, 6] })
}

/** A run on so many images, trained to its end. */
async function trained(count: number) {
  const storage = memoryStorage()
  const data = { source: { kind: 'mnist' } as const, training: halves(count), test: undefined }
  const training = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.05 }), batch: 10, epochs: 1, seed: 1 }
  const backend = reference()
  const run = await createRun(storage, { model, data, training, machine: machineNow(backend) })
  const net = await model.open(backend, { seed: 1 })
  for await (const _ of trainRun(run, net, data));
  return { storage, run, net, data }
}

test('a run knows at its end what its training images are like', async () => {
  const { storage, run, net, data } = await trained(160)
  const familiarity = (await run.familiarity())!
  assert.deepEqual(familiarity, await measureFamiliarity(net, data.training, { batch: 10 }))
  assert.ok((await unlikeness(net, familiarity, data.training.image(3))).value < 2)
  assert.ok((await unlikeness(net, familiarity, new Float32Array(36).fill(30))).unlike)
  const { tensors, metadata } = readSafetensors(await storage.read('familiar.safetensors'))
  assert.equal(metadata.format, 'striate-familiarity')
  assert.deepEqual(Object.keys(tensors).sort(), [
    'maps.means',
    'maps.roots',
    'middles',
    'scales',
    'scores.means',
    'scores.roots',
    'whole.means',
    'whole.roots',
  ])
  assert.deepEqual(await storage.read('familiar.safetensors'), familiarityBytes(familiarity))
})

test('of few images nothing is measured, and without the file nothing is known', async () => {
  const { storage, run } = await trained(60)
  assert.ok(!(await storage.list()).includes('familiar.safetensors'))
  assert.equal(await run.familiarity(), undefined)
})

test('damaged, foreign, or of another model', async () => {
  const { storage } = await trained(160)
  const bytes = await storage.read('familiar.safetensors')
  const { tensors, metadata } = readSafetensors(bytes)
  const about = JSON.parse(metadata.about!)
  const refused = async (change: { tensors?: object; metadata?: object }, why: string) => {
    const next = writeSafetensors({ ...tensors, ...change.tensors }, { ...metadata, ...change.metadata })
    await storage.write('familiar.safetensors', next)
    await assert.rejects((await openRun(storage)).familiarity(), {
      code: 'not-familiarity',
      message:
        `memory/familiar.safetensors does not describe the training images: ${why}.\n` +
        '  Fix: restore it from a backup, or remove it: images are then predicted without being compared.',
    })
  }
  const said = (changed: object) => ({ metadata: { about: JSON.stringify({ ...about, ...changed }) } })
  await refused({ metadata: { format: 'pt' } }, 'Striate did not write it')
  await refused(
    { metadata: { about: '{' } },
    "its description cannot be read: it is not JSON (Expected property name or '}' in JSON at position 1)",
  )
  await refused(said({ version: 2 }), 'its version 2 is not known here')
  await refused(said({ layers: { scores: 'F6' } }), 'it belongs to another model')
  await refused(said({ images: 0 }), 'its "images" must be a whole number of at least 1. Found: 0')
  await refused({ tensors: { middles: { shape: [3], data: new Float64Array(3) } } }, '"middles" has 3 numbers, not 4')
  await refused({ tensors: { scales: { shape: [4], data: new Int32Array(4) } } }, '"scales" is missing')
  const wrong = Float32Array.from(tensors['whole.means']!.data as Float32Array, () => Number.NaN)
  await refused(
    { tensors: { 'whole.means': { shape: tensors['whole.means']!.shape, data: wrong } } },
    '"whole.means" has numbers that are not finite',
  )
  await storage.write('familiar.safetensors', bytes.subarray(0, 99))
  await assert.rejects((await openRun(storage)).familiarity(), { name: 'FormatError' })
})
