/**
 * Makes the package's doors of what the compiler wrote: dist/lib/ holds one file a door, the pieces that doors share, the
 * two scripts of the workers, and the Wasm modules beside them. Importing a hundred small files takes Node longer than
 * anything that is in them. Nothing is minified; what is shared stays shared (an error class is the same behind each door).
 */
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './processes.js'

const doors = ['index', 'reference', 'wasm', 'data', 'zoo', 'formats', 'image', 'figures', 'runs']
/** Started by `new URL('./…', import.meta.url)`: these and the Wasm modules must lie beside the pieces. */
const workers = ['backends/wasm/thread', 'worker/networkWorker']
const modules = ['simd.wasm', 'relaxed.wasm']

export async function bundle() {
  const { build } = await import('esbuild')
  const outdir = join(root, 'dist/lib')
  rmSync(outdir, { recursive: true, force: true })
  await build({
    entryPoints: [
      ...[...doors, ...workers].map((name) => ({ in: join(root, `dist/src/${name}.js`), out: basename(name) })),
      { in: join(root, 'dist/src/cli/main.js'), out: 'striate' },
    ],
    outdir,
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    external: ['node:*'],
    logLevel: 'warning',
  })
  for (const name of modules) copyFileSync(join(root, 'dist/src/backends/wasm', name), join(outdir, name))
}

/** Is every door there? */
export function isBundled() {
  return [...[...doors, 'striate'].map((name) => `${name}.js`), ...modules].every((name) =>
    existsSync(join(root, 'dist/lib', name)),
  )
}
