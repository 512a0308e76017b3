/**
 * Models of TensorFlow.js (make_tensorflowjs.mjs) and of Keras 3 (make_keras.py), read, give what they gave where they were made.
 * Both are in single precision, so each of them is some 10⁻⁷ away from the truth.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { reference } from '../../src/backends/reference/reference.ts'
import { loadTensorflowJs, readTensorflowJs, type TensorflowJsOptions } from '../../src/formats.ts'
import { memoryStorage } from '../../src/storage/memoryStorage.ts'
import { onEveryBackend } from './backends.ts'
import { cases } from './expected.ts'
import { hashed } from './hash.ts'

interface Case {
  readonly title: string
  readonly seed: number
  /** As Keras means it. */
  readonly inputShape: readonly number[]
  readonly outputs: readonly { readonly shape: readonly number[]; readonly values: readonly number[] }[]
  readonly model: object
  /** By their paths, in base64. */
  readonly shards: Readonly<Record<string, string>>
  readonly options?: TensorflowJsOptions
}

const all = [...cases<Case>('tensorflowjs'), ...cases<Case>('keras')]
const most = 1e-5

const shardsOf = ({ shards }: Case) =>
  Object.fromEntries(Object.entries(shards).map(([path, text]) => [path, new Uint8Array(Buffer.from(text, 'base64'))]))

/** Numbers of images [height, width, channels] as [channels, height, width]; others as they are. */
function channelsFirst(data: ArrayLike<number>, shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, one) => product * one, 1)
  if (shape.length !== 3) return Float32Array.from(data)
  const [height, width, channels] = shape as [number, number, number]
  return Float32Array.from(data, (_, to) => {
    const [image, at] = [Math.floor(to / size), to % size]
    const [c, place] = [Math.floor(at / (height * width)), at % (height * width)]
    return data[image * size + place * channels + c]!
  })
}

const keepsShapes = ({ title }: Case) => title.startsWith('channels first')

onEveryBackend((backend) => {
  for (const one of all)
    test(one.title, async (t) => {
      const { model, weights } = readTensorflowJs(one.model, shardsOf(one), one.options)
      const net = await model.open(backend)
      net.setParameters(weights)
      const size = one.inputShape.reduce((product, part) => product * part, 1)
      const given = hashed(one.seed, 2 * size)
      const turned = (data: ArrayLike<number>, shape: readonly number[]) =>
        keepsShapes(one) ? Float32Array.from(data) : channelsFirst(data, shape)
      const found = await net.outputs(turned(given, one.inputShape))
      const places = model.outputs.map((position) => model.nodes[position]!)
      assert.equal(places.length, one.outputs.length)
      let worst = 0
      for (const [i, { name, shape }] of places.entries()) {
        const wanted = one.outputs[i]!
        const expected = turned(wanted.values, wanted.shape)
        const own =
          wanted.shape.length === 3 && !keepsShapes(one) ? [wanted.shape[2], wanted.shape[0], wanted.shape[1]] : wanted.shape
        assert.deepEqual([...shape], own)
        const numbers = found[name]!.data
        assert.equal(numbers.length, expected.length)
        for (const [at, value] of expected.entries())
          worst = Math.max(worst, Math.abs(numbers[at]! - value) / Math.max(1, Math.abs(value)))
      }
      t.diagnostic(`${one.title}: ${worst.toExponential(1)}`)
      assert.ok(worst <= most, `${one.title}: ${worst}`)
      net.dispose()
    })
})

test('from a storage, a path and an address, with the files of the weights beside it', async (t) => {
  const one = all.find(({ shards }) => Object.keys(shards).length > 1)!
  const files: Readonly<Record<string, Uint8Array>> = {
    'model.json': new TextEncoder().encode(JSON.stringify(one.model)),
    ...shardsOf(one),
  }
  const folder = await mkdtemp(join(tmpdir(), 'striate-tensorflowjs-'))
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
  const server = createServer(({ url = '' }, answer) => {
    const bytes = files[url.replace(/^\/m\//, '').replace(/\?.*$/, '')]
    answer.writeHead(bytes ? 200 : 404).end(bytes)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })
  const { port } = server.address() as AddressInfo
  const sources = [memoryStorage(files), join(folder, 'model.json'), `http://127.0.0.1:${port}/m/model.json?v=1`]
  const size = one.inputShape.reduce((product, part) => product * part, 1)
  const answers = []
  for (const source of sources) {
    const net = await loadTensorflowJs(source, reference())
    answers.push(Array.from(await net.predict(hashed(one.seed, size))))
    net.dispose()
  }
  assert.deepEqual(answers, [answers[0], answers[0], answers[0]])
  await assert.rejects(loadTensorflowJs(join(folder, 'other.json'), reference()), { name: 'FormatError', code: 'missing-file' })
})
