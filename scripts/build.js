/**
 * Builds dist/: the Wasm engine from its AssemblyScript sources, the JavaScript and type declarations from TypeScript, and
 * the doors of the package from both (bundle.js). Where no source changed since the last whole build it does nothing. A build
 * that fails or is interrupted is never taken for a whole one: the stamp is removed first and written last.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeListings } from './buildListings.js'
import { bundle, isBundled } from './bundle.js'
import { install } from './install.js'
import { fail, isProgram, root, runNode } from './processes.js'

const stamp = join(root, 'dist', '.striate-build')
const compilers = ['build', 'bundle', 'buildAssembly', 'buildFunctions', 'buildListings']
  .map((name) => `scripts/${name}.js`)
  .concat('tsconfig.json', 'tsconfig.listings.json', 'package-lock.json')

export async function build() {
  const sources = [...filesBelow('src'), ...filesBelow('test')]
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.generated.ts'))
    .sort()
  const key = keyOf([...compilers, ...sources])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key && isWhole(sources) && isBundled()) return
  const start = performance.now()
  console.log('Building …')
  rmSync(stamp, { force: true })
  removeStale()
  // The types that the assembly gives to TypeScript first; then both compilers at once.
  const assembly = existsSync(join(root, 'scripts/buildAssembly.js'))
  if (assembly && (await runNode(['scripts/buildAssembly.js', '--types'])) !== 0) buildFailed('the assembly sources')
  await writeListings(root)
  rmSync(join(root, 'dist/listings.tsbuildinfo'), { force: true })
  const tsc = (project) => runNode(['node_modules/typescript/bin/tsc', '-p', project, '--noEmitOnError'])
  // The lecture's listings are for the eye, and read arrays without asking whether a place is there: they are compiled apart,
  // and first, since the lecture runs them.
  const typescript = async () => (await tsc('tsconfig.listings.json')) || (await tsc('.'))
  const [wasm, js] = await Promise.all([assembly ? runNode(['scripts/buildAssembly.js']) : 0, typescript()])
  if (wasm !== 0) buildFailed('the Wasm engine')
  if (js !== 0) buildFailed('TypeScript')
  await bundle().catch((error) => buildFailed(`the doors: ${error.message}`))
  writeFileSync(stamp, key)
  console.log(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`)
}

function buildFailed(part) {
  fail(`The build failed (${part}); the compiler's words are above. Nothing was run.`)
}

/** Paths from the root, with forward slashes on every system. */
function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })
}

function keyOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) if (existsSync(join(root, path))) hash.update(`${path}\n`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

/** Is there an output for each source? (Someone may have removed one by hand.) */
function isWhole(sources) {
  const outputs = new Set(filesBelow('dist'))
  return sources.filter(isCompiled).every((path) => outputs.has(`dist/${path.replace(/\.ts$/, '.js')}`))
}

function isCompiled(path) {
  return !path.includes('/assembly/') && !path.includes('/templates/') && !path.endsWith('.d.ts')
}

/** Removes what earlier builds made of sources that are gone, and folders that are empty then. */
function removeStale() {
  for (const path of [...filesBelow('dist/src'), ...filesBelow('dist/test')]) {
    const source = path.replace(/^dist\//, '').replace(/(\.d\.ts|\.js)$/, '.ts')
    if (/(\.d\.ts|\.js)$/.test(path) && !(existsSync(join(root, source)) && isCompiled(source))) rmSync(join(root, path))
  }
  for (const folder of ['dist/src', 'dist/test']) removeEmpty(join(root, folder))
}

function removeEmpty(folder) {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) removeEmpty(join(folder, entry.name))
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}

if (isProgram(import.meta.url)) {
  await install()
  await build()
}
