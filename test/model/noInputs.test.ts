/** Layers without inputs in models: graphs, JSON, summaries, fields, training, gradients of images, saved weights. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reference } from '../../src/backends/reference/reference.ts'
import { runCalls } from '../../src/backends/reference/runCalls.ts'
import { wasm } from '../../src/backends/wasm/wasm.ts'
import { layerContract } from '../../src/contract/layerContract.ts'
import { dataset } from '../../src/data.ts'
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts'
import {
  abs,
  add,
  concat,
  constantTensor,
  conv2d,
  defineLayer,
  dense,
  divide,
  flatten,
  graph,
  type Layer,
  maximum,
  minimum,
  modelFromJson,
  multiply,
  parameter,
  power,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  relu,
  sequential,
  sgd,
  sigmoid,
  softmaxCrossEntropy,
  softplus,
  subtract,
  train,
} from '../../src/index.ts'
import { familiarLayers } from '../../src/inspect/familiarity.ts'
import { layersToShow } from '../../src/inspect/layersToShow.ts'
import { receptiveField } from '../../src/inspect/receptiveField.ts'
import { trainsAlike } from '../trainsAlike.ts'

const column = Array.from({ length: 6 }, (_, x) => x / 6)
/** A parameter is the first layer, and one is bent before it is used. */
const placed = () =>
  graph('placed', [2, 6, 6], (image, apply) => {
    const scale = apply(sigmoid({ name: 'bent' }), apply(parameter({ name: 'scale', shape: [3, 1, 1], value: 0.5 })))
    const table = apply(constantTensor({ name: 'table', shape: [1, 1, 6], values: column }))
    const maps = apply(conv2d({ name: 'C', filters: 3, kernelSize: 3, padding: 1 }), apply(add(), image, table))
    const scaled = apply(multiply({ name: 'scaled' }), scale, maps)
    return apply(dense({ name: 'D', units: 2 }), apply(flatten(), apply(reduceMean({ name: 'means', axes: [1, 2] }), scaled)))
  })

test('a graph applies them to nothing; JSON and the summary tell them', () => {
  const model = placed()
  assert.equal(model.parameterCount, 3 + 3 * 2 * 9 + 3 + 2 * 3 + 2)
  const json = JSON.parse(JSON.stringify(model))
  assert.deepEqual(json.layers[0], {
    kind: 'parameter',
    name: 'scale',
    shape: [3, 1, 1],
    initializer: { kind: 'constant', value: 0.5 },
    inputs: [],
  })
  const back = modelFromJson(JSON.stringify(model))
  assert.deepEqual(JSON.parse(JSON.stringify(back)), json)
  const rows = model.summary().layers
  assert.equal(rows[0]!.receptiveField, null)
  assert.equal(rows[1]!.receptiveField, null)
  assert.match(String(model.summary()), /scale +parameter +3×1×1 +3 +0 +12 +– +–/)
})

test('what is made of parameters alone sees nothing of the image, and hides nothing of what the others see', () => {
  const model = placed()
  assert.throws(() => receptiveField(model, 'bent'), {
    message:
      '"bent" of "placed" sees nothing of the image: it is made of parameters and constants alone.\n' +
      '  Fix: choose a layer that comes from the image.',
  })
  assert.deepEqual(receptiveField(model, 'scaled').size, [3, 3])
  assert.equal(receptiveField(model, 'scaled').misaligned, false)
  assert.deepEqual(receptiveField(model, 'means').size, [8, 8])
  assert.deepEqual(receptiveField(model, 'D').size, [8, 8])
  const rows = graph('rows', [1, 4, 6], (image, apply) => apply(reduceMean({ name: 'R', axes: [1], keepDims: false }), image))
  assert.deepEqual(receptiveField(rows, 'R').size, [4, 6])
  assert.deepEqual(layersToShow(model), ['add1', 'C', 'scaled', 'means', 'D'])
  const apart = graph('apart', [2, 6, 6], (image, apply) => {
    const filtered = apply(conv2d({ name: 'apart', filters: 2, kernelSize: 1 }), apply(parameter({ shape: [3, 6, 6] })))
    return apply(add({ name: 'sum' }), image, filtered)
  })
  assert.deepEqual(layersToShow(apart), ['sum'])
  // A parameter of one place a channel is no layer that has seen the whole image.
  assert.equal(familiarLayers(model)?.whole, 'means')
})

test('errors: inputs where there are none, none where one is wanted, and an input that no one reads', () => {
  const given = (layer: Layer) => () => sequential('m', [1, 4, 4], [layer])
  assert.throws(given(parameter({ shape: [1, 4, 4] })), {
    message:
      'layer 1 "parameter1" (parameter) in "m": it takes no inputs. Received: 1.\n' +
      '  Fix: apply it to nothing, in a graph(), and join it with others: apply(add(), x, apply(layer)).',
  })
  assert.throws(() => graph('m', [1, 4, 4], (_, apply) => apply(relu())), {
    message: 'layer 1 "relu1" (relu) in "m": it takes one input. Received: 0.\n  Fix: say what it reads: apply(layer, x).',
  })
  assert.throws(() => graph('m', [1, 4, 4], (_, apply) => apply(relu(), apply(parameter({ shape: [3] })))), {
    message: 'no layer of "m" reads its input.\n  Fix: connect a layer to it: the outputs would be the same for every image.',
  })
  assert.throws(
    () => modelFromJson(JSON.stringify(placed()).replace(',"inputs":[]', '')),
    /layer 1 "scale" \(parameter\) in "placed": it takes no inputs. Received: 1/,
  )
})

const images = (count: number) =>
  Float32Array.from({ length: count * 72 }, (_, i) => Math.sin(i * i) + (i % 144 < 72 ? 0.4 : -0.4))
const data = (count: number) =>
  dataset({ images: images(count), labels: Uint8Array.from({ length: count }, (_, n) => n % 2), shape: [2, 6, 6] })

/** Arithmetic of all kinds: with what is learned, what is fixed, and what is reduced. */
const arithmetic = () =>
  graph('arithmetic', [2, 6, 6], (image, apply) => {
    const learned = (value: number, ...shape: number[]) => apply(parameter({ shape, value }))
    const centred = apply(subtract(), image, apply(reduceMean({ axes: [1, 2] }), image))
    const scaled = apply(divide(), centred, apply(reduceMax(), apply(abs(), image)))
    const bent = apply(maximum(), scaled, apply(multiply(), learned(0.2, 2, 1, 1), scaled))
    const bounded = apply(minimum(), bent, learned(0.8, 1, 6, 6))
    const raised = apply(power(), apply(softplus(), bounded), learned(1.5, 1, 1, 6))
    const both = apply(concat(), raised, apply(add(), raised, apply(reduceSum({ axes: [0] }), bounded)))
    const least = apply(reduceMin({ axes: [-1], keepDims: false }), both)
    return apply(add(), apply(dense({ units: 2 }), apply(flatten(), both)), apply(dense({ units: 2 }), apply(flatten(), least)))
  })

test('they learn alike on both backends', async () => {
  await trainsAlike(arithmetic, { seed: 5, learningRate: 0.05 })
})

test('a training moves a parameter and leaves a constant, in whole blocks of eight and beside them', async () => {
  for (const count of [8, 5]) {
    const backend = await wasm({ threads: 2 })
    const net = await placed().open(backend, { seed: 3 })
    const before = await net.parameters()
    const run = train(net, data(count), {
      loss: softmaxCrossEntropy(),
      optimizer: sgd({ learningRate: 0.5 }),
      batch: count,
      epochs: 3,
    })
    for await (const _ of run);
    const after = await net.parameters()
    assert.notDeepEqual(after['scale.value']!.data, before['scale.value']!.data)
    assert.deepEqual(after['table.value']!.data, Float32Array.from(column))
    backend.dispose()
  }
})

test('the gradient of the image goes past them, and is 0 for a layer that sees nothing of it', async () => {
  for (const backend of [reference({ precision: 'float64' }), await wasm({ threads: 1 })]) {
    const net = await placed().open(backend, { seed: 3 })
    const one = images(1)
    const gradient = await net.inputGradient(one, 'D', [1, 0])
    const h = 1e-2
    for (const at of [0, 17, 71]) {
      const [up, down] = [one.slice(), one.slice()]
      up[at]! += h
      down[at]! -= h
      const difference = ((await net.predict(up))[0]! - (await net.predict(down))[0]!) / (up[at]! - down[at]!)
      assert.ok(Math.abs(gradient[at]! - difference) < 1e-5, `${gradient[at]} ≠ ${difference}`)
    }
    assert.deepEqual([...(await net.inputGradient(one, 'bent', [1, 2, 3]))], Array(72).fill(0))
    const [maps] = await net.featureMaps(one, ['bent'])
    assert.ok([...maps!.data].every((value) => Math.abs(value - 1 / (1 + Math.exp(-0.5))) < 1e-6))
    backend.dispose()
  }
})

test('weights hold constants, too; without values a constant is NaN until they come', async () => {
  const backend = reference()
  const net = await placed().open(backend, { seed: 3 })
  const file = readSafetensors(writeSafetensors(await net.parameters()))
  assert.deepEqual(file.tensors['table.value']!.shape, [1, 1, 6])
  const open = () =>
    graph('open', [6], (x, apply) => apply(add(), x, apply(constantTensor({ name: 'table', shape: [6] })))).open(backend)
  const empty = await open()
  assert.ok((await empty.predict(new Float32Array(6))).every(Number.isNaN))
  empty.setParameters({ 'table.value': { shape: [6], data: Float32Array.from(column) } })
  assert.deepEqual(await empty.predict(new Float32Array(6)), Float32Array.from(column))
})

test('one of your own: numbers that grow with their place', () => {
  const ramp = defineLayer<Layer & { readonly kind: 'rampOfTest'; readonly length: number }>('rampOfTest', {
    inputs: 0,
    output: ({ length }) => [length],
    state: ({ length }) => ({ ramp: { shape: [length], initial: Array.from({ length }, (_, i) => i) } }),
    forward(_, { state, emit, output }) {
      const y = output()
      emit('expand', { divisor: 1 }, [state.ramp!], [y])
      return y
    },
    backward: () => [],
  })
  layerContract(ramp({ length: 5 }), [], { run: runCalls })
  const model = graph('ramp', [5], (x, apply) => apply(power(), x, apply(ramp({ length: 5 }))))
  assert.deepEqual(model.outputShape, [5])
})
