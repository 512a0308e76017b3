/** What files from elsewhere say in ways of their own, and what is refused. Long because it writes a model for each. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counted, floats, modelBytes, node, value, wholes } from '../../../test/onnx/models.ts'
import { reference } from '../../backends/reference/reference.ts'
import { readOnnx } from './readOnnx.ts'

/** What the model makes of images, each by itself. */
async function run(bytes: Uint8Array, images: readonly (readonly number[])[], files?: ReadonlyMap<string, Uint8Array>) {
  const { model, weights } = readOnnx(bytes, { files })
  const net = await model.open(reference(), { seed: 1 })
  net.setParameters(weights)
  const made: number[][] = []
  for (const image of images) made.push([...(await net.predict(Float32Array.from(image)))])
  return { model, made }
}

const image = counted(12)
const linear = { initializer: [floats('fc.weight', [2, 12], counted(24, 0.1)), floats('fc.bias', [2], [1, -1])] }
const gemm = node('Gemm', ['f', 'fc.weight', 'fc.bias'], ['y'], { transB: 1 })
const expected = [0, 1].map((unit) =>
  image.reduce((sum, x, i) => sum + x * Math.fround(counted(24, 0.1)[unit * 12 + i]!), unit ? -1 : 1),
)
const near = (made: readonly number[], wanted: readonly number[]) => {
  assert.equal(made.length, wanted.length)
  for (const [i, x] of made.entries()) assert.ok(Math.abs(x - wanted[i]!) < 1e-4, `${made} is not ${wanted}`)
}

test('a layer is called as its weights are', async () => {
  const { model, made } = await run(modelBytes({ ...linear, x: ['N', 3, 2, 2], node: [node('Flatten', ['x'], ['f']), gemm] }), [
    image,
  ])
  assert.deepEqual(
    model.nodes.map(({ name }) => name),
    ['f', 'fc'],
  )
  near(made[0]!, expected)
})

test('weights in Constant nodes, and names of nodes as PyTorch writes them', async () => {
  const [weight, bias] = linear.initializer
  const nodes = [
    node('Constant', [], ['w'], { value: { ...weight!, name: '' } }),
    node('Constant', [], ['b'], { value: bias! }),
    node('Flatten', ['x'], ['f']),
    node('Gemm', ['f', 'w', 'b'], ['y'], { transB: 1 }, { name: '/layer1/layer1.0/fc/Gemm' }),
  ]
  const { model, made } = await run(modelBytes({ x: ['N', 3, 2, 2], node: nodes }), [image])
  assert.equal(model.nodes.at(-1)!.name, 'layer1.0.fc')
  near(made[0]!, expected)
})

for (const [what, x] of [
  ['of any number of images', ['N', 3, 2, 2]],
  ['of one', [1, 3, 2, 2]],
] as const)
  test(`the shape of a Reshape worked out from the input, ${what}`, async () => {
    const nodes = [
      node('Shape', ['x'], ['s']),
      node('Gather', ['s', 'zero'], ['n']),
      node('Unsqueeze', ['n', 'axis'], ['n1']),
      node('Concat', ['n1', 'rest'], ['target'], { axis: 0 }),
      node('Reshape', ['x', 'target'], ['f']),
      gemm,
    ]
    const initializer = [...linear.initializer, wholes('zero', [0], []), wholes('axis', [0]), wholes('rest', [-1])]
    const { made } = await run(modelBytes({ x, node: nodes, initializer }), [image])
    near(made[0]!, expected)
  })

test('nothing is worked out of the number of images', () => {
  const nodes = [node('Shape', ['x'], ['s']), node('Mul', ['s', 'two'], ['t']), node('Reshape', ['x', 't'], ['y'])]
  assert.throws(() => readOnnx(modelBytes({ x: ['N', 3, 2, 2], node: nodes, initializer: [wholes('two', [2], [])] })).weights, {
    name: 'FormatError',
    message: /^Reshape of node "y"|^Mul of node "t" \(opset 17\) cannot be translated: it computes with the number of images/,
  })
})

test('functions of the model’s own are written out, with their attributes, one within the other', async () => {
  const functions = [
    {
      name: 'Head',
      domain: 'own',
      input: ['a', 'w', 'b'],
      output: ['c'],
      attribute: ['turned'],
      node: [
        node('Flat', ['a'], ['f'], {}, { domain: 'own' }),
        node('Gemm', ['f', 'w', 'b'], ['c'], {}, { attribute: [{ name: 'transB', type: 2, refAttrName: 'turned' }] }),
      ],
      opsetImport: [{ version: 17 }, { domain: 'own', version: 1 }],
    },
    {
      name: 'Flat',
      domain: 'own',
      input: ['a'],
      output: ['f'],
      node: [node('Flatten', ['a'], ['f'])],
      opsetImport: [{ version: 13 }],
    },
  ]
  const call = node('Head', ['x', 'fc.weight', 'fc.bias'], ['y'], { turned: 1 }, { domain: 'own' })
  const more = { functions, opsetImport: [{ version: 17 }, { domain: 'own', version: 1 }] }
  const { made } = await run(modelBytes({ ...linear, x: ['N', 3, 2, 2], node: [call] }, more), [image])
  near(made[0]!, expected)
  const circle = [
    { name: 'F', domain: 'own', input: ['a'], output: ['b'], node: [node('F', ['a'], ['b'], {}, { domain: 'own' })] },
  ]
  assert.throws(
    () =>
      readOnnx(
        modelBytes(
          { x: ['N', 4], node: [node('F', ['x'], ['y'], {}, { domain: 'own' })] },
          { functions: circle, opsetImport: more.opsetImport },
        ),
      ),
    {
      message: /functions call functions 32 deep: "F"/,
    },
  )
})

test('numbers in a file beside the model: found by its path, and bounded', async () => {
  const outside = (location: string, offset: number, length: number) => ({
    name: 'fc.weight',
    dims: [2, 12],
    dataType: 1,
    dataLocation: 1,
    externalData: [
      { key: 'location', value: location },
      { key: 'offset', value: String(offset) },
      { key: 'length', value: String(length) },
    ],
  })
  const bytes = (location: string, offset = 4, length = 96) =>
    modelBytes({
      x: ['N', 3, 2, 2],
      node: [node('Flatten', ['x'], ['f']), gemm],
      initializer: [outside(location, offset, length), linear.initializer[1]!],
    })
  const file = new Uint8Array(100)
  file.set(new Uint8Array(Float32Array.from(counted(24, 0.1)).buffer), 4)
  const { made } = await run(bytes('w.data'), [image], new Map([['w.data', file]]))
  near(made[0]!, expected)
  assert.throws(() => readOnnx(bytes('w.data')), {
    code: 'onnx-external-missing',
    message: /"fc\.weight" lie in the file "w\.data"/,
  })
  for (const [offset, length] of [
    [8, 96],
    [4, 97],
    [200, 96],
  ] as const)
    assert.throws(() => readOnnx(bytes('w.data', offset, length), { files: new Map([['w.data', file]]) }), {
      code: 'onnx-malformed',
    })
})

test('operator sets of other years: attributes that became inputs, old softmax, old broadcasting', async () => {
  const old = (version: number) => ({ opsetImport: [{ version }] })
  const clip = modelBytes({ x: ['N', 4], node: [node('Clip', ['x'], ['y'], { min: { float: -1 }, max: { float: 1 } })] }, old(6))
  near((await run(clip, [[-3, -0.5, 0.5, 3]])).made[0]!, [-1, -0.5, 0.5, 1])
  // Before version 13 softmax goes over all axes from its own on.
  const softmax = (version: number) =>
    modelBytes({ x: ['N', 2, 1, 2], node: [node('Softmax', ['x'], ['y'], { axis: 1 })] }, old(version))
  near((await run(softmax(11), [[0, 0, 0, 0]])).made[0]!, [0.25, 0.25, 0.25, 0.25])
  near((await run(softmax(13), [[0, 0, 0, 0]])).made[0]!, [0.5, 0.5, 0.5, 0.5])
  const add = modelBytes(
    {
      x: ['N', 2, 1, 2],
      node: [node('Add', ['x', 'b'], ['y'], { broadcast: 1, axis: 1 })],
      initializer: [floats('b', [2], [10, 20])],
    },
    old(6),
  )
  near((await run(add, [[1, 2, 3, 4]])).made[0]!, [11, 12, 23, 24])
  const pad = modelBytes(
    { x: ['N', 1, 1, 2], node: [node('Pad', ['x'], ['y'], { pads: [0, 0, 0, 1, 0, 0, 0, 0], value: { float: 9 } })] },
    old(9),
  )
  near((await run(pad, [[1, 2]])).made[0]!, [9, 1, 2])
  const squeeze = modelBytes({ x: ['N', 2, 1, 1], node: [node('Squeeze', ['x'], ['y'], { axes: [2, 3] })] }, old(11))
  near((await run(squeeze, [[1, 2]])).made[0]!, [1, 2])
})

test('a model of several outputs, one of them the image itself', async () => {
  const bytes = modelBytes({ x: ['N', 3], y: [{ name: 'y' }, { name: 'x' }], node: [node('Relu', ['x'], ['y'])] })
  const { model } = readOnnx(bytes)
  assert.equal(model.outputs.length, 2)
})

const weightOf = (dims: readonly number[]) => floats('w', dims, counted(dims.reduce((a, b) => a * b, 1)))
const refused: readonly [string, Uint8Array, RegExp][] = [
  [
    'an operation that is not known',
    modelBytes({ x: ['N', 4], node: [node('TopK', ['x'], ['y'])] }),
    /the operation TopK of node "y" is not known here\.\n {2}opset 17/,
  ],
  [
    'a domain of its own',
    modelBytes(
      { x: ['N', 4], node: [node('Thing', ['x'], ['y'], {}, { domain: 'com.example' })] },
      { opsetImport: [{ version: 17 }, { domain: 'com.example', version: 1 }] },
    ),
    /operation com\.example\.Thing of node "y"/,
  ],
  [
    'softmax over the batch',
    modelBytes({ x: ['N', 4], node: [node('Softmax', ['x'], ['y'], { axis: 0 })] }),
    /it goes along axis 0, the batch/,
  ],
  [
    'a transposed batch',
    modelBytes({ x: ['N', 4], node: [node('Transpose', ['x'], ['y'])] }),
    /it moves the batch: its perm is \[1, 0\]/,
  ],
  [
    'a batch that grows',
    modelBytes({ x: [1, 3, 1, 1], node: [node('Expand', ['x', 's'], ['y'])], initializer: [wholes('s', [3, 3, 1, 1])] }),
    /it makes the shape \[3, 3, 1, 1\]/,
  ],
  [
    'dropout that trains',
    modelBytes({
      x: ['N', 4],
      node: [node('Dropout', ['x', 'r', 't'], ['y'])],
      initializer: [floats('r', [], [0.5]), { name: 't', dims: [], dataType: 9, rawData: Uint8Array.of(1) }],
    }),
    /it is in training mode/,
  ],
  [
    'a window over volumes',
    modelBytes({ x: ['N', 1, 4, 4], node: [node('Conv', ['x', 'w'], ['y'])], initializer: [weightOf([1, 1, 2, 2, 2])] }),
    /its weight has the shape \[1, 1, 2, 2, 2\]/,
  ],
  [
    'no number of images',
    modelBytes({ x: ['N', 'C', 4, 4], node: [node('Relu', ['x'], ['y'])] }),
    /its input "x" has the shape \[N, C, 4, 4\]/,
  ],
  [
    'two images',
    modelBytes(
      { x: ['N', 4], node: [node('Add', ['x', 'z'], ['y'])] },
      {
        graph: {
          input: [value('x', ['N', 4]), value('z', ['N', 4])],
          output: [{ name: 'y' }],
          node: [node('Add', ['x', 'z'], ['y'])],
        },
      },
    ),
    /it has 2 inputs \("x", "z"\)/,
  ],
  [
    'a value that nothing gives',
    modelBytes({ x: ['N', 4], node: [node('Add', ['x', 'ghost'], ['y'])] }),
    /reads "ghost", which nothing before it gives/,
  ],
  [
    'an output that nothing gives',
    modelBytes({ x: ['N', 4], y: [{ name: 'ghost' }], node: [] }),
    /no operation gives its output "ghost"/,
  ],
  [
    'numbers that do not fill their shape',
    modelBytes({ x: ['N', 4], node: [node('Add', ['x', 'w'], ['y'])], initializer: [floats('w', [5], [1])] }),
    /the tensor "w" has 1 number, but its shape \[5\] wants 5/,
  ],
  [
    'an operator set of the future',
    modelBytes({ x: ['N', 4], node: [node('Relu', ['x'], ['y'])] }, { opsetImport: [{ version: 99 }] }),
    /opset 99; known here are 1 to 26/,
  ],
  [
    'shapes that do not fit',
    modelBytes({ x: ['N', 4], node: [node('Add', ['x', 'w'], ['y'])], initializer: [weightOf([3])] }),
    /Add "y": .*same shape/,
  ],
]
for (const [what, bytes, message] of refused)
  test(`refused: ${what}`, () => {
    assert.throws(() => readOnnx(bytes), { name: 'FormatError', message })
  })

test('files that are none, and files that are cut off', () => {
  const whole = modelBytes({ ...linear, x: ['N', 3, 2, 2], node: [node('Flatten', ['x'], ['f']), gemm] })
  for (const bytes of [
    new Uint8Array(),
    Uint8Array.of(1, 2, 3),
    new TextEncoder().encode('<html>'),
    whole.subarray(0, whole.length - 9),
  ])
    assert.throws(() => readOnnx(bytes), { name: 'FormatError' })
})

test('paths that lead out of the model’s folder are refused', async () => {
  const { onnxFiles } = await import('./readOnnx.ts')
  const bytes = (location: string) =>
    modelBytes({
      x: ['N', 4],
      node: [],
      initializer: [{ name: 'w', dims: [1], dataType: 1, dataLocation: 1, externalData: [{ key: 'location', value: location }] }],
    })
  assert.deepEqual(onnxFiles(bytes('data/w.bin')), ['data/w.bin'])
  for (const path of ['../w.bin', '/etc/passwd', 'a/../../w.bin', 'C:\\w.bin', '', 'a\\w.bin', 'a\0b'])
    assert.throws(() => onnxFiles(bytes(path)), { code: 'onnx-external-outside' }, path)
})

test('windows of even sizes, logarithms of what rounds to 0, scales in single precision', async () => {
  // One channel, and the one behind it: x / (k + α/n·(x₁² + x₂²))^β.
  const lrn = node('LRN', ['x'], ['y'], { size: 2, alpha: { float: 2 }, beta: { float: 1 }, bias: { float: 1 } })
  const [made] = (await run(modelBytes({ x: ['N', 3, 1, 1], node: [lrn] }), [[1, 2, 3]])).made
  near(made!, [1 / 6, 2 / 14, 3 / 10])
  const far = [[0, -200, -1000]]
  near((await run(modelBytes({ x: ['N', 3], node: [node('LogSoftmax', ['x'], ['y'])] }), far)).made[0]!, [0, -200, -1000])
  const old = modelBytes({ x: ['N', 3], node: [node('LogSoftmax', ['x'], ['y'])] }, { opsetImport: [{ version: 11 }] })
  near((await run(old, far)).made[0]!, [0, -200, -1000])
  const sum = node('ReduceLogSumExp', ['x'], ['y'], { axes: [1], keepdims: 0 })
  near((await run(modelBytes({ x: ['N', 3, 1], node: [sum] }), [[1000, 1000, 0]])).made[0]!, [1000 + Math.log(2)])
  const resize = node('Resize', ['x', '', 's'], ['y'], { mode: 'nearest' })
  const { model } = readOnnx(
    modelBytes({ x: ['N', 1, 10, 10], node: [resize], initializer: [floats('s', [4], [1, 1, 0.7, 0.7])] }),
  )
  assert.deepEqual(model.outputShape, [1, 7, 7])
})
