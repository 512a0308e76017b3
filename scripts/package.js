/**
 * `npm run package`: the packed package with the tools that users have: installed by npm into an empty project, run under
 * Node 20, 22 and 24, and type-checked by TypeScript 5.9 and by the repository's, with both ways of finding modules. It fetches
 * those tools, so it needs the network; the quick version without it is test/package/. Ends with 1 where anything is not well.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fail, npmProgram, root } from './processes.js'
import { setup } from './setup.js'

const nodes = ['20', '22', '24']
const compilers = ['5.9']
const rows = []

/** Runs a program to its end; npm's own variables stay out, or a nested npm would mean this project. */
function run(program, args, cwd) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const words = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (words[name] += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...words }))
  })
}

/** Installs packages into a folder of their own, without their scripts. */
async function fetched(folder, ...packages) {
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', ...packages]
  const { code, stderr } = await run(process.execPath, [npmProgram(), ...args], folder)
  if (code !== 0) throw new Error(`npm could not install ${packages.join(', ')} (this needs the network):\n${stderr}`)
}

/** The program of a Node version: npm's package `node` only chooses among the packages of the systems, which hold it. */
async function nodeProgram(version, tools) {
  const folder = await mkdtemp(join(tools, `node-${version}-`))
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  await fetched(folder, `${name}@${version}`)
  const places = ['node', 'node.exe'].map((file) => join(folder, 'node_modules', name, 'bin', file))
  const found = places.find(existsSync)
  if (!found) throw new Error(`npm's ${name}@${version} holds no program (looked in ${places.join(', ')}).`)
  return found
}

const row = (what, by, { code, stdout, stderr }, value = '') =>
  rows.push({ ok: code === 0, what, by, value: code === 0 ? value : `${stdout}${stderr}`.trim() })

async function runs(project, tools, { trainProgram }) {
  const doors = Object.keys(project.manifest.exports).filter((name) => name !== './package.json')
  const names = JSON.stringify(doors.map((name) => name.replace(/^\./, 'striate')))
  await project.write('doors.mjs', `for (const name of ${names}) await import(name)\nconsole.log(process.version)`)
  await project.write('train.mjs', trainProgram)
  for (const version of nodes) {
    const node = await nodeProgram(version, tools)
    const opened = await run(node, ['doors.mjs'], project.folder)
    const by = `Node ${opened.stdout.trim() || version}`
    row(`all ${doors.length} doors`, by, opened)
    const trained = await run(node, ['train.mjs'], project.folder)
    const { steps, threads, build, first, last } = trained.code === 0 ? JSON.parse(trained.stdout) : {}
    const well = trained.code === 0 && last < first / 10
    const value = `loss ${first?.toFixed(4)} → ${last?.toFixed(4)}, ${threads} threads, ${build}`
    row(`${steps ?? 'no'} steps`, by, { ...trained, code: well ? 0 : 1 }, value)
    row('the command', by, await run(node, ['node_modules/striate/dist/lib/striate.js', '--version'], project.folder))
  }
}

async function types(project, tools, { drawingProgram, tsconfig, typedProgram, typeSettings }) {
  await fetched(tools, ...compilers.map((version) => `typescript-${version}@npm:typescript@${version}`))
  const programs = [
    ...compilers.map((version) => join(tools, 'node_modules', `typescript-${version}`)),
    join(root, 'node_modules/typescript'),
  ]
  await project.write('typed.ts', typedProgram)
  await project.write('drawing.ts', drawingProgram)
  for (const program of programs) {
    const tsc = join(program, 'bin/tsc')
    const { stdout } = await run(process.execPath, [tsc, '--version'], project.folder)
    for (const setting of Object.keys(typeSettings)) {
      const files = ['typed.ts', 'drawing.ts']
      await project.write('tsconfig.json', tsconfig(setting, [join(root, 'node_modules/@types')], files))
      row(
        setting,
        `TypeScript ${stdout.replace('Version', '').trim()}`,
        await run(process.execPath, [tsc, '-p', '.'], project.folder),
      )
    }
  }
}

await setup()
const built = (name) => import(pathToFileURL(join(root, `dist/test/package/${name}.js`)).href)
const [{ packedProject }, programs] = await Promise.all([built('packed'), built('programs')])
const tools = await mkdtemp(join(tmpdir(), 'striate-tools-'))
const project = await packedProject()
try {
  const { files, size, unpackedSize } = project.packed
  console.log(`${files.length} files, ${(size / 1000).toFixed(0)} KB packed, ${(unpackedSize / 1000).toFixed(0)} KB unpacked`)
  await runs(project, tools, programs)
  await types(project, tools, programs)
} finally {
  await project.close()
  await rm(tools, { recursive: true, force: true })
}
const width = (column) => Math.max(...rows.map((one) => one[column].length))
for (const { ok, what, by, value } of rows)
  console.log(
    `${ok ? '✔' : '✖'} ${by.padEnd(width('by'))}  ${what.padEnd(width('what'))}  ${value.replaceAll('\n', '\n    ')}`.trimEnd(),
  )
const broken = rows.filter(({ ok }) => !ok).length
if (broken > 0) fail(`${broken} of ${rows.length} are not well.`)
console.log('\nAll is well.')
