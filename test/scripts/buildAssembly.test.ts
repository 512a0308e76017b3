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
  'src/ops/concat/assembly/copyRows.ts': 'export const RUN: u32 = 4096\n',
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
  cpSync(join(root, script), join(folder, script))
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
  assert.ok(
    generated.includes("own: [['a', 'u32'], ['b', 'i32'], ['x', 'in'], ['y', 'out'], ['sum', 'both'], ['rate', 'f32']],"),
    generated,
  )
  assert.match(generated, /readonly x: Value \| null\n {4}readonly y: Value \| null\n {4}readonly sum: Value \| null\n/)
  assert.match(made('src/backends/wasm/control.generated.ts'), /^export const CALL = 192$/m)
  assert.match(made('src/ops/constants.generated.ts'), /^export const LINE = 4\nexport const RUN = 4096$/m)
})

function refuses(what: string, sources: Readonly<Record<string, string>>, message: string): void {
  test(`refused: ${what}`, () => {
    const { status, stderr } = build(sources)
    assert.equal(stderr, `buildAssembly: ${message}`)
    assert.equal(status, 1)
  })
}

const wanted = 'a field must be "name: In | Out | Both | u32 | i32 | f32" (an address says its direction).'
refuses('an address without a direction', { [at]: routine('Own', ['x: usize']) }, `${at}: OwnArgs: ${wanted} Found: x: usize`)
refuses(
  'an address without a direction in a class that is extended',
  { [at]: routine('Own', [], ' extends Bare'), [args]: '@unmanaged\nexport class Bare {\n  x: usize\n}\n' },
  `${args}: Bare: ${wanted} Found: x: usize`,
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
