/** `striate convert`, and commands that take files of networks instead of runs: ONNX, safetensors. */
import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { loadModel, readNpz, readOnnx, writeOnnx } from '../../src/formats.ts'
import { batchNorm2d, conv2d, dense, flatten, maxPool2d, relu, sequential } from '../../src/index.ts'
import { wasm } from '../../src/wasm.ts'
import { cases } from '../golden/expected.ts'
import { floats, modelBytes, node } from '../onnx/models.ts'
import { events, smallData, smallDataOption, striate, workFolder } from './command.ts'
import { createImage } from './image.ts'

const picture = (n: number) => createImage(12, 12, (y, x) => (y * 17 + x * 31 + n * 23) % 256)

let folder = ''
let remove = async () => {}
before(async () => {
  ;({ folder, remove } = await workFolder())
  await smallData(folder)
  const args = ['train', 'bars.json', '--data', smallDataOption, '--epochs', '1', '--no-pictures', '--out', 'run']
  assert.equal((await striate(args, folder)).code, 0)
  // Another model, from elsewhere, with five classes.
  const model = sequential(
    'elsewhere',
    [1, 8, 8],
    [
      conv2d({ name: 'body.0', filters: 4, kernelSize: 3 }),
      batchNorm2d({ name: 'body.1' }),
      relu(),
      maxPool2d({ kernelSize: 2 }),
      flatten(),
      dense({ name: 'head', units: 5 }),
    ],
  )
  const backend = await wasm()
  await writeFile(join(folder, 'elsewhere.onnx'), await writeOnnx(await model.open(backend, { seed: 5 })))
  backend.dispose()
})
after(() => remove())

test('a run as ONNX and back: compared on random images, and said in numbers; JSON', async () => {
  const { code, out, error } = await striate(['convert', 'run', 'bars.onnx'], folder)
  assert.deepEqual([code, error], [0, ''])
  assert.match(out, /^run → bars\.onnx: 4 layers, 330 parameters\.$/m)
  assert.match(out, /^Read again and compared on 4 random images: /m)
  const back = await striate(['convert', 'bars.onnx', 'bars.safetensors', '--json'], folder)
  const [event] = events(back.out)
  assert.deepEqual([event!.event, event!.layers, event!.parameterCount, event!.images], ['converted', 4, 330, 4])
  const { model } = await loadModel(join(folder, 'bars.safetensors'))
  assert.deepEqual(model.input?.stored, [1, 8, 8])
  const korean = await striate(['convert', 'run', 'again.onnx', '--lang', 'ko'], folder)
  assert.match(korean.out, /^run → again\.onnx: 층 4개, 매개변수 330개\.$/m)
})

test('the weights alone, for NumPy', async () => {
  const { code, out, error } = await striate(['convert', 'run', 'bars.npz'], folder)
  assert.deepEqual([code, error], [0, ''])
  assert.match(out, /the outputs are equal\.$/m)
  const weights = readNpz(await readFile(join(folder, 'bars.npz')))
  assert.deepEqual(Object.keys(weights), ['C1.weight', 'C1.bias', 'output.weight', 'output.bias'])
})

test('--raw-input: the file reads pixels', async () => {
  assert.equal((await striate(['convert', 'run', 'raw.onnx', '--raw-input'], folder)).code, 0)
  const { model } = readOnnx(await readFile(join(folder, 'raw.onnx')))
  assert.ok(model.nodes.length > 4)
  assert.equal(model.input, undefined)
})

test('what is refused, and that nothing is left behind', async () => {
  const refused = async (args: readonly string[], message: RegExp, wanted = 2) => {
    const { code, error } = await striate(['convert', ...args], folder)
    assert.match(error, message)
    assert.equal(code, wanted)
  }
  await striate(['convert', 'run', 'there.onnx'], folder)
  await refused(['run', 'there.onnx'], /"there\.onnx" is there already\.\n {2}Fix: give another name, or --force/)
  assert.equal((await striate(['convert', 'run', 'there.onnx', '--force'], folder)).code, 0)
  await refused(['run', 'x.pt'], /"x\.pt" is no kind of file that is written/)
  await refused(['bars.json', 'x.onnx'], /"bars\.json" has no weights/)
  await refused(['run', 'x.safetensors', '--raw-input'], /--raw-input is for \.onnx files/)
  await writeFile(join(folder, 'broken.onnx'), 'no model')
  await refused(['broken.onnx', 'x.onnx'], /broken\.onnx is not an ONNX model, or is damaged/, 1)
  assert.ok(!(await readdir(folder)).some((name) => name.startsWith('x.')))
})

test('summary, inspect: a file is as good as a run', async () => {
  const { code, out } = await striate(['summary', 'elsewhere.onnx'], folder)
  assert.equal(code, 0)
  assert.match(out, /^body\.0 +conv2d +4×6×6 /m)
  assert.match(out, /^operations of the file: BatchNormalization ×1, Conv ×1,/m)
  const drawn = await striate(['summary', 'elsewhere.onnx', '--graph', 'graph.svg', '--lang', 'ko'], folder)
  assert.match(drawn.out, /^그래프를 graph\.svg에 썼습니다\.$/m)
  assert.match(await readFile(join(folder, 'graph.svg'), 'utf8'), />body\.0<\/text>/)
  const unnamed = await striate(['summary', 'elsewhere.onnx', '--graph', 'graph.png'], folder)
  assert.match(unnamed.error, /--graph writes an SVG file, and "graph\.png" is no such name/)
  // Of one that cannot be translated it says at least what is in it.
  const odd = [node('TopK', ['x'], ['t']), node('Relu', ['t'], ['r']), node('Twist', ['r'], ['y'], {}, { domain: 'own' })]
  const more = { opsetImport: [{ version: 17 }, { domain: 'own', version: 1 }] }
  await writeFile(join(folder, 'odd.onnx'), modelBytes({ x: ['N', 4], node: odd }, more))
  const failed = await striate(['summary', 'odd.onnx'], folder)
  assert.equal(failed.code, 1)
  assert.match(failed.out, /^operations of the file: Relu ×1\nnot known here: TopK ×1, own\.Twist ×1$/m)
  assert.match(failed.error, /the operation TopK of node "t" is not known here/)
  await writeFile(join(folder, 'image.png'), picture(0))
  const unsaid = await striate(['inspect', 'elsewhere.onnx', 'image.png', '--out', 'unsaid'], folder)
  assert.equal(unsaid.code, 2)
  assert.match(unsaid.error, /"elsewhere\.onnx" does not say how its images are read\.\n {2}Fix: add --imagenet/)
  const square = await striate(['predict', 'elsewhere.onnx', 'image.png', '--imagenet'], folder)
  assert.match(square.error, /--imagenet is for square colour images; "elsewhere\.onnx" reads 1×8×8/)
  const predicted = await striate(['predict', 'bars.onnx', 'image.png', '--json'], folder)
  assert.equal(predicted.code, 0, predicted.error)
  const inspected = await striate(['inspect', 'bars.onnx', 'image.png', '--out', 'seen', '--layers', 'C1'], folder)
  assert.equal(inspected.code, 0, inspected.error)
  assert.doesNotMatch(inspected.error, /random weights/)
})

test('train from a file: its weights, under a head for the classes that there are', async () => {
  const args = ['train', 'elsewhere.onnx', '--data', smallDataOption, '--epochs', '1', '--no-pictures', '--out', 'tuned']
  const five = await striate(args, folder)
  assert.equal(five.code, 0, five.error)
  assert.match(five.out, /elsewhere\.onnx/)
  // IDX files have no names of classes: the model keeps its five outputs. A folder has two.
  for (const kind of ['a', 'b']) {
    await mkdir(join(folder, 'photos', kind), { recursive: true })
    for (let n = 0; n < 6; n++) await writeFile(join(folder, 'photos', kind, `${n}.png`), picture(n))
  }
  const two = await striate(
    [
      'train',
      'elsewhere.onnx',
      '--data',
      'photos',
      '--freeze',
      'body.*',
      '--epochs',
      '1',
      '--no-pictures',
      '--out',
      'two',
      '--json',
    ],
    folder,
  )
  assert.equal(two.code, 0, two.error)
  const adopted = events(two.out).find(({ event }) => event === 'adopted')!
  assert.deepEqual([adopted.from, adopted.reshaped], ['elsewhere.onnx', ['head.weight', 'head.bias']])
  const { model, weights } = await loadModel(join(folder, 'two/weights.safetensors'))
  assert.deepEqual(model.outputShape, [2])
  const before = await loadModel(join(folder, 'elsewhere.onnx'))
  assert.deepEqual(weights['body.0.weight']!.data, before.weights['body.0.weight']!.data)
})

test('numbers beside the model are read from its own folder, and from no link out of it', async () => {
  const data = new Uint8Array(Float32Array.of(1, 2).buffer)
  const bytes = modelBytes({
    x: ['N', 2],
    node: [node('Add', ['x', 'w'], ['y'])],
    initializer: [
      {
        ...floats('w', [2], []),
        rawData: new Uint8Array(),
        dataLocation: 1,
        externalData: [{ key: 'location', value: 'w.data' }],
      },
    ],
  })
  await mkdir(join(folder, 'beside'))
  await writeFile(join(folder, 'beside/model.onnx'), bytes)
  await writeFile(join(folder, 'beside/w.data'), data)
  const read = async () => (await loadModel(join(folder, 'beside/model.onnx'))).weights
  assert.deepEqual(
    Object.values(await read()).map(({ data: numbers }) => [...(numbers as Float32Array)]),
    [[1, 2]],
  )
  await rename(join(folder, 'beside/w.data'), join(folder, 'w.data'))
  await assert.rejects(read(), { name: 'FormatError' })
  await symlink(join(folder, 'w.data'), join(folder, 'beside/w.data'))
  await assert.rejects(read(), { code: 'outside', message: /w\.data leads out of the folder/ })
})

test('a model of TensorFlow.js, with its weights beside it: as ONNX, and looked into', async () => {
  const [one] = cases<{ readonly model: object; readonly shards: Readonly<Record<string, string>> }>('tensorflowjs')
  await mkdir(join(folder, 'page'))
  await writeFile(join(folder, 'page/model.json'), JSON.stringify(one!.model))
  for (const [path, text] of Object.entries(one!.shards)) await writeFile(join(folder, 'page', path), Buffer.from(text, 'base64'))
  const { code, out, error } = await striate(['convert', 'page/model.json', 'page.onnx'], folder)
  assert.deepEqual([code, error], [0, ''])
  assert.match(out, /^page\/model\.json → page\.onnx: \d+ layers, /m)
  assert.equal((await striate(['summary', 'page/model.json'], folder)).code, 0)
  const [path] = Object.keys(one!.shards)
  await rename(join(folder, 'page', path!), join(folder, 'page/elsewhere'))
  const lost = await striate(['convert', 'page/model.json', 'lost.onnx'], folder)
  assert.deepEqual([lost.code, lost.error.startsWith('FormatError')], [1, true])
})
