/**
 * How the scripts start other programs: always `node` on a file, never a shell, so it is the same on every system.
 * The child has our terminal; we wait for it, hand signals on to it, and end as it ended.
 */
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Was this module started as the program (`node scripts/build.js`), or imported? */
export function isProgram(moduleUrl) {
  return process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(moduleUrl))
}

/** Runs `node …args` and resolves to its exit code; 128 + the signal's number where a signal ended it. */
export function runNode(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', ...options })
    // At a terminal, Ctrl-C reaches the child by itself (and us once more through npm): one is enough for it.
    const terminal = process.stdin.isTTY || process.stdout.isTTY
    const forward = (signal) => {
      if (signal !== 'SIGINT' || !terminal) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    const done = () => {
      for (const signal of signals) process.off(signal, forward)
    }
    child.on('error', (error) => {
      done()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

/**
 * V8's switch for relaxed SIMD (fused multiply-add in Wasm): Node 20 knows it but has it off; newer ones have it on, and
 * in time forget the switch.
 */
export function engineFlags() {
  return Number(process.versions.node.split('.')[0]) < 22 ? ['--experimental-wasm-relaxed-simd'] : []
}

/** npm's own program file, so that it runs without a shell: the npm that runs us, or the one that came with this Node. */
export function npmProgram() {
  const caller = process.env.npm_execpath
  if (caller && basename(caller).startsWith('npm-cli') && existsSync(caller)) return caller
  const node = dirname(realpathSync(process.execPath))
  const places = [
    join(node, 'node_modules'),
    join(node, '..', 'lib', 'node_modules'),
    join(node, '..', 'share', 'nodejs'),
    '/usr/share/nodejs',
  ]
  const found = places.map((place) => join(place, 'npm', 'bin', 'npm-cli.js')).find(existsSync)
  if (!found) throw new Error('npm was not found beside Node. Run this through npm (npm test, npm start), or install npm.')
  return found
}

/** Ends the program with one clear line (and what to do), without a stack. */
export function fail(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}
