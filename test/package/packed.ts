/**
 * The package as a user gets it: packed from what is built, and installed by npm into an empty project in a temporary
 * folder, without network. There it can be imported, run, type-checked and bundled; the repository's own packages are
 * out of its sight. The tests of the project's other rooms see the sources; these see only this.
 */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repository } from '../browser/serve.ts'

export interface PackedFile {
  readonly path: string
  readonly size: number
  readonly mode: number
}

/** What `npm pack` says of the tarball. */
export interface Packed {
  readonly filename: string
  /** Bytes: packed, and unpacked. */
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly PackedFile[]
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Project {
  /** The empty project; the package lies in its node_modules/striate. */
  readonly folder: string
  readonly packed: Packed
  /** The packed package.json. */
  readonly manifest: { readonly name: string; readonly version: string; readonly exports: Record<string, unknown> }
  /** Writes a file of the user's. */
  write(path: string, text: string): Promise<void>
  /** Runs Node in the project. */
  node(...args: string[]): Promise<Ended>
  /** Removes it all. */
  close(): Promise<void>
}

/** Packs, installs, and gives the project: about two seconds. */
export async function packedProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'striate-package-'))
  const close = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  try {
    const packed = await pack(folder)
    await write('package.json', JSON.stringify({ name: 'user', private: true, type: 'module' }))
    const offline = ['--offline', '--cache', join(folder, '.npm'), '--no-audit', '--no-fund', '--ignore-scripts']
    await npm(['install', ...offline, join(folder, packed.filename)], folder)
    const manifest = JSON.parse(await readFile(join(folder, 'node_modules/striate/package.json'), 'utf8'))
    return { folder, packed, manifest, write, node: (...args) => run(process.execPath, args, folder), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function pack(destination: string): Promise<Packed> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination]
  const answer = JSON.parse(await npm(args, fileURLToPath(repository('')))) as Packed[] | Record<string, Packed>
  return Object.values(answer)[0]!
}

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const { npmProgram } = await import(repository('scripts/processes.js').href)
  const { code, stdout, stderr } = await run(process.execPath, [npmProgram(), ...args], cwd)
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}:\n${stderr}${stdout}`)
  return stdout
}

/** Runs a program and waits; npm's own variables stay out, or an npm inside of `npm test` would mean the outer project. */
function run(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_(TEST|OPTIONS)/i.test(name)))
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
