/** Models that were made to take all time or memory: each is refused at once, or read and summed up. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FormatError, modelFromJson, OptionError, ShapeError } from '../../src/index.ts'

const big = 2 ** 31 - 1
const json = (input: unknown, layers: unknown) =>
  ({ format: 'striate-model', version: 1, name: 'hostile', input, layers }) as never
const model = (input: unknown, ...layers: unknown[]) => modelFromJson(json(input, layers))

/** The whole text that a model is refused with. */
function refusal(make: () => unknown, kind: typeof ShapeError | typeof OptionError | typeof FormatError): string {
  let text = ''
  assert.throws(make, (error: Error) => {
    assert.ok(error instanceof kind, String(error.stack))
    text = String(error)
    return true
  })
  return text
}

test('a huge stride: the fixes are computed, not searched for', () => {
  assert.equal(
    refusal(() => model([1, 28, 28], { kind: 'maxPool2d', kernelSize: 2, stride: 1e9 }), ShapeError),
    `ShapeError: layer 1 "maxPool2d1" (maxPool2d) in "hostile": the output height and width are not whole.
  (28 + 2·0 − 2) / 1000000000 + 1 = 1.000000026        input 1×28×28, kernelSize 2×2, stride 1000000000, padding 0
  Fix: use stride 26 (2×2), kernelSize 28 (1×1),
       or rounding: 'floor', as in PyTorch (1×1; the last 26 rows and columns are never read).`,
  )
  const conv = (stride: number) => ({ kind: 'conv2d', filters: 1, kernelSize: 5, stride })
  assert.match(
    refusal(() => model([1, 32, 32], conv(1e9)), ShapeError),
    /Fix: use stride 27 \(2×2\), kernelSize 32 \(1×1\), padding \[/,
  )
  // No divisor of 10⁹ + 7 − 1 lies near: stride 1 always is one.
  assert.match(
    refusal(() => model([1, 1, 1_000_000_007], { ...conv(1e9 - 7), kernelSize: [1, 2] }), ShapeError),
    /Fix: use stride \d/,
  )
})

test('a huge pooling window, wide images', () => {
  assert.match(
    refusal(() => model([1, 28, 28], { kind: 'maxPool2d', kernelSize: 1e9, padding: 5e8 }), ShapeError),
    /not whole[\s\S]*stride 28 \(2×2\)/,
  )
  assert.equal(
    refusal(() => model([1, 2 ** 32, 28], { kind: 'maxPool2d', kernelSize: 2 }), ShapeError),
    'ShapeError: the input shape of "hostile" must be [channels, height, width] or [features], all whole and positive. Received: [1, 4294967296, 28].\n' +
      '  Fix: use at most 1,099,511,627,776 values per image, and 2,147,483,647 in one dimension.',
  )
  assert.deepEqual(model([1, big - 1, 28], { kind: 'maxPool2d', kernelSize: 2 }).outputShape, [1, 2 ** 30 - 1, 14])
  // The loop over windows would take 2³⁰ · 3 turns.
  assert.match(
    refusal(() => model([1, big, 4], { kind: 'maxPool2d', kernelSize: 2, stride: 1, padding: [2, 0, 0, 0] }), ShapeError),
    /covers no pixels/,
  )
})

test('what no memory holds is refused with the numbers', () => {
  assert.equal(
    refusal(() => model([2 ** 21], { kind: 'dense', units: 2 ** 20 }), ShapeError),
    `ShapeError: layer 1 "dense1" (dense) in "hostile": its parameter "weight" is too large for any memory.
  1048576×2097152 = 2,199,023,255,552 values; at most 1,099,511,627,776, and 2,147,483,647 in one dimension
  Fix: make the input smaller, or the layer: fewer filters or units, a smaller kernel, a larger stride.`,
  )
  assert.match(
    refusal(() => model([1, 2 ** 15, 2 ** 15], { kind: 'conv2d', filters: 2048, kernelSize: 1 }), ShapeError),
    /: its output is too large for any memory\.\n {2}2048×32768×32768 = 2,199,023,255,552 values/,
  )
  assert.equal(
    refusal(() => model([1, 4, 4], { kind: 'maxPool2d', kernelSize: big, dilation: 3, stride: 1, padding: 'same' }), ShapeError),
    `ShapeError: layer 1 "maxPool2d1" (maxPool2d) in "hostile": its window is too large.
  kernelSize 2147483647×2147483647, dilation 3×3: 6,442,450,939 × 6,442,450,939 pixels; at most 2,147,483,647 in each direction
  Fix: use a smaller kernel or dilation.`,
  )
})

test('many layers, many inputs, many paths', () => {
  const relus = (count: number) => Array.from({ length: count }, () => ({ kind: 'relu' }))
  assert.equal(model([1, 2, 2], ...relus(10_000)).summary().layers.length, 10_000)
  assert.equal(
    refusal(() => modelFromJson(json([1, 2, 2], relus(16_385))), OptionError),
    'OptionError: "hostile" has 16,385 layers; a model has at most 16,384.\n  Fix: split it into several models.',
  )
  assert.match(
    refusal(() => model([1, 2, 2], { kind: 'concat', inputs: Array(200_000).fill('input') }), ShapeError),
    /: it takes at most 4,096 inputs\. Received: 200,000\.\n {2}Fix: join some of them first\.$/,
  )
  const uneven = { kind: 'add', inputs: [...Array(3000).fill('relu1'), 'input', 'flatten1'] }
  assert.match(
    refusal(() => model([1, 2, 2], { kind: 'relu' }, { kind: 'flatten' }, uneven), ShapeError),
    /input 16: 1×2×2\n {2}… and 2986 more\n/,
  )
  const diamonds = Array.from({ length: 160 }, (_, i) => {
    const inputs = [i ? `sum${i - 1}` : 'input']
    return [
      { kind: 'relu', name: `left${i}`, inputs },
      { kind: 'tanh', name: `right${i}`, inputs },
      { kind: 'add', name: `sum${i}`, inputs: [`left${i}`, `right${i}`] },
    ]
  })
  assert.equal(model([1, 2, 2], ...diamonds.flat()).summary().layers.length, 480)
})

test('a receptive field beyond whole numbers', () => {
  const deep = model([1, 1, 1], ...Array.from({ length: 60 }, () => ({ kind: 'conv2d', filters: 1, kernelSize: 1, stride: 2 })))
  assert.equal(
    refusal(() => deep.summary(), ShapeError),
    `ShapeError: layer 53 "conv2d53" (conv2d) in "hostile": its receptive field is too large to compute.
  1 × 1 pixel, 9007199254740992 × 9007199254740992 apart; at most 9,007,199,254,740,991
  Fix: use smaller kernels, strides and dilations in it and in the layers before it.`,
  )
})

test('"inputs" that are no list of names', () => {
  for (const [inputs, shown] of [
    [5, '5'],
    [null, 'null'],
    ['relu1', '"relu1"'],
    [[null], '[null]'],
    [[['input']], '[["input"]]'],
    [[[[[5]]]], '[[[…]]]'],
    [{ a: 1 }, '{ a }'],
  ] as const)
    assert.equal(
      refusal(() => model([1, 2, 2], { kind: 'relu', inputs }), FormatError),
      `FormatError: this is not a Striate model: the "inputs" of layer 1 must be a list of names. Received: ${shown}.\n` +
        '  Fix: name earlier layers or "input", or leave "inputs" out: then the layer reads the one before it.',
    )
})

test('JSON that is nested deeply', () => {
  for (const depth of [101, 20_000, 1_000_000])
    assert.equal(
      refusal(() => modelFromJson(`{"format":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`), FormatError),
      `FormatError: this is not a Striate model: its objects and lists are nested ${depth} deep; at most 100 are allowed.`,
    )
})

test('long names and kinds: short errors, compared with nothing', () => {
  const long = 'k'.repeat(2_000_000)
  const shown = `"${'k'.repeat(57)}…"`
  assert.equal(
    refusal(() => model([1, 2, 2], { kind: long }), FormatError).split('\n')[0],
    `FormatError: this is not a Striate model: layer 1 is of the unknown kind ${shown}.`,
  )
  assert.equal(
    refusal(() => model([1, 2, 2], { kind: 'relu', name: long }), OptionError),
    `OptionError: layer 1 "${'k'.repeat(59)}…" (relu) in "hostile": name must be a string of at most 256 characters. Received: ${shown}.`,
  )
  assert.equal(
    refusal(() => model([1, 2, 2], { kind: 'relu', [long]: 1 }), OptionError).split('\n')[0],
    `OptionError: layer 1 "relu1" (relu) in "hostile": relu has no option ${shown}.`,
  )
  assert.equal(
    refusal(() => modelFromJson({ ...(json([1, 2, 2], [{ kind: 'relu' }]) as object), name: long } as never), OptionError).split(
      '\n',
    )[0],
    `OptionError: the name of a model must be a string of 1 to 256 characters. Received: ${shown}.`,
  )
  const named = Array.from({ length: 3000 }, (_, i) => ({ kind: 'relu', name: 'n'.repeat(200) + i }))
  assert.match(
    refusal(() => model([1, 2, 2], ...named, { kind: 'relu', inputs: ['k'.repeat(20_000)] }), FormatError),
    /, but no earlier layer has that name\.\n {2}Fix: use one of: input, n{39}…, [n…, ]+ … \(\+2977\)\.$/,
  )
})

test('layers named like what every object has', () => {
  assert.deepEqual(
    model([1, 2, 2], { kind: 'relu', name: '__proto__' }, { kind: 'relu', name: 'constructor', inputs: ['__proto__'] }).nodes.map(
      ({ name }) => name,
    ),
    ['__proto__', 'constructor'],
  )
  assert.match(
    refusal(() => model([1, 2, 2], { kind: 'constructor' }), FormatError),
    /unknown kind "constructor"/,
  )
})
