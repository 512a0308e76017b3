/**
 * Makes the package's doors of what the compiler wrote: dist/lib/ holds one file a door, the pieces that doors share, the
 * three scripts of the workers, and the Wasm modules beside them. Importing a hundred small files takes Node longer than
 * anything that is in them. Nothing is minified; what is shared stays shared (an error class is the same behind each door).
 * The command `striate` lies beside them, with the few packages that it is made of, and their licences.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './processes.js'

export const doors = [
  'index',
  'reference',
  'wasm',
  'data',
  'zoo',
  'formats',
  'image',
  'figures',
  'inspect',
  'runs',
  'lesson',
  'worker',
  'plumbing',
  'korean',
]
/** Started by `new URL('./…', import.meta.url)`: these and the Wasm modules must lie beside the pieces. */
const workers = ['worker/networkWorker', 'image/stream/imageWorker']
/** One file with all that it imports: bundlers of users copy it as it is. */
const thread = 'backends/wasm/thread'
const modules = ['simd.wasm', 'relaxed.wasm']
const licences = 'LICENSES.txt'
/** A development package that has the text of the Apache licence, version 2.0, whole. */
const apacheText = 'node_modules/assemblyscript/LICENSE'

/** commander asks for Node's modules by `require`, which a module does not have: they are given to it without. */
const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ kind, path }) => (kind === 'require-call' ? { path, namespace: 'builtin' } : undefined))
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }))
  },
}

export async function bundle() {
  const { build } = await import('esbuild')
  const outdir = join(root, 'dist/lib')
  rmSync(outdir, { recursive: true, force: true })
  const { metafile } = await build({
    entryPoints: [
      ...[...doors, ...workers].map((name) => ({ in: join(root, `dist/src/${name}.js`), out: basename(name) })),
      { in: join(root, 'dist/src/cli/main.js'), out: 'striate' },
    ],
    outdir,
    absWorkingDir: root,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    external: ['node:*'],
    plugins: [builtins],
    metafile: true,
    logLevel: 'warning',
  })
  await build({
    entryPoints: [{ in: join(root, `dist/src/${thread}.js`), out: basename(thread) }],
    outdir,
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    external: ['node:*'],
    logLevel: 'warning',
  })
  writeFileSync(join(outdir, licences), licencesOf(Object.keys(metafile.inputs)))
  for (const name of modules) copyFileSync(join(root, 'dist/src/backends/wasm', name), join(outdir, name))
}

/** The licence of every package that a part of was taken in: its own file, or what the taken files say at their heads. */
function licencesOf(inputs) {
  const folders = new Map()
  for (const path of inputs) {
    const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? []
    if (folder) folders.set(folder, [...(folders.get(folder) ?? []), path])
  }
  const texts = [...folders].sort().map(([folder, files]) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry))
    const words = file ? readFileSync(join(root, folder, file), 'utf8').trim() : headsOf(files)
    if (!words) throw new Error(`${name} comes without its licence, and cannot be taken in.`)
    return `${name} ${version} (${license})\n\n${words}\n`
  })
  const head = 'The files of this folder hold parts of these packages, under these licences; most of them only in striate.js.'
  return [`${head}\n`, ...texts].join(`\n${'─'.repeat(80)}\n\n`)
}

/** The different comments that a package's files begin with, and the text of the Apache licence where they name it. */
function headsOf(files) {
  const heads = files.map((path) =>
    /^(\/\/.*\n)+/
      .exec(readFileSync(join(root, path), 'utf8'))?.[0]
      .replace(/^\/\/ ?/gm, '')
      .trim(),
  )
  const different = [...new Set(heads.filter(Boolean))]
  const apache = different.some((text) => text.includes('Apache License'))
  return [...different, ...(apache ? [readFileSync(join(root, apacheText), 'utf8').trim()] : [])].join('\n\n')
}

/** Is every door there? */
export function isBundled() {
  return [
    ...[...doors, ...[...workers, thread].map((name) => basename(name)), 'striate'].map((name) => `${name}.js`),
    ...modules,
    licences,
  ].every((name) => existsSync(join(root, 'dist/lib', name)))
}
