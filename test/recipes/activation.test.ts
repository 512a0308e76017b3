/**
 * The recipe of an activation, as CONTRIBUTING.md tells it, walked in a copy of the sources with a function that Striate does
 * not have (softsign): two small files and its layer, and no other file is touched. Its numbers, dispatchers, conformance
 * cases, fused ends and its row of the contract follow; a twin that is missing, says another thing than the formula or
 * computes another function is found.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Overlay } from './overlay.ts'

const overlay = new Overlay()
after(() => overlay.dispose())

const twin = 'src/ops/unary/assembly/functions/softsign.ts'
const conformance = 'dist/test/conformance/conformance.test.js'
const change = (path: string, from: string, to: string) => {
  const text = readFileSync(join(overlay.root, path), 'utf8')
  assert.ok(text.includes(from), `${path} has no ${from}`)
  writeFileSync(join(overlay.root, path), text.replaceAll(from, to))
}
const build = () => {
  assert.deepEqual(overlay.compile(), [])
  const { status, words } = overlay.node('scripts/buildAssembly.js')
  assert.equal(status, 0, words)
}
test('the formula alone: the build asks for its twin', () => {
  overlay.addTemplates('activation', 'src/ops/unary/functions')
  const [error] = overlay.compile()
  assert.match(
    error ?? '',
    /unary\/functions\/softsign\.ts has no twin: write src\/ops\/unary\/assembly\/functions\/softsign\.ts\./,
  )
})

test('formula, twin and layer: three files, and nothing else is touched', () => {
  overlay.addTemplates('activation', 'src/ops/unary/assembly')
  overlay.addTemplates('activation', 'src/layers')
  assert.equal(overlay.added.size, 3)
  assert.equal(overlay.changed.size, 0)
  build()
  assert.deepEqual(overlay.brokenRules(), [])
})

test('its conformance cases follow: the function, its gradient, and the fused ends', () => {
  const { status, words } = overlay.test('softsign', conformance)
  assert.equal(status, 0, words)
  const lines = words.split('\n')
  const ops = lines.flatMap((line) => /^ok \d+ - (\w+)$/.exec(line.trim())?.[1] ?? [])
  assert.deepEqual(ops.sort(), ['addBias', 'conv2d', 'dense', 'standardize', 'unary', 'unaryGrad'])
  // Seven shapes, four batches and two ways of the function and of a bias, twice of the gradient; edges; the rest.
  assert.ok(lines.filter((line) => /^ *ok \d+ - .*softsign/.test(line)).length > 240, words)
})

test('its layer keeps the contract, comes through the door, and is trained fused', () => {
  const { status, words } = overlay.test('softsign', 'dist/src/layers/contract.test.js')
  assert.equal(status, 0, words)
  assert.match(words, /^ok \d+ - contract: softsign$/m)
  const reference = overlay.test('softsign', 'dist/src/ops/unary/reference.test.js')
  assert.equal(reference.status, 0, reference.words)
  const { status: door, words: plan } = overlay.node(
    '--input-type=module',
    '--eval',
    `import { dense, meanSquaredError, sequential, sgd, softsign } from './dist/src/index.js'
     import { plainInput, showPlan } from './dist/src/plumbing.js'
     import { reference } from './dist/src/reference.js'
     const network = await sequential('net', [3], [dense({ units: 2 }), softsign()]).open(reference())
     const use = { kind: 'train', batch: 4, input: plainInput([3]), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }) }
     await network.use(use, async ({ plan }) => console.log(showPlan(plan)))`,
  )
  assert.equal(door, 0, plan)
  assert.match(plan, /dense .*softsign/)
  assert.doesNotMatch(plan, /unary /)
})

test('a twin whose gradient takes the argument, where the formula has it of the result: the compiler says so', () => {
  change(twin, 'softsignGrad(y: v128', 'softsignGrad(x: v128')
  change(twin, 'f32x4.abs(y)', 'f32x4.abs(x)')
  const errors = overlay.compile()
  assert.match(errors[0] ?? '', /^src\/ops\/unary\/facts\.generated\.ts: Type '"argument"' is not assignable to type '"result"'/)
  change(twin, 'softsignGrad(x: v128', 'softsignGrad(y: v128')
  change(twin, 'f32x4.sub(f32x4.splat(1), f32x4.abs(x))', 'f32x4.sub(f32x4.splat(1), f32x4.abs(y))')
})

test('a twin that computes another function fails its cases', () => {
  change(twin, 'f32x4.add(size, f32x4.splat(1))', 'f32x4.add(size, f32x4.splat(2))')
  build()
  const { status, words } = overlay.test('softsign', conformance)
  assert.notEqual(status, 0)
  assert.match(words, /not ok \d+ - .*softsign/)
})
