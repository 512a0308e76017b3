/**
 * ONNX files, mutated byte by byte and field by field: each is a model whose layers fit, or an error of Striate's. What is
 * accepted and small is run, so that no error waits there.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { decode } from '../../src/formats/onnx/proto/decode.ts'
import { encode } from '../../src/formats/onnx/proto/encode.ts'
import { type ModelProto, modelProto } from '../../src/formats/onnx/proto/messages.ts'
import { readOnnx, writeOnnx } from '../../src/formats.ts'
import { reference } from '../../src/reference.ts'
import { layerCases } from '../layers/layerCases.ts'
import { caseModel } from '../onnx/caseModel.ts'
import { counted, floats, modelBytes, node, wholes } from '../onnx/models.ts'
import { type Draws, drawsOf, mutated } from './bytes.ts'
import { fuzz } from './cases.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

const files: Uint8Array[] = [
  modelBytes({
    x: ['N', 3, 4, 4],
    node: [
      node('Shape', ['x'], ['s']),
      node('Gather', ['s', 'zero'], ['n']),
      node('Unsqueeze', ['n', 'axis'], ['n1']),
      node('Concat', ['n1', 'rest'], ['target'], { axis: 0 }),
      node('Conv', ['x', 'conv.weight'], ['c'], { pads: [1, 1, 1, 1], strides: [2, 2] }),
      node('Relu', ['c'], ['r']),
      node('Reshape', ['r', 'target'], ['f']),
      node('Gemm', ['f', 'fc.weight', 'fc.bias'], ['y'], { transB: 1 }),
    ],
    initializer: [
      wholes('zero', [0], []),
      wholes('axis', [0]),
      wholes('rest', [-1]),
      floats('conv.weight', [2, 3, 3, 3], counted(54, 0.1)),
      floats('fc.weight', [2, 8], counted(16, 0.1)),
      floats('fc.bias', [2], [1, -1]),
    ],
  }),
]

before(async () => {
  // Few of each kind: together they have every operation that is written.
  for (const one of layerCases.filter((_, i) => i % 4 === 0 && layerCases[i]![0] !== 'convTranspose2d, groups, dilation'))
    files.push(await writeOnnx(await caseModel(one).open(reference(), { seed: 1 })))
})

const odd = ['Conv', 'Relu', 'Reshape', 'Slice', 'x', 'y', '\0', '../w'].map(utf8)
odd.push(
  Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f),
  Uint8Array.of(0x08, 0x96, 1),
  new Uint8Array(40),
  new Uint8Array(300).fill(0x0a),
)
const sizes = [0, 1, 2, 3, 4, 7, 16, -1, -2, 224, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 40, -(2 ** 53)]
const operations = [
  'Conv',
  'Gemm',
  'MatMul',
  'Reshape',
  'Transpose',
  'Concat',
  'Slice',
  'Split',
  'Gather',
  'Expand',
  'Pad',
  'Resize',
]
operations.push(
  'ReduceMean',
  'Softmax',
  'MaxPool',
  'AveragePool',
  'Add',
  'Mul',
  'Range',
  'ConstantOfShape',
  'Cast',
  'Where',
  'Shape',
  'Einsum',
)

/** Somewhere in the message a number, a name, a list or a list's element is another. */
function changed(value: unknown, draws: Draws, names: readonly string[]): unknown {
  if (value === undefined) return undefined
  if (typeof value === 'number') return draws.pick(sizes)
  if (typeof value === 'string') return draws.pick([...names, ...operations, '', 'x'.repeat(200)])
  if (value instanceof Uint8Array) return mutated(value, draws, odd)
  if (Array.isArray(value)) {
    if (value.length === 0) return value
    const i = draws.below(value.length)
    const without = value.filter((_, n) => n !== i)
    const ways = [
      () => without,
      () => [...value, value[i]],
      () => value.map((one, n) => (n === i ? changed(one, draws, names) : one)),
      () => [value[i], ...without],
    ]
    // Mostly further in.
    return draws.pick([...ways, ways[2]!, ways[2]!, ways[2]!])()
  }
  const keys = Object.keys(value as object)
  if (keys.length === 0) return value
  const key = draws.pick(keys)
  const object = value as Record<string, unknown>
  if (draws.below(12) === 0) return { ...object, [key]: undefined }
  return { ...object, [key]: changed(object[key], draws, names) }
}

/** The model, and its outputs where they are few. */
async function looked(bytes: Uint8Array): Promise<string> {
  const { model, weights } = readOnnx(bytes)
  const elements = model.nodes.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
  const work =
    model.macs + elements + Object.values(weights).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
  if (work > 1e5) return 'large'
  const net = await model.open(reference(), { seed: 1 })
  net.setParameters(weights)
  const made = await net.predict(new Float32Array(model.inputShape.reduce((a, b) => a * b, 1)).fill(0.5))
  assert.equal(
    made.length,
    model.outputShape.reduce((a, b) => a * b, 1),
  )
  net.dispose()
  return 'accepted'
}

test('ONNX files, byte by byte', async (t) => {
  const run = (i: number) => {
    const draws = drawsOf(40, i)
    return looked(mutated(draws.pick(files), draws, odd))
  }
  await fuzz(t, run, ['accepted', 'not-onnx', 'onnx-malformed'])
})

test('ONNX files, field by field', async (t) => {
  const run = (i: number) => {
    const draws = drawsOf(41, i)
    let proto: ModelProto = decode(modelProto, draws.pick(files), 'fuzz')
    const names = [
      ...(proto.graph?.node ?? []).flatMap(({ output = [] }) => output),
      ...(proto.graph?.initializer ?? []).map(({ name = '' }) => name),
    ]
    for (let n = 1 + draws.below(3); n > 0; n--)
      proto = { ...proto, graph: changed(proto.graph, draws, names) as ModelProto['graph'] & object }
    return looked(encode(modelProto, proto))
  }
  await fuzz(t, run, ['accepted', 'onnx-malformed', 'onnx-unsupported', 'onnx-shape', 'onnx-unknown-operation'])
})
