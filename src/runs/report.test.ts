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
  loss = softmaxCrossEntropy() as Parameters<typeof createRun>[1]['training']['loss'],
) {
  const backend = reference()
  const training = { loss, optimizer: sgd({ learningRate: 0.01 }), batch: 8, epochs: 2, seed: 1 }
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
