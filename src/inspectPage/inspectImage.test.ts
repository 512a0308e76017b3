/** Looking at one image: what is drawn of which layers, what is left out and said to be, and what cannot be looked at. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wasm } from '../backends/wasm/wasm.ts'
import { conv2d, dense, flatten, maxPool2d, relu, softmax } from '../layers/index.ts'
import { sequential } from '../model/graph.ts'
import type { Model } from '../model/model.ts'
import { version } from '../text/version.ts'
import { inspectImage } from './inspectImage.ts'
import type { InspectImageOptions } from './inspection.ts'
import { edgeColour, probabilities } from './numbers.ts'

// biome-ignore format: one line per stage
const colour = sequential('Colour', [3, 16, 16], [
  conv2d({ name: 'C1', filters: 70, kernelSize: 3 }), relu(), maxPool2d({ name: 'S2', kernelSize: 2 }),
  conv2d({ name: 'C3', filters: 4, kernelSize: 3 }), flatten(), dense({ name: 'output', units: 3 }), softmax({ name: 'shares' }),
])

function inputFor({ inputShape }: Model): InspectImageOptions['image'] {
  const data = Float32Array.from({ length: inputShape.reduce((a, b) => a * b) }, (_, i) => ((i * 37) % 101) / 50 - 1)
  return { name: '<b>a & b</b>.png', data, shown: { shape: inputShape, data: data.map((value) => 127.5 * (value + 1)) } }
}

async function looked(model: Model, options: Partial<InspectImageOptions> = {}, seed = 1) {
  const backend = await wasm({ threads: 1 })
  try {
    return await inspectImage(await model.open(backend, { seed }), {
      image: inputFor(model),
      weights: { seed },
      ...options,
    })
  } finally {
    backend.dispose()
  }
}

const pageOf = (files: ReadonlyMap<string, Uint8Array>) => new TextDecoder().decode(files.get('index.html'))

test('by default the layers that do something, all of them drawn; many maps and filters are cut, and it is said', async () => {
  const seen: [number, number, string][] = []
  const { files, layers, classes, reasons } = await looked(colour, {
    classes: ['ant', 'bee', 'cat'],
    onProgress: (...step) => seen.push(step),
  })
  assert.deepEqual(
    layers.map(({ name }) => name),
    ['C1', 'S2', 'C3', 'output'],
  )
  assert.deepEqual(
    [...files.keys()].filter((name) => name.startsWith('01-')),
    // Twice where words are drawn.
    [
      '01-C1-filters-rgb.png',
      ...['filters', 'field', 'effective', 'maps'].flatMap((name) => [`01-C1-${name}.png`, `01-C1-${name}-ko.png`]),
    ],
  )
  const [first, second] = layers
  assert.match(first!.maps.caption!.en, /The first 64 of 70 are drawn\.$/)
  assert.match(first!.filters[0]!.caption!.en, /^Red, green and blue in one picture.* The first 64 of 70 filters are drawn\.$/)
  assert.match(
    first!.filters[1]!.caption!.en,
    /^70 filters of 3 × 3 weights in each of 3 channels.* The first 96 of 210 slices are drawn\.$/,
  )
  assert.deepEqual(second!.filters, [])
  assert.deepEqual(second!.field.size, [4, 4])
  // Of C3's four filters of 70 channels, one is whole.
  assert.match(layers[2]!.filters[0]!.caption!.en, /The first 70 of 280 slices are drawn\.$/)
  const sum = classes!.reduce((total, { probability }) => total + probability, 0)
  assert.ok(Math.abs(sum - 1) < 1e-6 && classes![0]!.probability >= classes![2]!.probability)
  assert.deepEqual(classes!.map(({ name }) => name).sort(), ['ant', 'bee', 'cat'])
  assert.deepEqual(
    reasons.map(({ file }) => file.en),
    ['saliency-gradient.png', 'saliency-smooth.png', 'occlusion.png'],
  )
  assert.match(reasons[2]!.caption!.en, /^Occlusion: a patch of 2 × 2 pixels .* covers 225 places in turn\./)
  for (const [name, bytes] of files)
    if (name !== 'index.html') assert.deepEqual([...bytes.subarray(1, 4)], [...new TextEncoder().encode('PNG')])
  assert.deepEqual(
    seen.map(([, , what]) => what),
    ['image', 'maps', 'C1', 'S2', 'C3', 'output', 'saliency', 'occlusion', 'page'],
  )
  assert.deepEqual(
    seen.map(([done]) => done),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  )
  assert.ok(seen.every(([, total]) => total === 8))
})

test('the page: names from outside are escaped, nothing is loaded, every image is beside it', async () => {
  for (const [lang, words] of [
    ['en', /<title>What Colour sees in/],
    ['ko', /<title>Colour의 눈으로 본/],
  ] as const) {
    const { files } = await looked(colour, { layers: ['S2'], lang })
    const page = pageOf(files)
    assert.match(page, words)
    // Both languages are there; the one that was asked for is seen first.
    assert.match(page, new RegExp(`id="${lang}"[^>]* checked`))
    assert.match(page, /The weights are random \(seed 1\); nothing has been learned\./)
    assert.match(page, /학습하지 않은 무작위 가중치입니다\(시드 1\)/)
    assert.ok(
      page.includes(`<html lang="${lang}">`) && page.includes('&lt;b&gt;a &amp; b&lt;/b&gt;.png') && !page.includes('<b>a'),
    )
    assert.doesNotMatch(page, /https?:|url\(/)
    assert.equal([...page.matchAll(/<script/gi)].length, 1)
    assert.match(page, /content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; script-src 'sha256-[^']+'"/)
    const shown = [...page.matchAll(/<img src="([^"]+)"/g)].map(([, name]) => decodeURI(name!))
    assert.deepEqual([...new Set(shown)].sort(), [...files.keys()].filter((name) => name !== 'index.html').sort())
    assert.ok(page.includes(`Striate ${version}`))
  }
  assert.match(pageOf((await looked(colour, { layers: ['S2'], weights: { run: 'bees' } })).files), /Weights: bees\./)
})

test('a unit that no pixel moves has no effective field, and the page says so; a map is no class', async () => {
  const dead = sequential('Dead', [1, 9, 9], [conv2d({ name: 'C1', filters: 2, kernelSize: 3 }), relu({ name: 'R' })])
  const backend = await wasm({ threads: 1 })
  const net = await dead.open(backend)
  net.setParameters({ ...(await net.parameters()), 'C1.bias': { shape: [2], data: Float32Array.of(-99, -99) } })
  const seen = await inspectImage(net, { image: inputFor(dead), weights: { seed: 0 }, layers: 'all' })
  assert.deepEqual(
    seen.layers.map(({ name, noEffective }) => [name, noEffective]),
    [
      ['C1', undefined],
      ['R', 'no-gradient'],
    ],
  )
  // What an activation reads is said to be so, and of what none reads it is not said.
  assert.match(seen.layers[0]!.maps.caption!.en, /before the activation that follows \(relu\)/)
  assert.match(seen.layers[1]!.maps.caption!.en, /^The output of the layer for this image\.$/)
  assert.equal(seen.classes, undefined)
  assert.deepEqual(seen.reasons, [])
  const page = pageOf(seen.files)
  assert.match(page, /No pixel affects this unit: its gradient is 0 everywhere\./)
  assert.match(page, /This model outputs a map and not one score per class/)
  backend.dispose()
})

test('what is not there is refused with words; a signal stops it between two steps', async () => {
  const flat = sequential('flat', [4], [dense({ name: 'F1', units: 2 })])
  await assert.rejects(
    looked(flat, { image: { name: 'x', data: [0, 0, 0, 0], shown: { shape: [1, 2, 2], data: [0, 0, 0, 0] } } }),
    /^ShapeError: "flat" does not read images\.\n {2}its input is 4, a list of features\n {2}Fix: use a model whose input shape is \[channels, height, width\]\.$/,
  )
  await assert.rejects(looked(colour, { layers: ['C2'] }), /^OptionError: .*"C2"[\s\S]*did you mean "C1"/)
  await assert.rejects(
    looked(colour, { layers: [] }),
    /^OptionError: inspectImage: no layer is named\.\n {2}Fix: name one, or use 'all'\.$/,
  )
  await assert.rejects(
    looked(colour, { layers: 'C1' as never }),
    /^OptionError: inspectImage: layers must be a list of layer names, or 'all'/,
  )
  await assert.rejects(looked(colour, { layer: [] } as never), /^OptionError: inspectImage has no option "layer"\./)
  await assert.rejects(looked(colour, { lang: 'fr' as never }), /^OptionError: inspectImage: lang must be/)
  const stop = new AbortController()
  const seen: string[] = []
  const onProgress = (_done: number, _total: number, what: string) => {
    seen.push(what)
    if (what === 'S2') stop.abort(new Error('enough'))
  }
  await assert.rejects(looked(colour, { signal: stop.signal, onProgress }), /^Error: enough$/)
  assert.equal(seen.at(-1), 'S2')
})

test('the edge’s colour is the mean of its outermost pixels; shares of a softmax are taken as they are', () => {
  assert.deepEqual(edgeColour([1, 2, 3, 4, 99, 6, 7, 8, 9, 0, 0, 0, 0, 5, 0, 0, 0, 0], [2, 3, 3]), [5, 0])
  const names = (model: Model, scores: number[]) =>
    probabilities(model, Float64Array.from(scores), undefined).map(({ name, probability }) => [name, probability])
  assert.deepEqual(names(colour, [0.25, 0.5, 0.25]), [
    ['1', 0.5],
    ['0', 0.25],
    ['2', 0.25],
  ])
  const raw = sequential('raw', [1, 1, 2], [flatten()])
  assert.deepEqual(names(raw, [3, 3]), [
    ['0', 0.5],
    ['1', 0.5],
  ])
})
