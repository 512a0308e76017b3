/**
 * TensorFlow.js models, mutated where their parts are: values anywhere in model.json, layers and connections put elsewhere,
 * bytes of its text and of the shards. What is accepted is a model whose weights are all there.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTensorflowJs } from '../../src/formats.ts'
import { cases } from '../golden/expected.ts'
import { type Draws, drawsOf, mutated } from './bytes.ts'
import { fuzz } from './cases.ts'

interface Case {
  readonly model: object
  readonly shards: Readonly<Record<string, string>>
}

const all = [...cases<Case>('tensorflowjs'), ...cases<Case>('keras')].map(({ model, shards }) => ({
  text: JSON.stringify(model),
  shards: Object.fromEntries(Object.entries(shards).map(([path, bytes]) => [path, new Uint8Array(Buffer.from(bytes, 'base64'))])),
}))
const utf8 = (text: string) => new TextEncoder().encode(text)

type Parent = Record<string | number, unknown>

/** Every place in a JSON value. */
function placesOf(value: unknown, found: { parent: Parent; key: string | number; value: unknown }[] = []) {
  if (typeof value !== 'object' || value === null) return found
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    const parent = value as Parent
    found.push({ parent, key, value: parent[key] })
    placesOf(parent[key], found)
  }
  return found
}

const odd: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 2, 3, 0.5, 1e9, 2 ** 31, 2 ** 53, -0, 1e308, '', 'x', '__proto__', '../x', 'same', 'valid'],
  ...[
    'channels_first',
    'channels_last',
    'relu',
    'softmax',
    'Sequential',
    'Functional',
    'Flatten',
    'Concatenate',
    'Dense',
    'Conv2D',
    'InputLayer',
  ],
  ...[
    'LayerNormalization',
    'BatchNormalization',
    'PReLU',
    'Reshape',
    'Permute',
    'GlobalAveragePooling2D',
    'UpSampling2D',
    'Add',
    'input',
  ],
  ...[
    [],
    {},
    [1],
    [1, 1],
    [2, 2],
    [0, 0],
    [-1, 4],
    [
      [1, 0],
      [0, 1],
    ],
    [[]],
    { class_name: 'ReLU', config: { max_value: 6 } },
    'x'.repeat(3000),
  ],
  ...[{ dtype: 'uint8', scale: 1e308, min: -1e308 }, { dtype: 'float16' }, [['image', 0, 0, {}]], { args: [], kwargs: {} }],
]

/** One to three values replaced, left out, doubled or exchanged with one from elsewhere. */
function changed(json: unknown, { below, pick }: Draws): unknown {
  for (let n = 1 + below(3); n > 0; n--) {
    const everywhere = placesOf(json)
    // Mostly what layers say of themselves: the larger part of the places are shapes and names of weights.
    const configs = everywhere
      .filter(({ key, parent, value }) => key === 'config' && 'class_name' in parent && !Object.hasOwn(Object(value), 'layers'))
      .flatMap(({ value }) => placesOf(value))
    const places = below(4) > 0 && configs.length > 0 ? configs : everywhere
    const { parent, key } = pick(places)
    const other = pick(places)
    const how = below(8)
    if (how < 3) parent[key] = structuredClone(pick(odd))
    else if (how === 3) parent[key] = structuredClone(other.value)
    else if (how === 4 && Array.isArray(parent)) parent.splice(key as number, 1)
    else if (how === 5 && Array.isArray(parent)) parent.splice(below(parent.length + 1), 0, structuredClone(parent[key]))
    else if (how === 6 && typeof parent[key] === 'number') parent[key] += below(5) - 2
    else delete parent[key]
  }
  return json
}

function whole({ model, weights }: ReturnType<typeof readTensorflowJs>): string {
  const wanted = new Map<string, number>()
  for (const { name, parameters, state } of model.nodes)
    for (const [key, { shape }] of Object.entries({ ...parameters, ...state }))
      wanted.set(
        `${name}.${key}`,
        shape.reduce((a, b) => a * b, 1),
      )
  assert.deepEqual(Object.keys(weights).sort(), [...wanted.keys()].sort())
  for (const [name, size] of wanted) assert.equal(weights[name]!.data.length, size)
  assert.ok(String(model.summary()).length > 0)
  return 'accepted'
}

test('models of TensorFlow.js: values of model.json', async (t) => {
  const run = (i: number) => {
    const draws = drawsOf(50, i)
    const { text, shards } = draws.pick(all)
    const options = draws.below(4) === 0 ? { like: draws.pick(['keras', 'tensorflowjs'] as const) } : undefined
    return whole(readTensorflowJs(changed(JSON.parse(text), draws) as object, shards, options))
  }
  await fuzz(t, run, ['accepted', 'layer', 'bad-topology', 'input-shape', 'bad-manifest', 'bad-weight'])
})

test('models of TensorFlow.js: bytes of model.json and of the shards', async (t) => {
  const pieces = [
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '1e999',
    'null',
    '\\u0000',
    '[['.repeat(2000),
    '9'.repeat(400),
    '\0',
    '\\',
    '"class_name":"Add",',
  ].map(utf8)
  const run = (i: number) => {
    const draws = drawsOf(51, i)
    const { text, shards } = draws.pick(all)
    if (draws.below(2) === 0) return whole(readTensorflowJs(mutated(utf8(text), draws, pieces), shards))
    const path = draws.pick(Object.keys(shards))
    return whole(readTensorflowJs(JSON.parse(text) as object, { ...shards, [path]: mutated(shards[path]!, draws, pieces) }))
  }
  await fuzz(t, run, ['accepted', 'bad-json', 'truncated', 'trailing-bytes'])
})
