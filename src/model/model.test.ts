import assert from 'node:assert/strict'
import { test } from 'node:test'
import { receptiveFields } from '../graph/receptiveField.ts'
import { add, avgPool2d, concat, conv2d, dense, flatten, globalAvgPool2d, maxPool2d, relu } from '../layers/index.ts'
import { lenet5 } from '../zoo/lenet5.ts'
import { modelFromJson } from './fromJson.ts'
import { graph, sequential } from './graph.ts'

/** The whole text that a call throws. */
function textOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
  throw new Error('it did not throw')
}

const residual = () =>
  graph('residual', [4, 8, 8], (image, apply) => {
    const inner = apply(conv2d({ filters: 4, kernelSize: 3, padding: 1, name: 'inner' }), image)
    const joined = apply(add(), apply(relu(), inner), image)
    const branch = apply(conv2d({ filters: 2, kernelSize: 1 }), joined)
    return apply(dense({ units: 3 }), apply(flatten(), apply(concat(), joined, branch)))
  })

test('LeNet-5 has the figures of the books', () => {
  const { layers, totals } = lenet5().summary()
  assert.equal(totals.parameters, 61706)
  assert.equal(totals.macs, 416520)
  assert.equal(totals.parameterBytes, 4 * 61706)
  const named = layers.filter(({ name }) => /^[CSF]\d$/.test(name))
  assert.deepEqual(
    named.map(({ parameters }) => parameters),
    [156, 0, 2416, 0, 48120, 10164],
  )
  assert.deepEqual(
    named.map(({ output }) => output),
    [[6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 5, 5], [120, 1, 1], [84]],
  )
  assert.deepEqual(
    named.slice(0, 5).map(({ receptiveField }) => receptiveField!.size[0]),
    [5, 6, 14, 16, 32],
  )
  assert.deepEqual(
    named.slice(0, 5).map(({ receptiveField }) => receptiveField!.jump[0]),
    [1, 2, 2, 4, 4],
  )
})

test('a summary prints as a table and is its own JSON', () => {
  const summary = sequential(
    'small',
    [1, 6, 6],
    [conv2d({ name: 'C1', filters: 2, kernelSize: 3 }), flatten(), dense({ units: 3 })],
  ).summary()
  assert.equal(
    String(summary),
    [
      'small   input 1×6×6',
      '───────────────────────────────────────────────────────────────',
      'layer     kind     output  parameters  MACs  bytes  field  jump',
      '───────────────────────────────────────────────────────────────',
      'C1        conv2d   2×4×4           20   288    128      3     1',
      'flatten1  flatten  32               0     0    128      3     1',
      'dense1    dense    3               99    96     12      6     –',
      '───────────────────────────────────────────────────────────────',
      'total                             119   384    268',
    ].join('\n'),
  )
  const json = JSON.parse(JSON.stringify(summary))
  assert.equal(json.layers[0].receptiveField.size[0], 3)
  assert.deepEqual(json.totals, { parameters: 119, macs: 384, bytes: 268, parameterBytes: 476 })
})

test('a model goes to JSON and back, branches too', () => {
  for (const model of [lenet5({ activation: 'relu', pooling: 'max' }), residual()]) {
    const back = modelFromJson(JSON.stringify(model))
    // Written, all names are said.
    const named = model.nodes.map((node) => ({ ...node, layer: { ...node.layer, name: node.name } }))
    assert.deepEqual(back.nodes, named)
    assert.deepEqual(JSON.parse(JSON.stringify(back)), JSON.parse(JSON.stringify(model)))
  }
})

test('a layer that is put into a written model renames no other', () => {
  const written = sequential(
    'm',
    [1, 8, 8],
    [conv2d({ filters: 2, kernelSize: 3 }), relu(), conv2d({ filters: 2, kernelSize: 3 })],
  )
  const json = JSON.parse(JSON.stringify(written))
  json.layers.splice(1, 0, { ...json.layers[0], name: undefined, filters: 2, kernelSize: 1 })
  assert.deepEqual(
    modelFromJson(JSON.stringify(json)).nodes.map(({ name }) => name),
    ['conv2d1', 'conv2d3', 'relu1', 'conv2d2'],
  )
})

test('the receptive field of a DAG is the hull of its paths', () => {
  const fields = receptiveFields(residual())
  assert.deepEqual(fields[2], { size: [3, 3], jump: [1, 1], start: [-1, -1], misaligned: false })
  const uneven = graph('uneven', [1, 9, 9], (image, apply) => {
    const left = apply(maxPool2d({ kernelSize: 2, stride: 1 }), image)
    const right = apply(conv2d({ filters: 1, kernelSize: 4, padding: [0, 0, 2, 2] }), image)
    return apply(globalAvgPool2d(), apply(concat(), left, right))
  })
  assert.deepEqual(receptiveFields(uneven)[2], { size: [4, 4], jump: [1, 1], start: [0, 0], misaligned: true })
  assert.deepEqual(receptiveFields(uneven)[3]!.size, [11, 11])
  assert.match(String(uneven.summary()), /\* paths of different stride or centre meet/)
})

test('errors of models say which layer of which model, and how to mend it', () => {
  assert.match(
    textOf(() =>
      sequential(
        'my model',
        [1, 32, 32],
        [
          conv2d({ filters: 6, kernelSize: 5 }),
          avgPool2d({ kernelSize: 2 }),
          conv2d({ name: 'C3', filters: 16, kernelSize: 5, stride: 2 }),
        ],
      ),
    ),
    /^ShapeError: layer 3 "C3" \(conv2d\) in "my model": .*not whole\./,
  )
  assert.equal(
    textOf(() => sequential('m', [28, 28], [flatten()])),
    'ShapeError: the input shape of "m" must be [channels, height, width] or [features], all whole and positive. Received: [28, 28].\n' +
      '  Fix: write [1, 28, 28] for a grey image.',
  )
  assert.equal(
    textOf(() => sequential('m', [1, 4, 4], [])),
    'OptionError: "m" has no layers.\n  Fix: give at least one layer.',
  )
  assert.equal(
    textOf(() => sequential('m', [1, 4, 4], [flatten({ name: 'a' }), relu({ name: 'a' })])),
    'OptionError: layers 1 and 2 of "m" are both named "a".\n  Fix: give each layer a name of its own.',
  )
  assert.equal(
    textOf(() => sequential('m', [1, 4, 4], [relu({ name: 'input' })])),
    'OptionError: layer 1 of "m" cannot be named "input".\n  Fix: choose another name.',
  )
  assert.match(
    textOf(() => sequential('m', [1, 4, 4], [{ kind: 'conv3d' }])),
    /^OptionError: layer 1 "conv3d1" \(conv3d\) in "m": there is no layer "conv3d"\.\n {2}Fix: did you mean "conv2d"\?/,
  )
  assert.match(
    textOf(() => sequential('m', [1, 4, 4], [relu as never])),
    /^OptionError: .*a layer is a value \{ kind, … \}/,
  )
  assert.equal(
    textOf(() => lenet5().find('C2')),
    'OptionError: "LeNet-5" has no layer "C2".\n  Fix: did you mean "C1"? Known: C1, tanh1, S2, C3, tanh2, S4, C5, tanh3, flatten1, F6, tanh4, output.',
  )
  assert.equal(
    textOf(() => sequential('', [1, 4, 4], [relu()])).split('\n')[0],
    'OptionError: the name of a model must be a string of 1 to 256 characters. Received: "".',
  )
})

test('errors of graphs', () => {
  assert.match(
    textOf(() =>
      graph('g', [1, 4, 4], (image, apply) => {
        apply(relu(), image)
        return apply(flatten(), image)
      }),
    ),
    /^OptionError: no layer reads layer 1 "relu1" of "g"\.\n {2}Fix: connect it to another layer, make it a further output, or leave it out\.$/,
  )
  assert.match(
    textOf(() => graph('g', [1, 4, 4], (image, apply) => apply(add(), image))),
    /it takes two or more inputs\. Received: 1\./,
  )
  assert.match(
    textOf(() => graph('g', [1, 4, 4], (_, apply) => apply(relu(), { position: 7 }))),
    /^OptionError: graph "g": \{ position \} is not a place in this graph\.\n {2}Fix: pass what `apply` returned, or the image\.$/,
  )
  assert.match(
    textOf(() =>
      graph('g', [1, 4, 4], (image, apply) => {
        const a = apply(relu(), image)
        apply(flatten(), a)
        return a
      }),
    ),
    /^OptionError: graph "g": the output is layer 1 of 2, so later layers are unused\./,
  )
})

test('what is no model is refused', () => {
  const wrong = (json: unknown) => textOf(() => modelFromJson(json as string))
  assert.match(wrong('{'), /^FormatError: this is not a Striate model: it is not JSON \(/)
  assert.equal(wrong({}), 'FormatError: this is not a Striate model: it lacks "format": "striate-model".')
  assert.equal(
    wrong({ format: 'striate-model', version: 2 }),
    'FormatError: this is not a Striate model: version 2 is not known here.\n  Fix: update Striate, or write the model with version 1.',
  )
  assert.equal(
    wrong({ format: 'striate-model', version: 1, layers: 3 }),
    'FormatError: this is not a Striate model: its "layers" must be a list. Received: 3.',
  )
  const head = { format: 'striate-model', version: 1, name: 'm', input: [1, 4, 4] }
  assert.equal(wrong({ ...head, layers: [5] }), 'FormatError: this is not a Striate model: layer 1 is not a layer. Received: 5.')
  assert.match(
    wrong({ ...head, layers: [{ kind: 'rellu' }] }),
    /layer 1 is of the unknown kind "rellu"\.\n {2}Fix: did you mean "relu"\?/,
  )
  assert.match(
    wrong({ ...head, layers: [{ kind: 'relu', inputs: ['imput'] }] }),
    /layer 1 reads "imput", but no earlier layer has that name\.\n {2}Fix: did you mean "input"\?/,
  )
  assert.match(
    wrong({ ...head, layers: [{ kind: 'conv2d', filters: -1, kernelSize: 3 }] }),
    /^OptionError: layer 1 "conv2d1" \(conv2d\) in "m": filters must be/,
  )
})

test('channels given last: said first', () => {
  const build = (input: [number, number, number], kernelSize = 3) => sequential('m', input, [conv2d({ filters: 2, kernelSize })])
  assert.throws(() => build([8, 8, 1]), /\n {2}Fix: channels come first: \[1, 8, 8\]\. Otherwise: use kernelSize 1/)
  // Channels first, or as many of one as of the other: nothing to say.
  assert.throws(
    () => build([1, 2, 2]),
    (error) => !String(error).includes('channels come first'),
  )
  assert.doesNotThrow(() => build([3, 8, 8]))
})

test('an input shape that is none: the batch size is spoken of only where there is one', () => {
  const made = (shape: unknown) => () => sequential('m', shape as number[], [relu()])
  assert.throws(made([8, 1, 28, 28]), { message: /\n {2}Fix: leave out the batch size: the shape is that of one image\.$/ })
  for (const shape of [[1, 0, 8], '28', []]) assert.throws(made(shape), (error: Error) => !error.message.includes('Fix'))
})
