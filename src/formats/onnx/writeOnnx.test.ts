/** Every layer written as ONNX and read again computes the same. That other runtimes agree is tested in test/onnx/. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layerCases } from '../../../test/layers/layerCases.ts'
import { caseImages, caseModel } from '../../../test/onnx/caseModel.ts'
import { reference } from '../../backends/reference/reference.ts'
import { conv2d, defineLayer, flatten, knownKinds, relu } from '../../layers/index.ts'
import type { Layer } from '../../layers/layer.ts'
import { random } from '../../math/random.ts'
import { sequential } from '../../model/graph.ts'
import type { Network } from '../../network/network.ts'
import { decode } from './proto/decode.ts'
import { modelProto } from './proto/messages.ts'
import { readOnnx } from './readOnnx.ts'
import { writeOnnx } from './writeOnnx.ts'

/** Numbers of its own in every parameter and state: variances above 0. */
async function shaken(net: Network): Promise<void> {
  const { uniform } = random(9, 1)
  let drawn = 0
  const weights = Object.entries(await net.parameters()).map(([name, { shape, data }]) => {
    const low = name.endsWith('running_var') ? 0.5 : -0.5
    return [name, { shape, data: Float32Array.from(data, () => low + uniform(drawn++)) }] as const
  })
  net.setParameters(Object.fromEntries(weights))
}

const cannot = new Set(['convTranspose2d, groups, dilation'])

for (const one of layerCases.filter(([name]) => !cannot.has(name)))
  test(`written and read again: ${one[0]}`, async () => {
    const model = caseModel(one)
    const net = await model.open(reference(), { seed: 3 })
    await shaken(net)
    const again = readOnnx(await writeOnnx(net))
    const other = await again.model.open(reference(), { seed: 4 })
    other.setParameters(again.weights)
    const images = caseImages(model, one, 2)
    for (const n of [0, 1]) {
      const image = images.subarray(n * model.inputShape[0]!, (n + 1) * model.inputShape[0]!)
      const [wanted, made] = [await net.predict(image), await other.predict(image)]
      const largest = Math.max(1e-6, ...Array.from(wanted, Math.abs))
      assert.equal(made.length, wanted.length)
      for (const [i, x] of made.entries()) assert.ok(Math.abs(x - wanted[i]!) <= 1e-6 * largest, `${x} for ${wanted[i]}`)
    }
  })

test('every kind of layer is among them', () => {
  const tried = new Set(layerCases.map(([, { kind }]) => kind))
  assert.deepEqual(
    knownKinds().filter((kind) => !tried.has(kind)),
    [],
  )
})

test('the file: operator set 17, an open number of images, weights by name, what the model knows of its images', async () => {
  const model = sequential('Digits', [1, 4, 4], [conv2d({ name: 'C1', filters: 2, kernelSize: 3 }), relu(), flatten()])
  const input = {
    stored: [1, 4, 4],
    dtype: 'u8',
    padding: [0, 0, 0, 0],
    border: 0,
    normalization: { scale: [1 / 128], offset: [-1] },
    colours: 'grey',
  } as const
  const net = await model.withInput(input).open(reference(), { seed: 1 })
  const file = decode(modelProto, await writeOnnx(net), 'digits.onnx')
  assert.deepEqual([file.irVersion, file.opsetImport], [8, [{ domain: '', version: 17 }]])
  assert.deepEqual(
    file.graph!.input![0]!.type!.tensorType!.shape!.dim!.map(({ dimParam, dimValue }) => dimParam ?? dimValue),
    ['N', 1, 4, 4],
  )
  assert.deepEqual(
    file.graph!.initializer!.map(({ name }) => name),
    ['C1.weight', 'C1.bias'],
  )
  assert.deepEqual(readOnnx(await writeOnnx(net)).model.input, { ...model.withInput(input).input })
  // With the images' own form as its first operations.
  const raw = readOnnx(await writeOnnx(net, { rawInput: true }))
  const other = await raw.model.open(reference(), { seed: 2 })
  other.setParameters(raw.weights)
  const pixels = Float32Array.from({ length: 16 }, (_, i) => i * 16)
  const [made, wanted] = [await other.predict(pixels), await net.predict(pixels.map((x) => x / 128 - 1))]
  for (const [i, x] of made.entries()) assert.ok(Math.abs(x - wanted[i]!) < 1e-6)
})

test('what cannot be written is said', async () => {
  const own = defineLayer<Layer>('ownOfOnnxTest', {
    inputs: 1,
    output: (_, [shape]) => shape,
    forward: (_, { inputs: [x] }) => x,
    backward: (_, { dy }) => [dy],
  })
  const net = await sequential('own', [4], [own({ name: 'mine' })]).open(reference(), { seed: 1 })
  await assert.rejects(writeOnnx(net), { code: 'onnx-own-layer', message: /^"mine" \(ownOfOnnxTest\) cannot be written as ONNX/ })
  await assert.rejects(writeOnnx(net, { rawInput: true }), { message: /does not know how its images are read/ })
})
