/** Fashion-MNIST: names of the classes, where its files are looked for, and what is said where there are none. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { UnsupportedError } from '../errors/errors.ts'
import { inKorean } from '../errors/inKorean.ts'
import { gzip } from '../storage/gzip.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import { fashionMnist } from './fashionMnist.ts'
import { writeIdx } from './idx.ts'

const images = writeIdx({ shape: [10_000, 28, 28], data: new Uint8Array(7_840_000) })
const labels = writeIdx({ shape: [10_000], data: Uint8Array.from({ length: 10_000 }, (_, n) => n % 10) })

test('from its files, packed or not, with the names of its classes', async () => {
  const storage = memoryStorage({ 't10k-images-idx3-ubyte.gz': await gzip(images), 't10k-labels-idx1-ubyte': labels })
  const data = await fashionMnist.test({ storage, pad: 2, from: 7, limit: 4 })
  assert.equal(String(data), '"Fashion-MNIST test" (4 × 1×28×28)')
  assert.deepEqual(
    [data.classes![data.label(0)], data.classes![data.label(2)], data.classes![0]],
    ['Sneaker', 'Ankle boot', 'T-shirt/top'],
  )
  const { handwriting, normalization } = data.input
  assert.deepEqual([handwriting, normalization], [false, { scale: [1 / (255 * 0.353)], offset: [-0.286 / 0.353] }])
  assert.deepEqual(data.shape, [1, 32, 32])
})

test('where it is looked for', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'striate-fashion-'))
  const before = { variable: process.env.STRIATE_FASHION_MNIST, cwd: process.cwd() }
  t.after(async () => {
    process.chdir(before.cwd)
    if (before.variable === undefined) delete process.env.STRIATE_FASHION_MNIST
    else process.env.STRIATE_FASHION_MNIST = before.variable
    await rm(folder, { recursive: true })
  })
  process.env.STRIATE_FASHION_MNIST = folder
  await assert.rejects(fashionMnist.test(), (error) => {
    assert.ok(error instanceof UnsupportedError)
    assert.equal(
      error.message,
      [
        'fashionMnist.test: the Fashion-MNIST files are not installed.',
        `  looked in ${folder}`,
        '  Fix: on Debian and Ubuntu run apt install dataset-fashion-mnist; or fetch the four files of github.com/zalandoresearch/fashion-mnist,',
        "       and name their folder: { files: 'folder' }, or STRIATE_FASHION_MNIST=folder.",
      ].join('\n'),
    )
    assert.match(inKorean(error), /Fashion-MNIST 파일이 설치되어 있지 않습니다/)
    return true
  })
  // Half of it there.
  await writeFile(join(folder, 'train-images-idx3-ubyte.gz'), 'x')
  await assert.rejects(fashionMnist.test(), { code: 'missing-file', message: /^Fashion-MNIST: a file is missing in / })
  await writeFile(join(folder, 't10k-images-idx3-ubyte'), images)
  await writeFile(join(folder, 't10k-labels-idx1-ubyte.gz'), await gzip(labels))
  assert.equal((await fashionMnist.test()).length, 10_000)
  await assert.rejects(fashionMnist.train(), { code: 'missing-file' })
  // As torchvision keeps it below the working folder, where none is named (or where the packages of this machine keep theirs).
  delete process.env.STRIATE_FASHION_MNIST
  process.chdir(folder)
  await mkdir(join(folder, 'data/FashionMNIST/raw'), { recursive: true })
  for (const [name, bytes] of Object.entries({
    'train-images-idx3-ubyte': '',
    't10k-images-idx3-ubyte': images,
    't10k-labels-idx1-ubyte': labels,
  }))
    await writeFile(join(folder, 'data/FashionMNIST/raw', name), bytes)
  assert.equal((await fashionMnist.test()).length, 10_000)
  await assert.rejects(fashionMnist.test({ files: { images: labels, labels: images } }), { code: 'wrong-idx' })
  await assert.rejects(fashionMnist.test({ from: 10_000 }), { message: /^fashionMnist\.test: from must be/ })
})
