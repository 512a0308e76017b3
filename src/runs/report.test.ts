/** The report and the images of a run: whole, self-contained, in both languages, whatever the names in it are. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../backends/reference/reference.ts'
import { dataset } from '../data/fromArrays.ts'
import { conv2d, dense, flatten, maxPool2d, relu } from '../layers/index.ts'
import { meanSquaredError, softmaxCrossEntropy } from '../losses/index.ts'
import { random } from '../math/random.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { sgd } from '../optimizers/index.ts'
import { fileName } from '../storage/fileName.ts'
import { memoryStorage } from '../storage/memoryStorage.ts'
import type { Storage } from '../storage/storage.ts'
import { machineNow } from './config.ts'
import type { RunData } from './data.ts'
import { drawRun } from './drawRun.ts'
import { lookAtRun } from './look.ts'
import { reportHtml } from './report.ts'
import { createRun, type Run } from './run.ts'
import type { TrainingSettings } from './settings.ts'
import { trainRun } from './trainRun.ts'

const drawn = random(3, 98)
const noise = (count: number) => Uint8Array.from({ length: count * 144 }, (_, i) => Math.floor(drawn.uniform(i) * 256))
const evil = `<img src="https://example.org/x" onerror='alert(1)'>&"`

function labelled(count: number, classes: readonly string[]) {
  return dataset({
    images: noise(count),
    labels: Uint8Array.from({ length: count }, (_, n) => n % 3),
    shape: [1, 12, 12],
    classes,
    std: 0.3,
    mean: 0.5,
  })
}

const model = (name = 'small', layer = 'C1') =>
  sequential(
    name,
    [1, 12, 12],
    [
      conv2d({ name: layer, filters: 3, kernelSize: 3 }),
      relu(),
      maxPool2d({ name: 'S2', kernelSize: 2 }),
      flatten(),
      dense({ name: 'F', units: 20 }),
      dense({ name: 'output', units: 3 }),
    ],
  )

async function trained(
  storage: Storage,
  net: Model,
  data: RunData,
  loss = softmaxCrossEntropy() as TrainingSettings['loss'],
  more: Partial<TrainingSettings> = {},
) {
  const backend = reference()
  const training = { loss, optimizer: sgd({ learningRate: 0.01 }), batch: 8, epochs: 2, seed: 1, ...more }
  const run = await createRun(storage, { model: net, data, training, machine: machineNow(backend) })
  const network = await net.open(backend, { seed: 1 })
  for await (const _ of trainRun(run, network, data)) void 0
  return { run, network }
}

/** Everything in a page that could make a browser ask someone for something. */
function reaches(page: string): string[] {
  return [...page.matchAll(/(?:src|href|srcset|action|poster)\s*=\s*["']?([^"'\s>]+)|url\(([^)]*)\)|@import/gi)]
    .map(([all, address]) => address ?? all)
    .filter((address) => !address.startsWith('data:image/png;base64,'))
}

test('pictures and a report, in both languages and for light and dark paper', async () => {
  const storage = memoryStorage()
  const data: RunData = {
    source: { kind: 'mnist' },
    training: labelled(40, ['a', 'b', 'c']),
    test: labelled(30, ['a', 'b', 'c']),
  }
  const { run, network } = await trained(storage, model(), data)
  const result = await drawRun(run, network, data, { lang: 'ko' })
  assert.equal(result.missing, undefined)
  assert.deepEqual(
    result.pictures.map((path) => path.replace('pictures/', '')),
    [
      'loss.png',
      'error.png',
      'filters-C1.png',
      'digit.png',
      'maps-C1.png',
      'maps-S2.png',
      'maps-F.png',
      'maps-output.png',
      'confusion.png',
      'mistakes.png',
    ],
  )
  for (const path of result.pictures) assert.deepEqual([...(await storage.read(path)).subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47])
  const page = new TextDecoder().decode(await storage.read('report.html'))
  assert.deepEqual(reaches(page), [])
  // The one that opens it in the reader's language.
  assert.equal([...page.matchAll(/<script/gi)].length, 1)
  assert.match(page, /<html lang="ko">/)
  assert.match(page, /id="ko" aria-label="ko" checked>/)
  // What is written stands there twice, once a language.
  assert.equal([...page.matchAll(/class="en" lang="en"/g)].length, [...page.matchAll(/class="ko" lang="ko"/g)].length)
  assert.match(page, /How it learned.*학습 과정/s)
  const images = (paper: string) => [...page.matchAll(new RegExp(`<img class="${paper}" src="data:image/png`, 'g'))].length
  assert.ok(images('light') > 10)
  assert.equal(images('dark'), images('light'))
  // The curves have words in them: a drawing a language, for light and dark. The digit has none.
  assert.equal([...page.matchAll(/alt="(Loss by epoch|에포크별 손실)"/g)].length, 4)
  assert.match(page, /alt=""[^>]*>(<img[^>]*>)?<span class="heard"><span class="en" lang="en">The input image<\/span>/)
  assert.ok(page.length < 1_500_000)
})

test('numbers of the look: confusion, mistakes by certainty, an example that is right', async () => {
  const data: RunData = { source: { kind: 'mnist' }, training: labelled(40, ['a', 'b', 'c']) }
  const { run, network } = await trained(memoryStorage(), model(), data)
  const look = await lookAtRun(run, network, data)
  assert.equal(look.judged.part, 'training')
  const all = look.confusion!.flat().reduce((a, b) => a + b, 0)
  const right = look.confusion!.reduce((sum, row, k) => sum + row[k]!, 0)
  assert.deepEqual([all, all - right], [40, look.mistakeCount])
  assert.ok(look.mistakes.length > 2)
  for (const [i, mistake] of look.mistakes.entries()) {
    assert.notEqual(mistake.label, mistake.predicted)
    assert.ok(mistake.sure >= mistake.labelSure && mistake.sure <= 1)
    assert.ok(i === 0 || mistake.sure <= look.mistakes[i - 1]!.sure)
    assert.equal(mistake.label, data.training.label(mistake.index))
    assert.deepEqual(mistake.image.data, data.training.raw(mistake.index))
  }
  assert.equal(look.example.predicted, look.example.label)
  assert.ok(Math.abs(look.example.probabilities.reduce((a, b) => a + b) - 1) < 1e-12)
  assert.deepEqual(
    look.example.maps.map(({ layer, shape }) => [layer, ...shape]),
    [
      ['C1', 3, 10, 10],
      ['S2', 3, 5, 5],
      ['F', 20],
      ['output', 3],
    ],
  )
  assert.deepEqual([look.filters!.layer, ...look.filters!.shape], ['C1', 3, 1, 3, 3])
})

test('names that are HTML are words in the report, and no paths in files', async () => {
  const storage = memoryStorage()
  const data: RunData = { source: { kind: 'mnist' }, training: labelled(24, [evil, '../b', 'c']) }
  const { run, network } = await trained(storage, model(evil, `../../${evil}`), data)
  const { pictures } = await drawRun(run, network, data)
  for (const path of pictures) assert.match(path, /^pictures\/[\p{L}\p{N}_-]+\.png$/u)
  assert.equal(fileName('block 1/conv:2'), 'block-1-conv-2')
  const page = new TextDecoder().decode(await storage.read('report.html'))
  assert.ok(!page.includes('<img src="https'))
  assert.ok(page.includes('&lt;img src=&quot;https://example.org/x&quot; onerror=&#39;alert(1)&#39;&gt;&amp;&quot;'))
  assert.deepEqual(
    reaches(page.replaceAll('&quot;', '')).filter((address) => !address.startsWith('https://example.org')),
    [],
  )
})

test('a regression has curves and maps, and nothing about classes', async () => {
  const storage = memoryStorage()
  const targets = Float32Array.from({ length: 24 * 3 }, (_, i) => drawn.uniform(i))
  const training = dataset({ images: noise(24), shape: [1, 12, 12], targets, targetShape: [3], std: 0.3, mean: 0.5 })
  const data: RunData = { source: { kind: 'mnist' }, training }
  const { run, network } = await trained(storage, model(), data, meanSquaredError())
  const { pictures } = await drawRun(run, network, data)
  assert.ok(!pictures.some((path) => /error|confusion|mistakes/.test(path)))
  // Without the drawings: among so many letters some spell anything.
  const page = new TextDecoder().decode(await storage.read('report.html')).replace(/base64,[\w+/=]+/g, '')
  assert.ok(!page.includes('Where it errs') && !page.includes('undefined') && !page.includes('NaN'))
})

test('training images as they were augmented: a picture, and what was done in words', async () => {
  const storage = memoryStorage()
  const data: RunData = { source: { kind: 'mnist' }, training: labelled(40, ['a', 'b', 'c']) }
  const augmentation = { shift: 1.5, rotate: 8, scale: 0.1, shear: 0.1, flip: 0.5, crop: 0.35, until: 0.5 }
  const more = { augmentation: { ...augmentation, brightness: 0.2, contrast: 0.25, cutout: 0.3, mixup: 0.2 } }
  const { run, network } = await trained(storage, model(), data, undefined, more)
  const { images, range } = (await lookAtRun(run, network, data)).augmented!
  assert.deepEqual([images.length, range], [3, [0, 255]])
  for (const [k, { original, epochs }] of images.entries()) {
    assert.equal(epochs.length, 1)
    for (const [i, value] of data.training.raw(Math.floor((k * 40) / 3)).entries())
      assert.ok(Math.abs(value - original.data[i]!) < 1e-3)
    assert.notDeepEqual(epochs[0]!.data, original.data)
    // Colours stay within those of bytes.
    for (const value of Array.from(epochs[0]!.data)) assert.ok(value > -1e-3 && value < 255.001)
  }
  const { pictures } = await drawRun(run, network, data)
  assert.ok(pictures.includes('pictures/augmented.png'))
  const page = new TextDecoder().decode(await storage.read('report.html'))
  for (const text of [
    'What it learned from',
    'From epoch 2 on, images were left as they are.',
    'Shifted by up to 1.5 pixels, turned by up to 8°, each side ±10 %, shear ±10 %, mirrored with a probability of 50 %, cropped to at least 35 % of the area, brightness ±20 %, contrast ±25 %, a square of 30 % of the side cut out, mixed with another image, Beta(0.2, 0.2).',
    '학습에 쓴 이미지',
    '2에포크부터는 원본 그대로 학습했습니다.',
    '최대 1.5픽셀 이동, 최대 8° 회전, 가로와 세로 크기 ±10 %, 기울임 ±10 %, 50 % 확률로 좌우 반전, 넓이의 35 % 이상을 남기고 자르기, 밝기 ±20 %, 대비 ±25 %, 한 변이 이미지의 30 %인 정사각형 지우기, 다른 이미지와 섞기, Beta(0.2, 0.2).',
  ])
    assert.ok(page.includes(text), text)
})

test('pictures of augmented images: red first, also of blue-first images; none where nothing was done', async () => {
  const look = async (colours: 'rgb' | 'bgr' | undefined, channels: number, augmentation: TrainingSettings['augmentation']) => {
    const shape = [channels, 4, 4]
    const images = Uint8Array.from({ length: 20 * channels * 16 }, (_, i) => 80 * (1 + (Math.floor(i / 16) % channels)))
    const labels = Uint8Array.from({ length: 20 }, (_, n) => n % 2)
    const training = dataset({ images, labels, shape, classes: 2, ...(colours ? { colours } : {}) })
    const net = sequential('flat', shape, [flatten(), dense({ name: 'output', units: 2 })])
    const data: RunData = { source: { kind: 'mnist' }, training }
    const { run, network } = await trained(memoryStorage(), net, data, undefined, { augmentation })
    return lookAtRun(run, network, data)
  }
  const planes = ({ data }: { data: ArrayLike<number> }) => [0, 16, 32].map((at) => Math.round(data[at]!))
  for (const [colours, wanted] of [
    ['rgb', [80, 160, 240]],
    ['bgr', [240, 160, 80]],
  ] as const) {
    const { augmented, example } = await look(colours, 3, { flip: 1 })
    assert.deepEqual(planes(example.image), wanted)
    assert.deepEqual(planes(augmented!.images[0]!.original), wanted)
    assert.deepEqual(planes(augmented!.images[0]!.epochs[0]!), wanted)
  }
  for (const [channels, augmentation] of [
    [3, undefined],
    [3, { shift: 0 }],
    [2, { flip: 0.5 }],
  ] as const)
    assert.equal((await look(undefined, channels, augmentation)).augmented, undefined)
})

test('a run without an epoch, and a report without drawings', async () => {
  const data: RunData = { source: { kind: 'mnist' }, training: labelled(24, ['a', 'b', 'c']) }
  const backend = reference()
  const training = { loss: softmaxCrossEntropy(), optimizer: sgd({ learningRate: 0.01 }), batch: 8, epochs: 2, seed: 1 }
  const run: Run = await createRun(memoryStorage(), { model: model(), data, training, machine: machineNow(backend) })
  const look = await lookAtRun(run, await model().open(backend), data)
  const page = reportHtml(look, {}, 'en')
  assert.ok(!page.includes('How it learned') && !page.includes('<figure') && !page.includes('undefined'))
  await assert.rejects(drawRun(run, await model().open(backend), data, { lang: 'fr' as 'en' }), {
    message: "drawRun: lang must be one of 'en', 'ko'. Received: \"fr\".\n  Fix: use one of: en, ko.",
  })
})
