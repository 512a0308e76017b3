/**
 * Gets a fresh clone ready: installs the packages where they are missing or the lock file changed, builds where a source
 * changed, and does nothing, at once, where all is as it was. It needs nothing but Node and npm. Every npm script of the
 * project begins with it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.js'
import { install } from './install.js'
import { fail, isProgram, root } from './processes.js'

/** Packages, then the build. */
export async function setup() {
  requireNode()
  await install()
  await build()
}

function requireNode() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '')
  const [major, minor] = wanted.split('.').map(Number)
  const [ours, oursMinor] = process.versions.node.split('.').map(Number)
  if (ours < major || (ours === major && oursMinor < minor))
    fail(
      `Striate needs Node ${wanted} or newer; this is ${process.version}.\n  Fix: install a current Node (https://nodejs.org), then run the command again.`,
    )
}

if (isProgram(import.meta.url)) await setup()
