/** `--data fashion-mnist`, and folders with the files of CIFAR: trained, evaluated, with the names of their classes. */
import assert from 'node:assert/strict'
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { dataSourceOf } from '../../src/cli/dataOption.ts'
import { wordsOf } from '../../src/cli/words.ts'
import { writeIdx } from '../../src/data.ts'
import { events, striate, workFolder } from './command.ts'

let folder = ''
let remove = async () => {}

before(async () => {
  ;({ folder, remove } = await workFolder())
  const layers = (units: number) => [{ kind: 'avgPool2d', kernelSize: 4 }, { kind: 'flatten' }, { kind: 'dense', units }]
  const model = (name: string, input: number[], units: number) =>
    writeFile(
      join(folder, `${name}.json`),
      JSON.stringify({ format: 'striate-model', version: 1, name, input, layers: layers(units) }),
    )
  await model('clothes', [1, 28, 28], 10)
  await model('things', [3, 32, 32], 10)
  await model('five', [3, 16, 16], 10)
  await mkdir(join(folder, 'fashion'))
  for (const [part, count] of [
    ['train', 60_000],
    ['t10k', 10_000],
  ] as const) {
    // Class k is k · 25 bright.
    const labels = Uint8Array.from({ length: count }, (_, n) => n % 10)
    const images = new Uint8Array(count * 784)
    for (let n = 0; n < count; n++) images.fill(25 * labels[n]!, n * 784, (n + 1) * 784)
    await writeFile(join(folder, 'fashion', `${part}-images-idx3-ubyte`), writeIdx({ shape: [count, 28, 28], data: images }))
    await writeFile(join(folder, 'fashion', `${part}-labels-idx1-ubyte`), writeIdx({ shape: [count], data: labels }))
  }
  await mkdir(join(folder, 'cifar-10-batches-bin'))
  const batch = new Uint8Array(30_730_000)
  for (let n = 0; n < 10_000; n++) {
    batch[n * 3073] = n % 10
    batch.fill(25 * (n % 10), n * 3073 + 1, (n + 1) * 3073)
  }
  for (const name of ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'])
    await writeFile(join(folder, 'cifar-10-batches-bin', `${name}.bin`), batch)
})
after(() => remove())

const quick = ['--epochs', '1', '--batch', '2000', '--threads', '2']

test('fashion-mnist: by its name, with its classes in the report and in what is predicted', async () => {
  const env = { STRIATE_FASHION_MNIST: join(folder, 'fashion') }
  const trained = await striate(['train', 'clothes.json', '--data', 'fashion-mnist', ...quick, '--out', 'one'], folder, env)
  assert.equal(trained.code, 0, trained.error)
  assert.match(trained.out, /Fashion-MNIST: 60,000 training images, 10,000 test images/)
  const { images } = JSON.parse(await readFile(join(folder, 'one/model.json'), 'utf8'))
  assert.deepEqual([images.classes[0], images.classes[9], images.handwriting], ['T-shirt/top', 'Ankle boot', undefined])
  assert.deepEqual(JSON.parse(await readFile(join(folder, 'one/config.json'), 'utf8')).source, { kind: 'fashion-mnist' })
  assert.match(await readFile(join(folder, 'one/report.html'), 'utf8'), /Ankle boot/)
  const { out } = await striate(['evaluate', 'one'], folder, env)
  assert.match(out, /one on Fashion-MNIST: 10,000 images/)
  assert.match(out, /^Sneaker +1,000 /m)
  const nowhere = await striate(['evaluate', 'one'], folder, { STRIATE_FASHION_MNIST: join(folder, 'nowhere') })
  assert.match(nowhere.error, /fashionMnist\.train: the Fashion-MNIST files are not installed\.\n {2}looked in .*nowhere\n/)
  assert.match(
    (await striate(['train', 'clothes.json', '--data', 'fashion-minst'], folder)).error,
    /did you mean fashion-mnist\?/,
  )
})

test('a folder with the files of CIFAR-10 is known by them; a damaged one is named', async () => {
  const trained = await striate(
    ['train', 'things.json', '--data', 'cifar-10-batches-bin/', ...quick, '--no-pictures', '--out', 'two', '--json'],
    folder,
  )
  assert.equal(trained.code, 0, trained.error)
  const [begin] = events(trained.out)
  assert.deepEqual([begin!.data, begin!.images], ['CIFAR-10', { training: 50_000, test: 10_000 }])
  const { source } = JSON.parse(await readFile(join(folder, 'two/config.json'), 'utf8'))
  assert.deepEqual(source, { kind: 'cifar10', path: join(folder, 'cifar-10-batches-bin') })
  const { out } = await striate(['evaluate', 'two'], folder)
  assert.match(out, /two on CIFAR-10: 10,000 images/)
  assert.match(out, /^automobile +1,000 /m)
  const small = await striate(['train', 'five.json', '--data', 'cifar-10-batches-bin'], folder)
  assert.match(small.error, /"five" reads 3×16×16, but CIFAR-10 has images of 3×32×32\./)
  await truncate(join(folder, 'cifar-10-batches-bin/data_batch_4.bin'), 3073 * 5000)
  const cut = await striate(['evaluate', 'two'], folder)
  assert.equal(cut.code, 1)
  assert.match(
    cut.error,
    /data_batch_4\.bin: the file is cut off\.\n {2}10000 rows of 1 \+ 3072 bytes = 30730000; the file has 15365000/,
  )
})

test('what a folder is, by its names', async () => {
  const words = wordsOf('en')
  assert.deepEqual(await dataSourceOf('fashion-mnist', words), { kind: 'fashion-mnist' })
  await mkdir(join(folder, 'hundred'))
  await writeFile(join(folder, 'hundred/train.bin'), '')
  assert.deepEqual(await dataSourceOf(join(folder, 'hundred'), words), { kind: 'cifar100', path: join(folder, 'hundred') })
  const missing = await striate(['train', 'resnet20', '--data', 'hundred'], folder)
  assert.match(missing.error, /CIFAR-100: the file fine_label_names\.txt is missing/)
})
