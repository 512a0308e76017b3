/** scripts/buildAssembly.js on made-up sources in a folder of their own: what it reads of them, and what it refuses. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const script = 'scripts/buildAssembly.js'
const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const args = 'src/ops/shared/assembly/args.ts'
const engine = 'src/backends/wasm/assembly/control.ts'
/** The least that there must be. */
const ground = {
  [args]: '@unmanaged\nexport class Small {\n  a: u32\n}\n@unmanaged\nexport class Large extends Small {\n  b: i32\n}\n',
  'src/ops/shared/assembly/lanes.ts': 'export const LINE: u32 = 4\n',
  'src/ops/shared/assembly/copyTurns.ts': 'export const RUN: u32 = 4096\n',
  'src/ops/clipNorm/assembly/squareSums.ts': 'export const PART: u32 = 4096\n',
  [engine]: 'export const CALL: usize = 192\n',
}

function routine(title: string, fields: readonly string[], base = ''): string {
  const name = `${title[0]!.toLowerCase()}${title.slice(1)}`
  return [
    '@unmanaged',
    `export class ${title}Args${base} {`,
    ...fields.map((field) => `  ${field}`),
    '}',
    `export function ${name}(args: usize, begin: u32, end: u32, thread: u32): void {}`,
    '',
  ].join('\n')
}

/** Makes the types of these sources. */
function build(sources: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'striate-assembly-'))
  folders.push(folder)
  mkdirSync(join(folder, 'scripts'))
  for (const path of [script, 'scripts/buildFunctions.js']) cpSync(join(root, path), join(folder, path))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [path, text] of Object.entries({ ...ground, ...sources })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { status, stderr } = spawnSync(process.execPath, [join(folder, script), '--types'], { encoding: 'utf8' })
  return { status, stderr: stderr.trim(), made: (path: string) => readFileSync(join(folder, path), 'utf8') }
}

const at = 'src/ops/own/assembly/own.ts'

test('fields keep their order, those of the extended classes first; addresses keep their direction', () => {
  const { status, stderr, made } = build({
    [at]: routine('Own', ['x: In', '/** Comments say more. */', 'y: Out', 'sum: Both', 'rate: f32'], ' extends Large'),
  })
  assert.equal(stderr, '')
  assert.equal(status, 0)
  const generated = made('src/ops/routines.generated.ts')
  assert.ok(generated.includes("  'own a# b- x< y> sum* rate.'\n"), generated)
  assert.match(generated, /readonly x: Value \| null\n {4}readonly y: Value \| null\n {4}readonly sum: Value \| null\n/)
  const listed = build({ [at]: routine('Own', ['x: In', 'places: List']) }).made('src/ops/routines.generated.ts')
  assert.ok(listed.includes("  'own x< places+'\n"), listed)
  assert.match(listed, /readonly places: readonly number\[\]\n/)
  assert.match(made('src/backends/wasm/control.generated.ts'), /^export const CALL = 192$/m)
  assert.match(
    made('src/ops/constants.generated.ts'),
    /^export const LINE = 4\nexport const RUN = 4096\nexport const PART = 4096$/m,
  )
})

function refuses(what: string, sources: Readonly<Record<string, string>>, message: string): void {
  test(`refused: ${what}`, () => {
    const { status, stderr } = build(sources)
    assert.equal(stderr, `buildAssembly: ${message}`)
    assert.equal(status, 1)
  })
}

const wanted = 'a field must be "name: In | Out | Both | u32 | i32 | f32 | List" (an address says its direction).'
refuses('an address without a direction', { [at]: routine('Own', ['x: usize']) }, `${at}: OwnArgs: ${wanted} Found: x: usize`)
refuses(
  'an address without a direction in a class that is extended',
  { [at]: routine('Own', [], ' extends Bare'), [args]: '@unmanaged\nexport class Bare {\n  x: usize\n}\n' },
  `${args}: Bare: ${wanted} Found: x: usize`,
)
refuses(
  'a list that is not the last field',
  { [at]: routine('Own', ['x: In', 'places: List', 'y: Out']) },
  `${at}: OwnArgs: a List is as long as a call makes it, so places must be the last field.`,
)
refuses(
  'a class that is nowhere',
  { [at]: routine('Own', [], ' extends Nowhere') },
  `${at}: OwnArgs extends Nowhere, which is not in ${args}.`,
)
refuses(
  'arguments without a routine',
  { [at]: routine('Own', ['x: In']).replace('function own', 'function other') },
  `${at}: class OwnArgs has no routine beside it.\n  Wanted: export function own(args: usize, begin: u32, end: u32, thread: u32): void`,
)
refuses(
  'two routines of one name',
  { [at]: routine('Own', ['x: In']), 'src/ops/twin/assembly/own.ts': routine('Own', ['x: In']) },
  `two routines are named own: ${at} and src/ops/twin/assembly/own.ts.`,
)
refuses(
  'a constant for the host that is no whole number',
  { [engine]: 'export const CALL: usize = 3 * 64\n' },
  `${engine}: a constant for the host must be ": type = whole number". Found: CALL: usize = 3 * 64`,
)

const formula = 'src/ops/unary/functions/own.ts'
const twin = 'src/ops/unary/assembly/functions/own.ts'
const layer = 'src/layers/activations/own.ts'
const functionOf = (given = 'x: v128, low: v128, high: v128', ofGradient = 'y: v128, dy: v128, span: v128') =>
  [
    `export function own(${given}): v128 {\n  return x\n}`,
    `export function ownGrad(${ofGradient}): v128 {\n  return dy\n}`,
    'export function ownSpan(low: f32, high: f32): f32 {\n  return high - low\n}',
    '',
  ].join('\n')
const whole = { [formula]: 'export const own = 0\n', [twin]: functionOf(), [layer]: 'export const ownLayer = 0\n' }

test('functions: tables, facts and loops follow from the files that are there', () => {
  const other = { 'src/ops/unary/functions/abs.ts': 'export const abs = 0\n' }
  const bare =
    'export function abs(x: v128): v128 {\n  return x\n}\nexport function absGrad(x: v128, dy: v128): v128 {\n  return dy\n}\n'
  const { stderr, made } = build({
    ...whole,
    ...other,
    'src/ops/unary/assembly/functions/abs.ts': bare,
    [layer]: 'export interface OwnLayer {}\nexport function own() {}\nexport const ownLayer = 0\n',
  })
  assert.equal(stderr, '')
  assert.match(made('src/ops/unary/functions.generated.ts'), /^export const functions = \{ abs, own \}$/m)
  const facts = made('src/ops/unary/facts.generated.ts')
  assert.match(facts, /^ {2}abs: \{ number: 1, slopeOf: 'argument', numbers: \[\] \},$/m)
  assert.match(facts, /^ {2}own: \{ number: 2, slopeOf: 'result', numbers: \['low', 'high'\] \},$/m)
  const loops = made('src/ops/unary/assembly/functions.generated.ts')
  assert.match(loops, /case 2: ownLoop\(x, y, count, a, b\); return\n {4}default: unreachable\(\)/)
  assert.match(loops, /case 2: ownGradLoop\(.*\n {4}default: unreachable\(\)/)
  // What the gradient alone takes is made once, before its loop.
  assert.match(loops, /function ownGradLoop\(.*\n {2}const n0 = f32x4\.splat\(ownSpan\(a, b\)\)\n/)
  assert.match(made('src/layers/activations/index.generated.ts'), /^export \{ type OwnLayer, own \} from '\.\/own\.ts'$/m)
  assert.match(made('src/layers/activations/table.generated.ts'), /^ {2}own: ownLayer,$/m)
})

const without = (path: keyof typeof whole) => Object.fromEntries(Object.entries(whole).filter(([one]) => one !== path))
refuses('a formula without a twin', without(twin), `${formula} has no twin: write ${twin}.`)
refuses('a twin without a formula', without(formula), `${twin} has no formula: write ${formula}.`)
const refusesTwin = (what: string, text: string, message: string) =>
  refuses(what, { ...whole, [twin]: text }, `${twin}: ${message}`)
refusesTwin(
  'a twin without its function',
  functionOf().replace('function own(', 'function one('),
  'wanted: export function own(x: v128, …numbers): v128',
)
refusesTwin(
  'a twin without its gradient',
  functionOf().replace('ownGrad', 'ownSlope'),
  'wanted: export function ownGrad(y: v128 or x: v128, dy: v128, …): v128',
)
refusesTwin('a function that begins otherwise', functionOf('y: v128'), 'the first parameter of own is x, not y.')
refusesTwin('three numbers', functionOf('x: v128, a: v128, b: v128, c: v128'), 'own has 3 numbers; routines take two at most.')
refusesTwin(
  'a number that is no vector',
  functionOf('x: v128, low: f32'),
  'own: a parameter must be "name: v128"; found " low: f32".',
)
refusesTwin(
  'a gradient of something else',
  functionOf(undefined, 'z: v128, dy: v128'),
  'ownGrad takes y (the result) or x (the argument), and dy; not z and dy.',
)
refusesTwin(
  'a number of the gradient that nobody makes',
  functionOf().replace('ownSpan', 'ownWidth'),
  'ownGrad takes span, which is no number of own; wanted: export function ownSpan(low: f32, high: f32): f32',
)
refuses(
  'a layer without its behaviour',
  { ...whole, [layer]: 'export const own = 0\n' },
  `${layer}: wanted: export const ownLayer = activationLayer(…)`,
)

test('a number of the gradient of a function without numbers is made of none', () => {
  const text = [
    'export function own(x: v128): v128 {\n  return x\n}',
    'export function ownGrad(y: v128, dy: v128, span: v128): v128 {\n  return dy\n}',
    'export function ownSpan(): f32 {\n  return 2\n}\n',
  ].join('\n')
  const { stderr, made } = build({ ...whole, [twin]: text })
  assert.equal(stderr, '')
  assert.match(made('src/ops/unary/assembly/functions.generated.ts'), /n0 = f32x4\.splat\(ownSpan\(\)\)/)
})
