/**
 * The weights of TensorFlow.js models by hand: manifests that lie, shards, quantised numbers, and the layers that they belong
 * to.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chainOf, dense, denseWeights, inputOf, type MadeWeight, path } from '../../../test/handmadeKeras.ts'
import { readTensorflowJs } from './readTensorflowJs.ts'

const refuses = (
  { json, shards }: { json: object | string | Uint8Array; shards: Readonly<Record<string, Uint8Array>> },
  ...lines: string[]
) =>
  assert.throws(() => readTensorflowJs(json, shards), {
    name: 'FormatError',
    message: [`model.json: ${lines[0]}`, ...lines.slice(1)].join('\n'),
  })

const good = () => chainOf([inputOf(3), dense], denseWeights)
test('manifests that lie', () => {
  const { json, shards } = good()
  const made = (group: object, files: Readonly<Record<string, Uint8Array>> = shards) => ({
    json: { ...json, weightsManifest: [group] },
    shards: files,
  })
  const [kernel, bias] = (json.weightsManifest as { weights: object[] }[])[0]!.weights as [object, object]
  const weights = (...list: unknown[]) => made({ paths: [path], weights: list })
  for (const manifest of [
    3,
    [3],
    [{ paths: 'w.bin', weights: [] }],
    [{ paths: [1], weights: [] }],
    [{ paths: [], weights: [1] }],
  ])
    refuses({ json: { ...json, weightsManifest: manifest }, shards }, 'its "weightsManifest" is no list of { paths, weights }.')
  refuses(made({ paths: ['x.bin'], weights: [kernel, bias] }), 'the shard "x.bin" is missing.', '  given: "w.bin"')
  refuses(made({ paths: ['toString'], weights: [] }, {}), 'the shard "toString" is missing.', '  given: —')
  refuses(weights(kernel, kernel), 'its manifest names the weight "D/kernel" twice.')
  refuses(weights({ shape: [1], dtype: 'float32' }), 'a weight of its manifest has no name of 1 to 256 letters.')
  const many = Array.from({ length: 2 ** 16 + 1 }, (_, i) => ({ name: `w${i}`, shape: [0], dtype: 'bool' }))
  refuses(weights(...many), 'its manifest names more than 65536 weights.')
  refuses(weights(kernel), 'bytes are left over at the end of the shards.', '  the weights take 24 bytes; there are 32')
  refuses(
    weights(kernel, { ...bias, shape: [3] }),
    'the weight "D/bias" reaches beyond the end of its shards.',
    '  it takes 12 bytes from byte 24 on; there are 32',
  )
  for (const [shape, shown] of [
    [[-1], '[-1]'],
    [[1.5], '[1.5]'],
    ['3', '"3"'],
    [new Array(9).fill(1), '[1, 1, 1, 1, 1, 1, 1, 1, …]'],
    [[2 ** 40, 2 ** 40], '1099511627776×1099511627776'],
  ] as const)
    refuses(weights({ ...kernel, shape }), `the weight "D/kernel" has the impossible shape ${shown}.`)
  refuses(weights({ ...kernel, dtype: 'string' }), 'the weight "D/kernel" has the dtype "string"; float32, int32, bool are read.')
  refuses(
    weights({ ...kernel, quantization: { dtype: 'int4' } }),
    'the weight "D/kernel" is quantised as "int4" of float32; uint8, uint16, float16 are read.',
  )
  refuses(
    weights({ ...kernel, dtype: 'int32', quantization: { dtype: 'float16' } }),
    'the weight "D/kernel" is quantised as "float16" of int32; uint8, uint16, float16 are read.',
  )
  refuses(
    weights({ ...kernel, quantization: { dtype: 'uint8', scale: '1', min: null } }),
    'the weight "D/kernel" is quantised without a scale and a min that are numbers: "1", null.',
  )
})

test('weights that do not belong to their layers', () => {
  const made = (...weights: MadeWeight[]) => chainOf([inputOf(3), dense], weights)
  const [kernel, bias] = denseWeights as [MadeWeight, MadeWeight]
  const at = 'layer "D" (Dense): '
  refuses(made(), `${at}its weight "kernel" is missing.`)
  refuses(made(bias), `${at}its weight "kernel" is missing.`, '  Fix: the weights are named "D/bias".')
  refuses(made(['D/kernel', [2, 3]], bias), `${at}its weight "D/kernel" must be 3×2; it is 2×3.`)
  refuses(made(kernel, bias, ['E/kernel', [1]]), 'weights of it belong to no layer.', '  "E/kernel"')
  refuses(
    made(['a/D/kernel', [3, 2]], ['b/D/kernel', [3, 2]], bias),
    `${at}two weights may be its "kernel": "a/D/kernel" and "b/D/kernel".`,
  )
  const whole = made(kernel, bias)
  const [group] = whole.json.weightsManifest as { weights: Record<string, unknown>[] }[]
  group!.weights[0]!.dtype = 'int32'
  refuses(whole, `${at}its weight "D/kernel" is not of real numbers.`)
  // As Keras names them, with a number behind; the optimizer's are passed over.
  const { json, shards } = made(['x/D/kernel:0', [3, 2]], ['D/cell/bias', [2]], ['Adam/iterations', [1]])
  const specs = (json.weightsManifest as { weights: Record<string, unknown>[] }[])[0]!.weights
  specs[2]!.group = 'optimizer'
  assert.deepEqual(Object.keys(readTensorflowJs(json, shards).weights), ['D.weight', 'D.bias'])
})

test('weights in several shards, cut anywhere; int32, bool and quantised ones', () => {
  const { json, shards } = good()
  const [group] = json.weightsManifest as { weights: Record<string, unknown>[] }[]
  const bytes = shards[path]
  const cut = { a: bytes.subarray(0, 5), b: bytes.subarray(5, 5), c: bytes.subarray(5) }
  const { weights } = readTensorflowJs({ ...json, weightsManifest: [{ ...group, paths: ['a', 'b', 'c'] }] }, cut)
  assert.deepEqual(weights['D.weight']!.data, Float32Array.of(1, 3, 5, 2, 4, 6))
  const packed = [
    { ...group!.weights[0], quantization: { dtype: 'uint16', scale: 0.5, min: -1 } },
    { ...group!.weights[1], quantization: { dtype: 'uint8', scale: 2, min: 1 } },
    { name: 'int', shape: [1], dtype: 'int32', group: 'optimizer', quantization: { dtype: 'uint8', scale: 1.2, min: 0 } },
    { name: 'flag', shape: [2], dtype: 'bool', group: 'optimizer' },
  ]
  const few = Uint8Array.of(...new Uint8Array(Uint16Array.of(0, 1, 2, 3, 4, 5).buffer), 7, 0, 3, 1, 0)
  const read = readTensorflowJs({ ...json, weightsManifest: [{ paths: ['w'], weights: packed }] }, { w: few }).weights
  assert.deepEqual(read['D.weight']!.data, Float32Array.of(-1, 0, 1, -0.5, 0.5, 1.5))
  assert.deepEqual(read['D.bias']!.data, Float32Array.of(15, 1))
})
