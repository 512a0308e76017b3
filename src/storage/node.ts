/** Node's own modules for whoever must reach files: asked for at run time, so that bundles for pages need none of them. */

import { UnsupportedError } from '../errors/errors.ts'
import { say } from '../errors/say.ts'

/**
 * Node's own modules. @internal: a user's compiler needs no types of Node for what Striate declares.
 * @throws UnsupportedError 'no-files' outside Node.
 */
export function nodeModules() {
  if (!inNode())
    throw new UnsupportedError({
      code: 'no-files',
      message: say('this platform has no files: folders need Node.'),
      fix: say('pass the bytes, or a baseUrl to fetch them from.'),
    })
  const { process } = globalThis
  return {
    fs: process.getBuiltinModule('node:fs/promises'),
    path: process.getBuiltinModule('node:path'),
    module: process.getBuiltinModule('node:module'),
    os: process.getBuiltinModule('node:os'),
    threads: process.getBuiltinModule('node:worker_threads'),
    url: process.getBuiltinModule('node:url'),
  }
}

/** Whether Node's modules can be had. */
export function inNode(): boolean {
  return typeof globalThis.process?.getBuiltinModule === 'function'
}

/** A running SHA-256: `update` takes bytes, `digest('hex')` ends it. Node only. @internal, as above. */
export function sha256() {
  return globalThis.process.getBuiltinModule('node:crypto').createHash('sha256')
}

/** All addresses, IPv4 and IPv6, that the system knows for the name of a machine. */
export async function addressesOf(name: string): Promise<string[]> {
  const found = await globalThis.process.getBuiltinModule('node:dns/promises').lookup(name, { all: true })
  return found.map(({ address }) => address)
}

/**
 * Makes a folder and those above it, as `mkdir` with `recursive` does; that one never returns where a folder cannot be made in
 * one that is there (in /proc, say).
 */
export async function makeFolder(path: string): Promise<void> {
  const { fs, path: paths } = nodeModules()
  const make = () =>
    fs.mkdir(path).catch(async (error) => {
      if (error.code === 'EEXIST' && (await fs.stat(path)).isDirectory()) return
      throw error
    })
  try {
    await make()
  } catch (error) {
    const above = paths.dirname(path)
    if ((error as { code?: string }).code !== 'ENOENT' || above === path) throw error
    await makeFolder(above)
    await make()
  }
}
