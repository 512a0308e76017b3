/**
 * The recipes of an op and of a layer, as CONTRIBUTING.md tells them, walked in a copy of the sources with a made-up op (scale:
 * y = factor · x): no other file is touched, each line that is left out is named by the compiler or by the cases, and what
 * comes out passes the conformance tests on every backend and keeps the contract of layers.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Overlay } from './overlay.ts'

const overlay = new Overlay()
after(() => overlay.dispose())

const readings = ['src/backends/reference/readings.ts', 'src/backends/wasm/readings.ts'] as const
/** Each table: the file, the line behind which the new one goes, the line; the import last, where it has one. */
const inOps = () => {
  overlay.insert('src/ops/op.ts', 'import { adam }', "import { scale } from './scale/op.ts'")
  overlay.insert('src/ops/op.ts', 'export const ops = {', '  scale,')
}
const inReference = () => {
  overlay.insert(readings[0], 'import { adamReference }', "import { scaleReference } from '../../ops/scale/reference.ts'")
  overlay.insert(readings[0], 'export const readings', '  scale: scaleReference,')
}
const inWasm = () => {
  overlay.insert(readings[1], 'import { adam }', "import { scale } from '../../ops/scale/wasm.ts'")
  overlay.insert(readings[1], 'export const readings', '  scale,')
}

/** A file's line of the compiler, by its path. */
const paths = (errors: readonly string[]) => errors.map((line) => line.split(':')[0]!)

test('an op in its own table alone: the compiler names the tables that lack it, once each, and nothing else', () => {
  overlay.addTemplates('op', 'src/ops')
  inOps()
  const errors = overlay.compile()
  assert.deepEqual(paths(errors), readings, errors.join('\n'))
  for (const error of errors) assert.match(error, /Property 'scale' is missing in type/)
})

test('one table left: the compiler names it', () => {
  inReference()
  const errors = overlay.compile()
  assert.deepEqual(paths(errors), [readings[1]], errors.join('\n'))
})

test('all three lines: it compiles, and the conformance tests ask for its cases', () => {
  inWasm()
  assert.deepEqual(overlay.compile(), [])
  const { status, words } = overlay.test('scale', 'dist/test/conformance/conformance.test.js')
  assert.notEqual(status, 0)
  assert.match(words, /no file of test\/conformance\/cases exports cases of scale: write scale\.ts there\./)
})

test('with its cases the op is whole: five files and three lines', () => {
  overlay.addTemplates('op', 'test')
  assert.deepEqual([...overlay.added].sort(), [
    'src/ops/scale/assembly/scale.ts',
    'src/ops/scale/op.ts',
    'src/ops/scale/reference.ts',
    'src/ops/scale/wasm.ts',
    'test/conformance/cases/scale.ts',
  ])
  assert.deepEqual([...overlay.changed].sort(), [...readings, 'src/ops/op.ts'])
  assert.deepEqual(overlay.compile(), [])
  assert.deepEqual(overlay.brokenRules(), [])
  const assembly = overlay.node('scripts/buildAssembly.js')
  assert.equal(assembly.status, 0, assembly.words)
  const { status, words } = overlay.test('scale', 'dist/test/conformance/conformance.test.js')
  assert.equal(status, 0, words)
  // two factors, seven shapes, four batches, two ways
  assert.equal(words.match(/^ *ok \d+ - \d\S*, times \S+, (in place, )?batch \d+/gm)?.length, 112, words)
})

test('its line left out of the table of ops: the compiler names that table, and what is the op’s own', () => {
  overlay.remove('src/ops/op.ts', '  scale,')
  const named = new Set(paths(overlay.compile()))
  assert.ok(named.has('src/ops/op.ts'))
  for (const path of named)
    assert.match(path, /^src\/ops\/op\.ts$|^src\/backends\/\w+\/readings\.ts$|^(src\/ops|test\/conformance\/cases)\/scale/)
  overlay.insert('src/ops/op.ts', 'export const ops = {', '  scale,')
})

test('a layer is one file, its lines in the table of layers and in the door, and a row of the contract', () => {
  overlay.changed.clear()
  overlay.added.clear()
  overlay.addTemplates('op', 'src/layers')
  overlay.insert('src/layers/index.ts', 'import { addLayer }', "import { scaleLayer } from './scale.ts'")
  overlay.insert('src/layers/index.ts', '  concat: concatLayer,', '  scale: scaleLayer,')
  overlay.insert(
    'src/layers/index.ts',
    'export { type AddLayer',
    "export { type ScaleLayer, type ScaleOptions, scale } from './scale.ts'",
  )
  overlay.insert('src/index.ts', '  type AddLayer,', '  type ScaleLayer,\n  type ScaleOptions,\n  scale,')
  overlay.insert('test/layers/layerCases.ts', '  batchNorm2d,', '  scale,')
  overlay.insert(
    'test/layers/layerCases.ts',
    'export const layerCases:',
    "  ['scale', scale({ factor: 3 }), [[2, 3, 3]], [2, 3, 3], { linear: true }],",
  )
  assert.deepEqual([...overlay.added], ['src/layers/scale.ts'])
  overlay.insert(
    'src/formats/onnx/writing/writers/elementwise.ts',
    'export const elementwiseWriters = {',
    "  scale: ({ layer, graph, inputs }: Writing<{ kind: string; factor: number }>) => graph.node('Mul', [inputs[0]!, graph.number(layer.factor)]),",
  )
  assert.deepEqual([...overlay.changed].sort(), [
    'src/formats/onnx/writing/writers/elementwise.ts',
    'src/index.ts',
    'src/layers/index.ts',
    'test/layers/layerCases.ts',
  ])
  assert.deepEqual(overlay.compile(), [])
  assert.deepEqual(overlay.brokenRules(), [])
  const { status, words } = overlay.test('scale', 'dist/src/layers/contract.test.js')
  assert.equal(status, 0, words)
  assert.match(words, /^ok \d+ - contract: scale$/m)
})
